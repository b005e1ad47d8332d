import { findMarks } from '../../marks/marks.ts';
import { readDates, type WrittenDate } from '../text/dates.ts';
import { fold } from '../text/fold.ts';
import { readKeys, type WrittenKey } from '../text/keys.ts';
import { readNumbers, type WrittenNumber } from '../text/numbers.ts';
import { readReferences, type WrittenReference } from '../text/references.ts';

/** What a text names that can be looked for elsewhere. Offsets are those of the text. */
export type Named = { start: number; end: number } & (
  | { what: 'date'; date: WrittenDate }
  | { what: 'reference'; reference: WrittenReference }
  | { what: 'key'; key: WrittenKey }
  | { what: 'mark'; mark: string }
  | { what: 'code'; code: string }
  | { what: 'token'; token: string }
  | { what: 'number'; numbers: WrittenNumber[]; form: 'single' | 'range' | 'size' }
);

/** A place of the text that is never a claim: a citation, a link, a picture. */
export interface Silent {
  start: number;
  end: number;
}

const CODE =
  /(?<![\p{L}\p{N}-])(?:[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?![\p{L}\p{N}-])/gu;
const LINKS =
  /!?\[[^\]]*\]\([^)\s]*\)|https?:\/\/\S+|`?\[[PР]\d{1,4}\]`?|(?<![\p{L}\p{N}])P\d{1,3}(?![\p{L}\p{N}])|<[^<>]{1,200}>/gu;
/** «03-25»: the number of a permit or a set, no range. */
const CIPHER = /(?<![\p{L}\p{N}.,/:-])0\d{1,3}(?:-\d{1,4})+(?![\p{L}\p{N}/:-]|[.,]\d)/gu;
/** «7/9», «1:100», and the Roman numbers of classes and stages. */
const TOKEN = /(?<![\p{L}\p{N}.,/:-])(?:\d{1,4}[/:]\d{1,4}|[IVX]{1,5}(?![./]))(?![\p{L}\p{N}/:-]|[.,]\d)/gu;
/** «СП 15.1333…»»: what a quote was cut in. */
const CUT = /[\p{L}\d.,/*-]*[\p{L}\d](?:…|\.{3})(?=[»"”])/gu;
const FILLER = '•';

/** Everything in a text that can be looked for, each place once, in order. */
export function readNamed(text: string, silent: readonly Silent[] = []): Named[] {
  const reader = new NamedReader(text, silent);
  return reader.read();
}

class NamedReader {
  /** The text without what has been taken. */
  private rest: string;
  private readonly named: Named[] = [];

  constructor(text: string, silent: readonly Silent[]) {
    this.rest = text;
    for (const { start, end } of silent) this.blank(start, end);
    for (const pattern of [LINKS, CUT])
      for (const match of text.matchAll(pattern)) this.blank(match.index, match.index + match[0].length);
  }

  read(): Named[] {
    for (const match of this.rest.matchAll(CODE))
      if (/\d/u.test(match[0]) || /^[A-Z-]+$/u.test(match[0]))
        this.take(match.index, match.index + match[0].length, { what: 'code', code: match[0] });
    for (const date of readDates(this.rest)) this.take(date.start, date.end, { what: 'date', date });
    for (const reference of readReferences(this.rest))
      this.take(reference.start, reference.end, { what: 'reference', reference });
    this.takeTokens(CIPHER);
    for (const key of readKeys(this.rest, fold(this.rest)))
      this.take(key.start, key.end, { what: 'key', key });
    this.takeMarks();
    this.takeTokens(TOKEN);
    this.takeNumbers();
    return this.named.sort((one, other) => one.start - other.start);
  }

  private takeTokens(pattern: RegExp): void {
    for (const match of this.rest.matchAll(pattern))
      this.take(match.index, match.index + match[0].length, { what: 'token', token: fold(match[0]) });
  }

  private takeMarks(): void {
    const found = findMarks(this.rest);
    // A range gives its ends too: those are the claims.
    const isWhole = ({ start, end }: { start: number; end: number }) =>
      found.some((one) => one.start >= start && one.end <= end && one.end - one.start < end - start);
    for (const mark of found) {
      if (isWhole(mark) || isAdjective(mark.text)) continue;
      this.take(mark.start, mark.end, { what: 'mark', mark: mark.text });
    }
  }

  private takeNumbers(): void {
    const folded = fold(this.rest);
    let last = 0;
    const numbers: WrittenNumber[] = [];
    for (const number of readNumbers(this.rest, folded)) {
      if (number.start < last) continue;
      numbers.push(number);
      last = number.end;
    }
    for (let at = 0; at < numbers.length; ) {
      const run = runAt(numbers, at, this.rest);
      const [first, final] = [run.numbers[0], run.numbers.at(-1)];
      if (first !== undefined && final !== undefined)
        this.named.push({ start: first.start, end: final.end, what: 'number', ...run });
      at += run.numbers.length;
    }
  }

  private take(start: number, end: number, found: DistributiveOmit<Named, 'start' | 'end'>): void {
    if (this.rest.slice(start, end).includes(FILLER)) return;
    this.named.push({ start, end, ...found });
    this.blank(start, end);
  }

  private blank(start: number, end: number): void {
    this.rest = this.rest.slice(0, start) + FILLER.repeat(end - start) + this.rest.slice(end);
  }
}

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;

/** «15-этажный» says fifteen. */
function isAdjective(mark: string): boolean {
  return /^\d+-\p{Ll}{4,}$/u.test(mark);
}

const TIMES = /^ ?[хХxX*×] ?$/u;
/** An en dash may stand between spaces; a hyphen or an em dash there is punctuation. */
const TO = /^(?:[-‐‑‒–−]|[ \u00a0]?(?:–|…|\.{2,3})[ \u00a0]?)$/u;
const TO_IN_WORDS = /^ до $/iu;
const EQUALS_NEXT = /^[ \u00a0]?[=≈]/u;

interface Run {
  numbers: WrittenNumber[];
  form: 'single' | 'range' | 'size';
}

/** Numbers that are one claim: «645×3220», «15–20», «от 0,53 до 3,64». */
function runAt(numbers: readonly WrittenNumber[], at: number, text: string): Run {
  const [first, next] = [numbers[at], numbers[at + 1]];
  if (first === undefined) return { numbers: [], form: 'single' };
  const run = [first];
  for (const one of numbers.slice(at + 1)) {
    if (!TIMES.test(text.slice(run.at(-1)?.unitEnd, one.start))) break;
    run.push(one);
  }
  if (run.length > 1 && !EQUALS_NEXT.test(text.slice(run.at(-1)?.unitEnd)))
    return { numbers: withUnit(run), form: 'size' };
  if (next !== undefined && isRange(text, first, next))
    return { numbers: withUnit([first, next]), form: 'range' };
  return { numbers: [first], form: 'single' };
}

function isRange(text: string, first: WrittenNumber, next: WrittenNumber): boolean {
  const gap = text.slice(first.unitEnd, next.start);
  if (TO_IN_WORDS.test(gap))
    return /(?<!\p{L})от $/iu.test(text.slice(Math.max(0, first.start - 4), first.start));
  return TO.test(gap) && !EQUALS_NEXT.test(text.slice(next.unitEnd));
}

/** The unit behind the last number is that of all. */
function withUnit(run: WrittenNumber[]): WrittenNumber[] {
  const unit = run.at(-1)?.unit ?? null;
  return run.map((number) => ({ ...number, unit: number.unit ?? unit }));
}
