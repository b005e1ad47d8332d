import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packWords, unpackWords } from './pack-words.ts';

const edge = fc.integer({ min: 0, max: 100_000 }).map((step) => step / 100_000);
const word = fc.record({
  text: fc.string({ unit: 'grapheme' }),
  bbox: fc.tuple(edge, edge, edge, edge),
  size: fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10),
  angle: fc.constantFrom(0, 90, 180, 270),
  run: fc.nat(),
  confidence: fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000),
});

it('words come back as they were', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word), async (words) => {
      expect(await unpackWords(await packWords(words))).toEqual(words);
    }),
  );
});

it('a dense page takes a few bytes a word', async () => {
  const words = Array.from({ length: 5000 }, (_, n) => ({
    text: `слово${(n * 7919) % 997}`,
    bbox: [(n % 50) / 50, n / 5000, (n % 50) / 50 + 0.015, n / 5000 + 0.001] as [
      number,
      number,
      number,
      number,
    ],
    size: 10,
    angle: 0,
    run: Math.floor(n / 50),
    confidence: 0.9,
  }));
  expect((await packWords(words)).length).toBeLessThan(20 * words.length);
});
