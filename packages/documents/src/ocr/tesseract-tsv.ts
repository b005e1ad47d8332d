import type { ReadWord } from './reader.ts';

const WORD_LEVEL = '5';
const COLUMNS = 12;

/** Words of Tesseract's TSV; lines that are no words are left out. */
export function wordsOfTsv(tsv: string): ReadWord[] {
  const words: ReadWord[] = [];
  const lines = new Map<string, number>();
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t');
    if (cells.length < COLUMNS || cells[0] !== WORD_LEVEL) continue;
    const text = (cells[11] ?? '').trim();
    const [block = 0, paragraph = 0, lineInBlock = 0] = cells.slice(2, 5).map(Number);
    const [left = 0, top = 0, width = 0, height = 0, percent = 0] = cells.slice(6, 11).map(Number);
    if (text === '' || percent < 0) continue;
    const key = `${block}/${paragraph}/${lineInBlock}`;
    const line = lines.get(key) ?? lines.size;
    lines.set(key, line);
    words.push({ text, left, top, width, height, confidence: Math.min(1, percent / 100), block, line });
  }
  return words;
}
