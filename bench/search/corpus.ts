import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type BlockModel, type DocumentModel, type IndexedBlock, readBundle } from '@aizoomdoc/documents';
import { BenchError } from '../lib/program.ts';

/** Numbers from 0 to 1, the same at every run. */
export function createRandom(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @throws BenchError */
export function readSample(paths: readonly string[]): DocumentModel {
  const files = paths.map((file) => ({ name: path.basename(file), bytes: readFileSync(file) }));
  const { document } = readBundle(files);
  if (document === null) throw new BenchError(`Не прочитан ${paths.join(', ')}`);
  return document;
}

const WORD = /\p{L}{5,}/gu;

/** Makes texts like those of a document: half of the figures are others, one word in seven is another, few are misspelt. */
export function createVariation({ blocks }: DocumentModel, random: () => number): (text: string) => string {
  const words = [...new Set(blocks.flatMap(({ text }) => text.match(WORD) ?? []))];
  const otherFigures = (figures: string): string =>
    random() < 0.5 ? figures : String(Math.floor(random() * 10 ** Math.min(figures.length, 9)));
  const otherWord = (word: string): string => {
    const chance = random();
    if (chance < 0.15) return words[Math.floor(random() * words.length)] ?? word;
    return chance < 0.154 ? `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}` : word;
  };
  return (text) => text.replace(/\d+/g, otherFigures).replace(WORD, otherWord);
}

/** Every block of the document with another text. */
export function indexedCopy(
  documentId: string,
  { blocks, pages }: DocumentModel,
  vary: (text: string) => string,
): IndexedBlock[] {
  const titles = new Map(pages.map((page) => [page.number, page.sheetTitle]));
  return blocks.map((block) => ({
    documentId,
    version: 1,
    sheetTitle: titles.get(block.page) ?? null,
    ...pick(block),
    text: vary(block.text),
  }));
}

const pick = ({ code, page, sheet, kind, linkedCode }: BlockModel) => ({
  code,
  page,
  sheet,
  kind,
  linkedCode,
});

/** Questions of one to six words that follow each other in some block, as they stand there. */
export function questionsFrom({ blocks }: DocumentModel, count: number, random: () => number): string[] {
  return Array.from({ length: count }, () => {
    const block = blocks[Math.floor(random() * blocks.length)];
    const words = block?.text.split(/\s+/).filter((word) => word.length > 2) ?? [];
    const at = Math.floor(random() * words.length);
    return words.slice(at, at + 1 + Math.floor(random() * 6)).join(' ') || 'перемычка';
  });
}
