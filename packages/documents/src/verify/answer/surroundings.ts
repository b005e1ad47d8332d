import { normalizeMark } from '../../marks/marks.ts';
import type { Anchor, Surroundings } from '../check/scoring.ts';
import { fold } from '../text/fold.ts';
import type { Span } from '../text/sentences.ts';
import { readWords } from '../text/words.ts';
import { isIn, isOfAnother } from './brackets.ts';
import { type Named, readNamed } from './claims.ts';
import { isPlace } from './names.ts';
import type { Statement } from './statements.ts';

/** A statement taken apart. */
export interface ReadStatement {
  statement: Statement;
  /** Its text; offsets of what is named are those of this text. */
  text: string;
  named: readonly Named[];
  /** What stands in brackets right behind a number. */
  brackets: ReadonlyMap<Named, Span>;
  /** How often it tells each number. */
  told: ReadonlyMap<number, number>;
  words: readonly { stem: string; start: number; end: number }[];
  /** What the first cell of its row and the name of its column name. */
  rowNames: readonly Named[];
  /** Words and anchors of the introductions above it and the sentences before it. */
  context: () => Context;
  /** Stems of the name of its column. */
  column: ReadonlySet<string>;
}

export interface Context {
  words: ReadonlyMap<string, number>;
  anchors: readonly Anchor[];
}

/** Words and anchors that count this much beside a claim they are not in one sentence with. */
export function contextOf(text: string, wordWeight: number, anchorWeight: number): Context {
  const words = new Map(readWords(fold(text)).map(({ stem }) => [stem, wordWeight]));
  return { words, anchors: readNamed(text).flatMap((one) => anchorOf(one, anchorWeight)) };
}

export function anchorOf(named: Named, weight: number): Anchor[] {
  if (named.what === 'mark') return [{ what: 'mark', mark: named.mark, weight }];
  return named.what === 'key' && named.key.label !== '' ? [{ what: 'key', key: named.key, weight }] : [];
}

const NEAR = 40;
/** Words farther than this are hardly about the claim, however long the sentence. */
const FAR = 400;
const MARK_WEIGHT = 3;
const KEY_WEIGHT = 2;
const COMPANION_WEIGHT = 0.8;

/** What stands beside one claim, nearest first in weight, and what the claim is said of. */
export function surroundingsOf(
  read: ReadStatement,
  claim: Named,
  question: Context,
): Surroundings & { subject: Anchor[]; askedSubject: Anchor[] } {
  const words = new Map<string, number>();
  const context = read.context();
  const put = (stem: string, weight: number) => words.set(stem, Math.max(weight, words.get(stem) ?? 0));
  for (const [stem, weight] of question.words) put(stem, weight);
  for (const [stem, weight] of context.words) put(stem, weight);
  for (const stem of read.column) put(stem, 0.8);
  for (const { stem, start, end } of read.words) put(stem, nearness(read, claim, start, end));
  const subject = subjectOf(read, claim);
  const companions = companionsOf(read, claim);
  const inherited = subject.some(({ what }) => what === 'mark')
    ? []
    : [...context.anchors, ...question.anchors];
  const anchors = unique([...subject, ...companions, ...inherited]);
  return { words, anchors, subject, askedSubject: askedSubject(read, claim, [context, question]) };
}

/** The only mark of the introductions above or else of the question, when the sentence has named none so far. */
function askedSubject(
  { named }: ReadStatement,
  claim: Named,
  [context, question]: readonly [Context, Context],
): Anchor[] {
  if (named.slice(0, named.indexOf(claim)).some((one) => one.what === 'mark')) return [];
  const isMark = ({ what }: Anchor) => what === 'mark';
  const told = unique(context.anchors.filter(isMark));
  const marks = told.length > 0 ? told : unique(question.anchors.filter(isMark));
  return marks.length === 1 ? marks : [];
}

type Subject = 'mark' | 'key';

function nearness({ text, brackets }: ReadStatement, claim: Named, start: number, end: number): number {
  if (Math.max(start - claim.end, claim.start - end) > FAR) return 0.25;
  if (isOfAnother(brackets, claim, { start, end })) return 0.25;
  const between = end <= claim.start ? text.slice(end, claim.start) : text.slice(claim.end, start);
  if (between.includes(';')) return 0.25;
  if (between.length <= NEAR && !between.includes(',')) return 1;
  return between.length <= NEAR ? 0.7 : 0.45;
}

/** The marks and positions that a claim is said of: the nearest before it, else the nearest behind, neighbours named in one breath included. */
function subjectOf(read: ReadStatement, claim: Named): Anchor[] {
  const { named } = read;
  const at = named.indexOf(claim);
  return [...nearestOf(read, at, 'mark'), ...nearestOf(read, at, 'key')].flatMap((one) =>
    isPlace(one) ? [] : anchorOf(one, one.what === 'mark' ? MARK_WEIGHT : KEY_WEIGHT),
  );
}

function nearestOf(read: ReadStatement, at: number, what: Subject): Named[] {
  const { named, text, brackets } = read;
  const claim = named[at];
  if (claim === undefined) return [];
  const isSubject = (one: Named | undefined): one is Named =>
    one !== undefined && one.what === what && !isOfAnother(brackets, claim, one);
  if (isParallel(text)) return named.filter((one, index) => index !== at && isSubject(one));
  const bracket = brackets.get(claim);
  const own = bracket === undefined ? [] : named.filter((one) => isSubject(one) && isIn(bracket, one));
  return own.length > 0 ? own : besideOf(read, at, isSubject);
}

function besideOf(
  read: ReadStatement,
  at: number,
  isSubject: (one: Named | undefined) => one is Named,
): Named[] {
  const { named, text } = read;
  const place = named[at + 1];
  if (isSubject(place) && PLACE_FOLLOWS.test(text.slice(named[at]?.end, place.start))) return [place];
  let last = at - 1;
  while (last >= 0 && !isSubject(named[last])) last -= 1;
  const end = named[last]?.end ?? 0;
  // A later clause speaks of something else: «…; всего 7».
  const isFar = last >= 0 && text.slice(end, named[at]?.start).includes(';');
  if (last < 0 || isFar) return isFar ? [] : nextOf(read, at, isSubject);
  let first = last;
  while (isSubject(named[first - 1]) && AND.test(text.slice(named[first - 1]?.end, named[first]?.start)))
    first -= 1;
  return named.slice(first, last + 1);
}

/** «18 на −1-м этаже», «3 шт. марки А3-9». */
const PLACE_FOLLOWS = /^(?:\s\p{L}+\.?)?\s(?:на|в|во|для|по|марки|типа)\s$/u;
const AND = /^[\s,/]*(?:и|или)?\s*$/u;

/** «1 шт. А3-9», and in a table what the row is named. */
function nextOf(
  { named, text, rowNames }: ReadStatement,
  at: number,
  isSubject: (one: Named) => boolean,
): Named[] {
  const next = named.findIndex((one, index) => index > at && isSubject(one));
  if (next !== -1 && !/[,;:|—]/u.test(text.slice(named[at]?.end, named[next]?.start)))
    return named.slice(next, next + 1);
  return rowNames.filter(isSubject);
}

/** «А3-9 и А3-13* имеют длину 900 и 1300 мм соответственно». */
function isParallel(text: string): boolean {
  return /соответственно/iu.test(text);
}

/** Long numbers of the same clause: what stands in one row is told in one breath. */
function companionsOf({ named, text }: ReadStatement, claim: Named): Anchor[] {
  return named.flatMap((one): Anchor[] => {
    if (one === claim || one.what !== 'number' || one.form !== 'single') return [];
    const [number] = one.numbers;
    if (
      number === undefined ||
      number.digits < 3 ||
      Math.max(one.start - claim.end, claim.start - one.end) > 60
    )
      return [];
    const between =
      one.end <= claim.start ? text.slice(one.end, claim.start) : text.slice(claim.end, one.start);
    if (/[;=+−–]|не |против/u.test(between)) return [];
    return [{ what: 'number', number, weight: COMPANION_WEIGHT }];
  });
}

function unique(anchors: readonly Anchor[]): Anchor[] {
  const seen = new Set<string>();
  return anchors.filter((anchor) => {
    const name = nameOf(anchor);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

function nameOf(anchor: Anchor): string {
  if (anchor.what === 'mark') return `mark ${normalizeMark(anchor.mark)}`;
  return anchor.what === 'key'
    ? `key ${anchor.key.label} ${anchor.key.number}`
    : `number ${anchor.number.value}`;
}
