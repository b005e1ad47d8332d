import { expect, it } from 'vitest';
import { boxOf, parseViewerAddress } from './viewer-address.ts';

it('keeps a whole address', () => {
  const address = {
    page: 9,
    block: '9CXH-MNAX-4JL',
    box: '0.1,0.2,0.3,0.4',
    q: 'В4-14*',
    panel: 'search',
    version: 2,
  };
  expect(parseViewerAddress(address)).toEqual(address);
  expect(boxOf(parseViewerAddress(address))).toEqual([0.1, 0.2, 0.3, 0.4]);
});

it('leaves out what makes no sense', () => {
  expect(
    parseViewerAddress({
      page: '0',
      block: '',
      box: '0.3,0,0.1,1',
      q: null,
      panel: 'x',
      version: 1.5,
      other: 1,
    }),
  ).toEqual({});
  expect(parseViewerAddress({ q: 2121, page: '12' })).toEqual({ q: '2121', page: 12 });
});
