import { expect, it } from 'vitest';
import { withInventedPictures } from './invented-pictures.ts';

const none = { claims: [], confirmed: 0, picture_only: 0, not_confirmed: 0, coverage: 1, conflicts: [] };
const claim = {
  ...({
    start: 8,
    end: 11,
    text: '510',
    kind: 'number',
    status: 'confirmed',
    citation: 1,
    note: null,
  } as const),
};

it('doubts a picture that was never shown, in either alphabet', () => {
  const checks = { ...none, claims: [claim], confirmed: 1 };
  const checked = withInventedPictures(checks, 'Толщина 510 [P1], см. [Р7].', [{ name: 'P1' }]);
  expect(checked).toMatchObject({ confirmed: 1, not_confirmed: 1, coverage: 0.5 });
  expect(checked.claims).toEqual([
    claim,
    expect.objectContaining({ start: 23, end: 25, text: 'Р7', status: 'not_confirmed' }),
  ]);
});

it('leaves shown pictures, codes and links alone', () => {
  const text = 'План [P1] [P2](https://example.com) [P1A] и [9CXH-MNAX-4JL].';
  expect(withInventedPictures(none, text, [{ name: 'P1' }])).toBe(none);
});
