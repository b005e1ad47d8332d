/** On a line of its own. */
const LINE = /^[ \t]*(?:[-*•][ \t]+)?Image:([^|\n]*)(?:\n|$)/gmu;
/** In the cell of a table. */
const CELL = /\|[ \t]*Image:([^|\n]*)/gu;
/** Stands in the cell, where a picture was drawn. */
const PICTURE = '| [рисунок] ';

/**
 * Recognition that meets a picture makes up an English caption: «Image: Diagram of a beam». Such captions are taken out: in a cell «[рисунок]» stays, a
 * line of its own goes. Captions in Russian stay, for they repeat what is written beside the picture.
 */
export function withoutCaptions(text: string): { text: string; removed: number } {
  if (!text.includes('Image:')) return { text, removed: 0 };
  let removed = 0;
  const replaceBy = (stays: string) => (whole: string, caption: string) => {
    if (!isEnglish(caption)) return whole;
    removed += 1;
    return stays;
  };
  const clean = text.replace(LINE, replaceBy('')).replace(CELL, replaceBy(PICTURE));
  return { text: clean, removed };
}

function isEnglish(caption: string): boolean {
  const latin = caption.match(/[a-z]/giu)?.length ?? 0;
  const cyrillic = caption.match(/[а-яё]/giu)?.length ?? 0;
  return latin > cyrillic * 2;
}
