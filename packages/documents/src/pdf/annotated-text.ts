import type { Box } from '../model.ts';
import { type AnnotationBounds, annotationBounds, annotationText, eachAnnotation } from './annotations.ts';
import { autocadText } from './autocad-text.ts';
import { centredText, type FittedText, fitText } from './fit-text.ts';
import type { PdfPage } from './open-document.ts';
import type { PageGeometry, PageWord } from './page-content.ts';

const squareSubtype = 5;
const strokeText = /\bSHX\b/iu;
const maxTitleBytes = 256;
const maxTextBytes = 64 * 1024;
/** Of a page, in letters. */
const maxText = 100_000;
/** Annotations times words; no sheet has many of both. */
const maxPairs = 20_000_000;
/** Past this misfit the box holds more than the text: a leader, or text that runs askew. */
const worstFit = 0.55;
/** In usual lines: a letter this large is a box larger than its letter. */
const largestLine = 3;
/** Size of the type in a line of stroke letters. */
const sizeOfLine = 0.85;
/** Boxes of one type differ by the letters that hang below the line. */
const sameType = 0.3;
/** Real words that spell this share of the annotation's letters are the same text. */
const sameText = 0.6;
/** A mark of another font inside stroke text: «ё», «№», «³». */
const longestMark = 3;

interface StrokeText extends AnnotationBounds {
  text: string;
}

/**
 * AutoCAD draws text of its SHX fonts with strokes and says in annotations («AutoCAD SHX Text») what the strokes spell. Their words join
 * those of the text layer, save what stands there already. Boxes are of whole texts: a word's place inside is an estimate.
 */
export function withAnnotatedText(page: PdfPage, words: PageWord[]): PageWord[] {
  const texts = strokeTexts(page);
  if (texts.length === 0) return words;
  const { geometry } = page;
  const { added, repeated } = compared(texts, words, geometry);
  const usual = usualLineHeight(added);
  let run = (words.at(-1)?.run ?? -1) + 1;
  const kept = words.filter((word) => !repeated.has(word));
  for (const text of added) {
    const fitted = settled(text, usual);
    kept.push(...wordsOf(fitted, { run, size: sizeOf(fitted, usual) * sizeOfLine, geometry }));
    run += fitted.lines.length;
  }
  return kept;
}

function strokeTexts({ document: { pdfium }, handle, geometry }: PdfPage): StrokeText[] {
  const texts = new Map<string, StrokeText>();
  let lettersLeft = maxText;
  eachAnnotation(pdfium, handle, (annotation) => {
    if (lettersLeft <= 0 || pdfium.api.FPDFAnnot_GetSubtype(annotation) !== squareSubtype) return;
    const title = annotationText(pdfium, annotation, { key: 'T', maxBytes: maxTitleBytes });
    if (!strokeText.test(title)) return;
    const raw = annotationText(pdfium, annotation, { key: 'Contents', maxBytes: maxTextBytes });
    lettersLeft -= raw.length;
    const text = autocadText(raw);
    const bounds = onPage(annotationBounds(pdfium, annotation, geometry), geometry);
    // The same text is often annotated twice.
    if (text !== '' && bounds !== null) texts.set(`${JSON.stringify(bounds)}${text}`, { text, ...bounds });
  });
  return [...texts.values()];
}

/** `null` for what is off the page, or nowhere. */
function onPage(bounds: AnnotationBounds, { width, height }: PageGeometry): AnnotationBounds | null {
  const x0 = Math.max(0, bounds.x0);
  const y0 = Math.max(0, bounds.y0);
  const x1 = Math.min(width, bounds.x1);
  const y1 = Math.min(height, bounds.y1);
  return x1 - x0 > 1 && y1 - y0 > 1 ? { x0, y0, x1, y1 } : null;
}

/** Which annotations the text layer lacks, and which of its words they repeat. */
function compared(
  texts: readonly StrokeText[],
  words: readonly PageWord[],
  { width, height }: PageGeometry,
): { added: StrokeText[]; repeated: Set<PageWord> } {
  const repeated = new Set<PageWord>();
  if (texts.length * words.length > maxPairs) return { added: [...texts], repeated };
  const added = texts.filter((text) => {
    const spelt = bare(text.text);
    const same = words.filter(({ bbox, text: own }) => {
      const x = ((bbox[0] + bbox[2]) / 2) * width;
      const y = ((bbox[1] + bbox[3]) / 2) * height;
      const inside = x >= text.x0 && x <= text.x1 && y >= text.y0 && y <= text.y1;
      return inside && spelt.includes(bare(own));
    });
    const letters = same.reduce((sum, word) => sum + bare(word.text).length, 0);
    if (letters >= sameText * spelt.length) return false;
    for (const word of same) if (word.text.length <= longestMark) repeated.add(word);
    return true;
  });
  return { added, repeated };
}

function bare(text: string): string {
  return text.replace(/\s+/gu, '').toLowerCase();
}

/** Median of texts that fill their boxes; `null` where none does. */
function usualLineHeight(texts: readonly StrokeText[]): number | null {
  const heights = texts
    .filter(({ text }) => text.length >= 3)
    .map((text) => fitText(text.text, text))
    .filter(({ misfit }) => misfit <= worstFit)
    .map(({ lineHeight }) => lineHeight)
    .sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? null;
}

function settled(text: StrokeText, usual: number | null): FittedText {
  const fitted = fitText(text.text, text);
  if (usual === null) return fitted;
  const tooLarge = fitted.misfit > worstFit || fitted.lineHeight > largestLine * usual;
  return tooLarge ? centredText(text.text, text, usual) : fitted;
}

function sizeOf({ lineHeight }: FittedText, usual: number | null): number {
  return usual !== null && Math.abs(Math.log(lineHeight / usual)) < sameType ? usual : lineHeight;
}

function wordsOf(
  { lines, angle }: FittedText,
  { run, size, geometry }: { run: number; size: number; geometry: PageGeometry },
): PageWord[] {
  const { width, height } = geometry;
  return lines.flatMap(({ words }, line) =>
    words.map(({ text, x0, y0, x1, y1 }) => {
      const bbox: Box = [unit(x0 / width), unit(y0 / height), unit(x1 / width), unit(y1 / height)];
      return { text, bbox, size, angle, run: run + line };
    }),
  );
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
