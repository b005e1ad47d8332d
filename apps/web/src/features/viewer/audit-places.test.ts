import { expect, it } from 'vitest';
import { byPhrase, distinctPlaces, type Evidence } from './audit-places.ts';

const at = (page: number, quote: string, bbox: Evidence['bbox'] = null): Evidence => ({
  page,
  sheet: null,
  block_id: 'AAAA-BBBB-CCC',
  bbox,
  quote,
});

it('tells a place once with all that stands there', () => {
  expect(distinctPlaces([at(1, '12,3'), at(2, '3,3'), at(1, '2,4'), at(1, '2,4')])).toEqual([
    at(1, '12,3\n2,4'),
    at(2, '3,3'),
  ]);
});

it('keeps places of one block apart when their boxes differ', () => {
  const places = [at(1, 'a', [0, 0, 0.5, 0.5]), at(1, 'a', [0.5, 0.5, 1, 1])];
  expect(distinctPlaces(places)).toEqual(places);
});

it('gathers what one phrase leads to', () => {
  const source = at(3, 'см. лист 5, 6');
  const to = (page: number) => ({ page, sheet: String(page), block_id: null });
  const reference = (target: ReturnType<typeof to> | null) => ({
    text: 'лист 5, 6',
    kind: 'sheet',
    source,
    target,
  });
  expect(byPhrase([reference(to(5)), reference(to(6)), reference(to(5))])).toEqual([
    { text: 'лист 5, 6', source, targets: [to(5), to(6)] },
  ]);
  expect(byPhrase([reference(null), reference(null)])).toEqual([{ text: 'лист 5, 6', source, targets: [] }]);
});
