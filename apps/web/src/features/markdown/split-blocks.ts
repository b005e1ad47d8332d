import { lexer } from 'marked';

/** Top-level Markdown blocks of a text (paragraphs, tables, lists…), as they are written. */
export function splitBlocks(text: string): string[] {
  return lexer(text)
    .filter(({ type }) => type !== 'space' && type !== 'def')
    .map(({ raw }) => raw);
}

export interface BlockSplitter {
  /** Blocks of `text`; blocks before the last one keep their identity while text is only added. */
  split(text: string): readonly string[];
}

/** Splits a growing text without reading its finished part again. */
export function createBlockSplitter(): BlockSplitter {
  let finished: string[] = [];
  let finishedText = '';

  return {
    split(text) {
      if (!text.startsWith(finishedText)) {
        finished = [];
        finishedText = '';
      }
      const tokens = lexer(text.slice(finishedText.length));
      const lastSolid = tokens.findLastIndex(({ type }) => type !== 'space');
      // The last block may still grow, and a heading line may yet turn the one before it into a table or a title.
      for (const { type, raw } of tokens.slice(0, Math.max(0, lastSolid))) {
        finishedText += raw;
        if (type !== 'space' && type !== 'def') finished.push(raw);
      }
      const last = tokens[lastSolid];
      return last === undefined ? [...finished] : [...finished, last.raw];
    },
  };
}
