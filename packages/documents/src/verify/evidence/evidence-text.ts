import { findMark } from '../../marks/find-mark.ts';
import { OCR_SLIPS } from '../../marks/homoglyphs.ts';
import { normalizeMark, ocrKeyOf } from '../../marks/marks.ts';
import { readDates, type WrittenDate } from '../text/dates.ts';
import { type FloorList, readFloorLists } from '../text/floors.ts';
import { fold } from '../text/fold.ts';
import { readNumbers, type WrittenNumber } from '../text/numbers.ts';
import { readReferences, type WrittenReference } from '../text/references.ts';
import { readTokens } from '../text/tokens.ts';
import { type Unit, unitOfColumn } from '../text/units.ts';
import { readWords, stemOf, TOTAL_TERM } from '../text/words.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { isWhole, looseKey } from './spelling.ts';
import { Wording } from './wording.ts';

/** A place in a cited text. */
export interface Hit {
  segment: Segment;
  start: number;
  end: number;
}

/** A number of a cited text with the column it stands in. */
export interface CitedNumber extends WrittenNumber {
  segment: Segment;
  /** Name of the column; empty outside tables. */
  column: string;
  /** What the column says of its numbers. */
  columnUnit: Unit | 'key' | null;
  /** The row has a cell for every column, so that the column is surely its own. */
  isInGrid: boolean;
  /** Folded letter before an equals sign: «t=20». */
  symbol: string | null;
  /** «50-400». */
  isRangeEnd: boolean;
  /** «600х200»: a length whatever stands behind. */
  isSide: boolean;
}

const WORD = /[\p{L}]{3,}/gu;
const [ZERO, NINE] = [48, 57];
const SYMBOL = /(?<!\p{L})(\p{L}) ?= ?$/u;
/** Words this near a number speak of it. */
const NEAR_BEFORE = 90;
const NEAR_AFTER = 40;

/** A cited text that answers where something stands in it. Everything is read once, and only when asked for. */
export class EvidenceText {
  readonly text: string;
  readonly folded: string;
  private parts: readonly Segment[] | null = null;
  private readonly numbers = new Map<number, CitedNumber[]>();
  private readonly beginnings = new Map<string, ReadonlySet<Segment>>();
  private readonly around = new Map<number, ReadonlySet<string>>();
  private readonly marks = new Map<string, { exact: Hit[]; alike: Hit[] }>();
  private dates: (WrittenDate & { segment: Segment })[] | null = null;
  private references: (WrittenReference & { segment: Segment })[] | null = null;
  private readonly cells = new Map<number, string[][]>();
  private floors: readonly FloorList[] | null = null;
  private words: Wording | null = null;
  private threes: string | null = null;
  private slips: string | null = null;

  constructor(text: string) {
    this.text = text;
    this.folded = fold(text);
  }

  get segments(): readonly Segment[] {
    this.parts ??= segmentsOf(this.text);
    return this.parts;
  }

  /** Segments that hold each of these stems. */
  postings(vocabulary: ReadonlySet<string>): Map<string, number[]> {
    const postings = new Map<string, number[]>();
    const stems = new Map<string, string | null>();
    let at = 0;
    WORD.lastIndex = 0;
    for (let found = WORD.exec(this.folded); found !== null; found = WORD.exec(this.folded)) {
      const stem = knownStem(found[0], stems, vocabulary);
      if (stem === null) continue;
      while ((this.segments[at]?.end ?? Number.POSITIVE_INFINITY) <= found.index) at += 1;
      const segment = this.segments[at];
      if (segment !== undefined && segment.start <= found.index) post(postings, stem, segment.index);
    }
    if (vocabulary.has(TOTAL_TERM))
      for (const { isTotal, index } of this.segments) if (isTotal) post(postings, TOTAL_TERM, index);
    return postings;
  }

  /** The segment that an offset falls in. */
  segmentAt(offset: number): Segment | null {
    let [low, high] = [0, this.segments.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle];
      if (segment === undefined) return null;
      if (offset < segment.start) high = middle - 1;
      else if (offset >= segment.end) low = middle + 1;
      else return segment;
    }
    return null;
  }

  numbersOf(segment: Segment): CitedNumber[] {
    const known = this.numbers.get(segment.index);
    if (known !== undefined) return known;
    const from = segment.kind === 'row' ? segment.start : segment.start + this.numberingOf(segment);
    const isInGrid = segment.columns !== null && segment.columns.length === this.cellCount(segment);
    const numbers = readNumbers(this.text, this.folded, from, segment.end)
      .filter((number) => !this.isNumbering(number))
      .map((number) => {
        const column = this.columnNameAt(segment, number.start);
        const symbol =
          SYMBOL.exec(this.folded.slice(Math.max(from, number.start - 4), number.start))?.[1] ?? null;
        const columnUnit = column === '' ? null : unitOfColumn(column);
        return {
          ...number,
          segment,
          column,
          columnUnit,
          isInGrid,
          symbol,
          isRangeEnd: this.isRangeEnd(number),
          isSide: this.isSide(number),
        };
      });
    this.numbers.set(segment.index, numbers);
    return numbers;
  }

  /** Length of «4. » or «4.3. » that a sentence or an item begins with. */
  private numberingOf({ start, end }: Segment): number {
    return (
      /^\d{1,3}(?:(?:\.\d{1,3})*\.|\))[ \t]/u.exec(this.folded.slice(start, Math.min(end, start + 16)))?.[0]
        .length ?? 0
    );
  }

  /** Segments in which figures begin like these («606» of 606,95). */
  segmentsBeginning(figures: string): ReadonlySet<Segment> {
    const known = this.beginnings.get(figures);
    if (known !== undefined) return known;
    const found = new Set<Segment>();
    for (let at = this.folded.indexOf(figures); at !== -1; at = this.folded.indexOf(figures, at + 1)) {
      const before = this.folded.charCodeAt(at - 1);
      if (before >= ZERO && before <= NINE) continue;
      const segment = this.segmentAt(at);
      if (segment !== null) found.add(segment);
    }
    this.beginnings.set(figures, found);
    return found;
  }

  /** Numbers of the segments in which figures begin like these. */
  *numbersBeginning(figures: string): Generator<CitedNumber> {
    for (const segment of this.segmentsBeginning(figures)) yield* this.numbersOf(segment);
  }

  /** Where a mark stands: exactly, and as recognition may have misread it. */
  marksOf(mark: string): { exact: Hit[]; alike: Hit[] } {
    const key = normalizeMark(mark);
    const known = this.marks.get(key);
    if (known !== undefined) return known;
    const exact = this.findMarks(mark, key, 'mark');
    const found = { exact, alike: exact.length > 0 ? [] : this.findMarks(mark, ocrKeyOf(key), 'mark_ocr') };
    this.marks.set(key, found);
    return found;
  }

  /** Words and numbers of each cell of a row. */
  cellsOf(row: Segment): string[][] {
    const known = this.cells.get(row.index);
    if (known !== undefined) return known;
    const line = this.folded.slice(row.start, row.end).trim().replace(/^\|/u, '');
    const cells = line.split(/(?<!\/)\|/u).map((cell) => readTokens(cell).map(({ text }) => text));
    this.cells.set(row.index, cells);
    return cells;
  }

  get wording(): Wording {
    this.words ??= new Wording(this.folded);
    return this.words;
  }

  get floorLists(): readonly FloorList[] {
    this.floors ??= readFloorLists(this.folded);
    return this.floors;
  }

  datesOf(): (WrittenDate & { segment: Segment })[] {
    this.dates ??= this.placed(readDates(this.text));
    return this.dates;
  }

  referencesOf(): (WrittenReference & { segment: Segment })[] {
    this.references ??= this.placed(readReferences(this.text));
    return this.references;
  }

  /** Whole words or numbers that equal a folded spelling. */
  find(spelling: string): Hit[] {
    const hits: Hit[] = [];
    for (let at = this.folded.indexOf(spelling); at !== -1; at = this.folded.indexOf(spelling, at + 1)) {
      const end = at + spelling.length;
      const segment = this.segmentAt(at);
      if (segment !== null && isWhole(this.folded, at, end)) hits.push({ segment, start: at, end });
    }
    return hits;
  }

  private placed<Found extends { start: number }>(found: Found[]): (Found & { segment: Segment })[] {
    return found.flatMap((one) => {
      const segment = this.segmentAt(one.start);
      return segment === null ? [] : [{ ...one, segment }];
    });
  }

  /** Places that look like the key are read by the rules of marks, which cost more. */
  private findMarks(mark: string, key: string, wanted: 'mark' | 'mark_ocr'): Hit[] {
    const hits: Hit[] = [];
    const spelled = wanted === 'mark' ? this.withThrees() : this.withSlips();
    let last = -1;
    for (const match of spelled.matchAll(looseKey(key))) {
      const segment = this.segmentAt(match.index);
      if (segment === null || match.index < last) continue;
      const from = Math.max(segment.start, match.index - 24);
      const to = Math.min(segment.end, match.index + match[0].length + 24);
      for (const place of findMark(mark, this.text.slice(from, to))) {
        const start = from + place.start;
        if (place.match !== wanted || start < last) continue;
        hits.push({ segment, start, end: from + place.end });
        last = from + place.end;
      }
    }
    return hits;
  }

  private withThrees(): string {
    this.threes ??= this.folded.replaceAll('З', '3');
    return this.threes;
  }

  private withSlips(): string {
    this.slips ??= this.withThrees().replace(/[БОЙЩI]/gu, (sign) => OCR_SLIPS[sign] ?? sign);
    return this.slips;
  }

  /** Stems near a number. */
  stemsAround({ start, end, segment }: CitedNumber): ReadonlySet<string> {
    const known = this.around.get(start);
    if (known !== undefined) return known;
    const from = Math.max(segment.start, start - NEAR_BEFORE);
    const near = this.folded.slice(from, Math.min(segment.end, end + NEAR_AFTER));
    const stems = new Set(readWords(near).map(({ stem }) => stem));
    this.around.set(start, stems);
    return stems;
  }

  private isSide({ start, end }: WrittenNumber): boolean {
    return (
      /\dХ$/u.test(this.folded.slice(Math.max(0, start - 2), start)) ||
      /^Х\d/u.test(this.folded.slice(end, end + 2))
    );
  }

  private isRangeEnd({ start, end }: WrittenNumber): boolean {
    return (
      /\d-$/u.test(this.folded.slice(Math.max(0, start - 2), start)) ||
      /^-\d/u.test(this.folded.slice(end, end + 2))
    );
  }

  /** «Строение №2», «14 этажа» and «11 и 13 этажи» have no quantity in them. */
  private isNumbering({ start, end, digits }: WrittenNumber): boolean {
    if (digits > 3) return false;
    if (/№ ?$/u.test(this.folded.slice(Math.max(0, start - 2), start))) return true;
    if (/^ ЭТАЖ[АЕУ]?(?!\p{L})/u.test(this.folded.slice(end, end + 8))) return true;
    return this.floorLists.some((list) => list.start <= start && end <= list.end);
  }

  private cellCount(segment: Segment): number {
    return (
      this.columnAt(segment, segment.end) +
      (this.folded.slice(segment.start, segment.end).trimEnd().endsWith('|') ? 0 : 1)
    );
  }

  /** Name of the column that an offset of a row stands in; empty where there is none. */
  columnNameAt(segment: Segment, offset: number): string {
    return segment.columns?.[this.columnAt(segment, offset)] ?? '';
  }

  private columnAt(segment: Segment, offset: number): number {
    let column = -1;
    for (let at = this.folded.indexOf('|', segment.start); at !== -1 && at < offset; ) {
      if (this.text[at - 1] !== '\\') column += 1;
      at = this.folded.indexOf('|', at + 1);
    }
    return column;
  }
}

function knownStem(
  word: string,
  stems: Map<string, string | null>,
  vocabulary: ReadonlySet<string>,
): string | null {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemOf(word);
  const wanted = stem !== null && vocabulary.has(stem) ? stem : null;
  stems.set(word, wanted);
  return wanted;
}

function post(postings: Map<string, number[]>, stem: string, segment: number): void {
  const list = postings.get(stem);
  if (list === undefined) postings.set(stem, [segment]);
  else if (list.at(-1) !== segment) list.push(segment);
}
