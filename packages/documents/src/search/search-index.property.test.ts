import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeMark } from '../marks/index.ts';
import type { IndexedBlock } from '../search-types.ts';
import { createSearchIndex } from './search-index.ts';

const blockOf = (marks: readonly string[], at: number): IndexedBlock => ({
  documentId: 'd',
  version: 1,
  code: `block ${at}`,
  page: 1,
  sheet: null,
  sheetTitle: null,
  kind: 'text',
  text: `Спецификация | ${marks.join(' | ')} | шт.`,
});

/** Few letters and figures, so that near misses are frequent. */
const mark = fc
  .tuple(
    fc.constantFrom('В', 'B', 'Б', 'А', 'Ор', 'Op', 'П/', 'ОВ'),
    fc.constantFrom('1', '2', '21', '12'),
    fc.constantFrom('', '', '-1', '-14', '.1', ',1', 'П'),
    fc.constantFrom('', '', '*', '**'),
  )
  .map((parts) => parts.join(''));
const blocks = fc.array(fc.array(mark, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 });

test('a mark finds exactly the blocks where it stands, slips are flagged, and nothing else is found', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, mark, async (marksByBlock, asked) => {
      const index = createSearchIndex();
      await index.put('d', marksByBlock.map(blockOf));
      const hits = index.search({ text: asked, limit: 100 });
      const holders = marksByBlock.flatMap((marks, at) =>
        marks.some((each) => normalizeMark(each) === normalizeMark(asked)) ? [`block ${at}`] : [],
      );
      const exact = hits.filter((hit) => hit.match === 'mark').map((hit) => hit.code);
      expect(exact.sort()).toEqual(holders.sort());
      expect(hits.every((hit) => hit.match !== 'text')).toBe(true);
      const shown = hits.map((hit) => hit.highlights.map(([start, end]) => hit.snippet.slice(start, end)));
      expect(shown.every((highlights) => highlights.length > 0)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('any question on any text: snippets are pieces of it and highlights lie inside', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 900 });
  await fc.assert(
    fc.asyncProperty(text, fc.nat(800), fc.integer({ min: 1, max: 60 }), async (content, from, length) => {
      const index = createSearchIndex();
      await index.put('d', [{ ...blockOf([], 0), text: content }]);
      for (const hit of index.search({ text: content.slice(from, from + length) })) {
        expect(content).toContain(hit.snippet);
        expect(hit.snippet.length).toBeLessThanOrEqual(320);
        const offsets = hit.highlights.flat();
        expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
        expect(offsets.every((offset) => offset >= 0 && offset <= hit.snippet.length)).toBe(true);
      }
    }),
  );
});
