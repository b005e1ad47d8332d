import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NumberedPage, numberPages } from './page-numbers.ts';

const symbols = 'ACDEFGHJKLMNPQRTUVWXY34679';
const codeOf = (at: number) => {
  const sign = (shift: number) => symbols[Math.floor(at / shift) % symbols.length];
  return `AAAA-AA${sign(676)}${sign(26)}-AA${sign(1)}`;
};
const uuidOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

const page = (number: number | null, index: number, ids: string[]): NumberedPage => ({
  number,
  indexes: ids.map(() => index),
  ids,
});

/** PDF pages in order with the number of blocks on each. */
const documents = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 40 });

describe('numberPages', () => {
  it('reads annotations from 0 and from 1 alike', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(0, 1), (counts, first) => {
        const pages = counts.map((count, at) =>
          page(
            at + first,
            at + first,
            Array.from({ length: count }, (_, block) => codeOf(at * 4 + block)),
          ),
        );
        expect(numberPages(pages, { complete: true }).pages).toEqual(counts.map((_, at) => at + 1));
      }),
    );
  });

  it('puts a page right that kept its number from 0', () => {
    fc.assert(
      fc.property(documents, (counts) => {
        const blocks = (at: number) => [codeOf(at)];
        const pages = counts.map((_, at) =>
          page(at === counts.length - 1 && at > 1 ? at : at + 1, at, blocks(at)),
        );
        expect(numberPages(pages)).toEqual({ pages: counts.map((_, at) => at + 1), certain: true });
      }),
    );
  });

  it('believes a surer file, for pages without its blocks too', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 0, max: 3 }), fc.boolean(), (counts, first, oldIds) => {
        const id = oldIds ? uuidOf : codeOf;
        const pages = counts.map((_, at) => page(at + first, at + first, [id(at)]));
        // The surer file has every other block.
        const known = new Map(counts.flatMap((_, at) => (at % 2 === 0 ? [[id(at), at + 1] as const] : [])));
        expect(numberPages(pages, { known })).toEqual({
          pages: counts.map((_, at) => at + 1),
          certain: true,
        });
      }),
    );
  });

  it('takes old ids for counting from 1 and new ones for counting from 0, and says that it guesses', () => {
    expect(numberPages([page(1, 1, [uuidOf(1)])])).toEqual({ pages: [1], certain: false });
    expect(numberPages([page(1, 1, [codeOf(1)]), page(3, 3, [codeOf(2)])])).toEqual({
      pages: [2, 4],
      certain: false,
    });
    expect(numberPages([])).toEqual({ pages: [], certain: false });
    expect(numberPages([page(null, 0, [codeOf(1)]), page(null, 4, [codeOf(2)])]).pages).toEqual([1, 5]);
  });
});
