import type { CitedSource } from '../evidence/cited-source.ts';
import type { CitedNumber } from '../evidence/evidence-text.ts';
import type { Segment } from '../evidence/segments.ts';
import { isClose, sameConverted, type WrittenNumber } from '../text/numbers.ts';
import { agree } from '../text/units.ts';
import type { Anchor, Surroundings } from './scoring.ts';

/** What a number claim says and where. */
export interface NumberClaim {
  numbers: readonly WrittenNumber[];
  form: 'single' | 'range' | 'size';
  surroundings: Surroundings;
  /** What the sentence itself says it of; must hold where a table has rows for it. */
  subject: readonly Anchor[];
  /** What the question asks of, when the answer names nothing of the kind; holds in tables. */
  askedSubject: readonly Anchor[];
  manner: Manner;
}

/** How a number is said. */
export interface Manner {
  /** «около 600», «≈ 607». */
  isRounded: boolean;
  /** Folded word right behind: «4 проёма». */
  noun: string | null;
  /** As written, folded. */
  written: string;
  /** Folded letter before an equals sign: «t=20». */
  symbol: string | null;
  /** Stems between the commas around it: «длина 1300 мм». */
  label: ReadonlySet<string>;
  /** Inside quotation marks, with words beside it. */
  isQuoted: boolean;
  /** How often the sentence tells each value; what else it says stands for itself and contradicts nothing. */
  told: ReadonlyMap<number, number>;
}

/** Segments that hold all numbers of the claim, in its order. */
export function segmentsWith(cited: CitedSource, claim: NumberClaim): Segment[] {
  const { evidence } = cited;
  const [first] = claim.numbers;
  if (first === undefined) return [];
  const candidates = new Set<Segment>();
  for (const figures of figuresOf(first, claim.manner.isRounded))
    for (const segment of evidence.segmentsBeginning(figures))
      if (evidence.numbersOf(segment).some((number) => matches(first, number, claim)))
        candidates.add(segment);
  if (claim.numbers.length > 1)
    return [...candidates].filter((segment) => holdsAll(evidence.numbersOf(segment), claim));
  return [...new Set([...candidates, ...segmentsInWords(cited, claim)])];
}

/** Whether a cited number has the value of a claimed one, and no other unit or symbol. */
export function matches(claimed: WrittenNumber, cited: CitedNumber, { manner }: NumberClaim): boolean {
  const unit = cited.unit ?? (cited.columnUnit === 'key' ? null : cited.columnUnit);
  if (cited.unit !== null && !agree(claimed.unit, cited.unit)) return false;
  if (cited.isDecimal && (claimed.unit?.dimension === 'count' || (claimed.value === 0 && !claimed.isDecimal)))
    return false;
  if (manner.symbol !== null && cited.symbol !== null && cited.symbol !== manner.symbol) return false;
  if (isClose(claimed.value, cited.value) || sameConverted(claimed, cited.value, unit)) return true;
  return manner.isRounded && Math.abs(claimed.value - cited.value) <= Math.abs(cited.value) * 0.02;
}

const CONVERSIONS = [0.001, 0.1, 10, 100, 1000];

/** Beginnings under which the number may be written: «606», the first group of «31 431», and what it is in other units. */
function figuresOf(number: WrittenNumber, isRounded: boolean): string[] {
  const value = Math.abs(number.value);
  const written = String(Math.trunc(value));
  if (isRounded) return [written.slice(0, 1), String(Math.trunc(value) - 1)];
  const grouped = written.length > 3 ? written.slice(0, written.length % 3 || 3) : written;
  const converted =
    number.unit === null ? [] : CONVERSIONS.map((factor) => String(Math.trunc(value * factor + 1e-9)));
  return [...new Set([written, grouped, ...converted])];
}

/** One right behind the other: the sides of one opening, the ends of one range. */
function holdsAll(read: readonly CitedNumber[], claim: NumberClaim): boolean {
  // «1 200» is read as one number and as two.
  const numbers = read.filter((one, at) => !read.slice(0, at).some(({ end }) => one.start < end));
  return numbers.some((_, from) =>
    claim.numbers.every((wanted, at) => {
      const number = numbers[from + at];
      return number !== undefined && matches(wanted, number, claim);
    }),
  );
}

const SMALL = [
  '',
  '',
  'ДВ[АЕУ]',
  'ТР[ИЕ]',
  'ЧЕТЫР',
  'ПЯТ[ИЬ]',
  'ШЕСТ[ИЬ]',
  'СЕМ[ИЬ]',
  'ВОС[ЕЬ]',
  'ДЕВЯТ[ИЬ]',
  'ДЕСЯТ[ИЬ]',
];

/** «на четыре проёма» says 4 of the same thing. */
function segmentsInWords({ evidence }: CitedSource, { numbers, manner: { noun } }: NumberClaim): Segment[] {
  const stem = SMALL[numbers[0]?.value ?? 0] ?? '';
  if (stem === '' || noun === null) return [];
  const pattern = new RegExp(`(?<!\\p{L})${stem}\\p{L}{0,3} ${noun.slice(0, 4)}`, 'gu');
  return [...evidence.folded.matchAll(pattern)].flatMap((match) => evidence.segmentAt(match.index) ?? []);
}
