import type { CitedPicture } from '../evidence/cited-picture.ts';
import type { CitedSource } from '../evidence/cited-source.ts';
import type { CitedNumber } from '../evidence/evidence-text.ts';
import { isClose } from '../text/numbers.ts';
import type { Conflict, EvidencePicture, EvidenceSource } from '../types.ts';
import { outlineOf } from './outline.ts';

/** How far behind a mark its numbers stand on a drawing. */
const REACH = 160;

/** Where a row of a cited text and the words of a picture of the same page give one mark different numbers. */
export function conflictsOf(
  mark: string,
  { n, cited }: { n: number; cited: CitedSource },
  shown: { n: number; cited: CitedPicture },
): Conflict[] {
  const { picture } = shown.cited;
  if (!isOnePlace(picture, cited.source)) return [];
  const rows = cited.evidence.marksOf(mark).exact.filter(({ segment }) => segment.kind === 'row');
  const drawn = numbersBehind(mark, shown.cited);
  return rows.flatMap(({ segment }) => {
    const told = cited.evidence.numbersOf(segment).filter(({ columnUnit }) => columnUnit !== 'key');
    const pair = onlyDifference(told, drawn);
    if (pair === null) return [];
    const [inText, inPicture] = pair;
    const message = `«${mark}»: в\u00a0тексте блока ${cited.source.code} ${cited.evidence.text.slice(inText.start, inText.unitEnd)}, на\u00a0изображении ${shown.cited.evidence.text.slice(inPicture.start, inPicture.unitEnd)}`;
    return [{ message, citations: [n, shown.n] }];
  });
}

/** Two versions of a document have the same pages; they may well tell different things. */
function isOnePlace(picture: EvidencePicture, source: EvidenceSource): boolean {
  if (picture.page !== source.page || picture.sheet !== source.sheet) return false;
  return (
    picture.document === undefined || source.document === undefined || picture.document === source.document
  );
}

/** The numbers from a mark to the next mark of its sort. */
function numbersBehind(mark: string, { evidence }: CitedPicture): CitedNumber[] {
  const [hit] = evidence.marksOf(mark).exact;
  if (hit === undefined) return [];
  const outline = outlineOf(mark);
  const text = evidence.text.slice(hit.end, hit.end + REACH);
  const next = [...text.matchAll(/[\p{L}\d][\p{L}\d.,/*-]*/gu)].find(
    ([word]) => /\p{L}/u.test(word) && outlineOf(word) === outline,
  );
  const end = hit.end + (next?.index ?? text.length);
  return evidence.segments
    .filter((segment) => segment.end > hit.end && segment.start < end)
    .flatMap((segment) => evidence.numbersOf(segment))
    .filter((number) => number.start >= hit.end && number.end <= end);
}

/** The numbers agree but for one, which has a counterpart of the same shape; anything else may be another table. */
function onlyDifference(
  told: readonly CitedNumber[],
  drawn: readonly CitedNumber[],
): [CitedNumber, CitedNumber] | null {
  const missing = told.filter((one) => !drawn.some((other) => isClose(one.value, other.value)));
  const extra = drawn.filter((one) => !told.some((other) => isClose(one.value, other.value)));
  const [inText] = missing;
  if (inText === undefined || missing.length > 1) return null;
  const alike = extra.filter((one) => one.isDecimal === inText.isDecimal && one.digits === inText.digits);
  const [inPicture] = alike;
  const agreed = told.length - missing.length;
  if (inPicture === undefined || alike.length > 1 || (agreed === 0 && drawn.length > 1)) return null;
  return [inText, inPicture];
}
