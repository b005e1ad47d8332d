import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitDense } from './dense-drawings.ts';
import { drawingText } from './drawing-labels.ts';
import { layoutDocument } from './index.ts';
import { drawnPages, write } from './testing/drawn-pages.ts';
import type { TextLine } from './text-lines.ts';

it('cuts a drawing of many labels where it is emptiest, and loses none', async () => {
  const groups = [60, 560];
  const pages = await drawnPages(
    (document) => {
      document.lineWidth(1).moveTo(60, 40).lineTo(940, 44).stroke();
      for (const [side, left] of groups.entries()) {
        for (let row = 0; row < 40; row++) {
          const y = 60 + row * 14;
          document
            .moveTo(left, y)
            .lineTo(left + 380, y + 10)
            .stroke();
          document
            .moveTo(left, y + 10)
            .lineTo(left + 380, y)
            .stroke();
          for (let at = 0; at < 4; at++) {
            write(document, `ЩО-${side}.${row}-${at}`, [left + at * 95, y], 4);
          }
        }
      }
    },
    { size: [1000, 700] },
  );
  const read = () => layoutDocument(pages, { bytesHash: 'a', title: '' }).model.blocks;
  const drawings = read().filter(({ kind }) => kind === 'image');
  expect(drawings).toHaveLength(2);
  expect(drawings.map(({ text }) => text.match(/ЩО-\d/u)?.[0]).sort()).toEqual(['ЩО-0', 'ЩО-1']);
  const all = drawings.map(({ text }) => text).join('\n');
  for (const mark of ['ЩО-0.0-0', 'ЩО-0.39-3', 'ЩО-1.0-0', 'ЩО-1.39-3']) expect(all).toContain(mark);
  expect(read()).toEqual(read());
});

it('keeps every label once, whatever the sheet', () => {
  const place = fc.integer({ min: 0, max: 980 });
  const labels = fc.array(fc.tuple(place, place, fc.integer({ min: 1, max: 60 })), {
    minLength: 1,
    maxLength: 250,
  });
  fc.assert(
    fc.property(labels, (places) => {
      const lines = places.map(
        ([x0, y0, length], index): TextLine => ({
          ...{ x0, y0, x1: x0 + length * 4, y1: y0 + 8, words: [], size: 8, angle: 0 },
          text: `${index} `.padEnd(length + 4, 'м'),
        }),
      );
      const rect = { x0: 0, y0: 0, x1: 1000, y1: 1000 };
      const sheet = { width: 1000, height: 1000, words: [], rules: [], images: [], drawings: [rect] };
      const parts = splitDense([{ rect, labels: lines }], sheet);
      expect(new Set(parts.flatMap((part) => part.labels))).toEqual(new Set(lines));
      expect(parts.flatMap((part) => part.labels)).toHaveLength(lines.length);
      if (drawingText(lines).length <= 2400) expect(parts).toHaveLength(1);
    }),
    { numRuns: 30 },
  );
});
