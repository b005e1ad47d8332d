import type { ExtractBlock } from './types.ts';

const SCALE = /\.?\s*[МM]\s?1\s?:\s?\d+\.?\s*$/u;

/** Titles of sheets without the sentences that all of them begin with («Архитектурные решения. …») and the scale. */
export function createSheetTitles(blocks: readonly ExtractBlock[]): (block: ExtractBlock) => string | null {
  const titles = [...new Set(blocks.map((block) => block.sheetTitle ?? '').filter(Boolean))].map(sentencesOf);
  const [first = []] = titles;
  const differs = first.findIndex((part, at) => titles.some((other) => other[at] !== part));
  const shared = titles.length < 2 || differs === -1 ? 0 : differs;
  return ({ sheetTitle }) => {
    if (sheetTitle === null || sheetTitle === undefined || sheetTitle === '') return null;
    return sentencesOf(sheetTitle).slice(shared).join('. ').replace(SCALE, '');
  };
}

function sentencesOf(title: string): string[] {
  return title.trim().split(/\.\s+(?=\p{Lu})/u);
}
