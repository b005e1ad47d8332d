import { holdsFloor } from '../text/floors.ts';
import { fold } from '../text/fold.ts';
import type { WrittenKey } from '../text/keys.ts';
import { sameLabel } from '../text/keys.ts';
import { readWords } from '../text/words.ts';
import type { EvidenceSource } from '../types.ts';
import { EvidenceText, type Hit } from './evidence-text.ts';
import type { Wording } from './wording.ts';

const WORD = /[\p{L}]{2,}|№/gu;

/** A cited block ready to be asked. */
export class CitedSource {
  readonly source: EvidenceSource;
  readonly evidence: EvidenceText;
  /** What its sheet is called counts for every segment. */
  readonly titleStems: ReadonlySet<string>;
  private readonly title: EvidenceText;
  private readonly vocabulary: ReadonlySet<string>;
  private stems: ReadonlyMap<string, readonly number[]> | null = null;
  private readonly keys = new Map<string, Hit[]>();

  constructor(source: EvidenceSource, vocabulary: ReadonlySet<string>) {
    this.source = source;
    this.evidence = new EvidenceText(source.text);
    this.vocabulary = vocabulary;
    const title = [source.sheetTitle ?? '', source.documentTitle ?? ''].join('\n');
    this.titleStems = new Set(readWords(fold(title)).map(({ stem }) => stem));
    this.title = new EvidenceText(title);
  }

  /** Segments by stem, for the words of this answer. */
  get postings(): ReadonlyMap<string, readonly number[]> {
    this.stems ??= this.evidence.postings(this.vocabulary);
    return this.stems;
  }

  /** Whether the block's place says it: its sheet, its page, the title of its sheet. */
  isAt({ label, number }: WrittenKey): boolean {
    if (label === 'ЛИСТ')
      return this.source.sheet !== null && fold(this.source.sheet).replace(',', '.') === number;
    if (label === 'СТРАНИЦ') return String(this.source.page) === number;
    return keyHits(this.title, { label, number }).length > 0;
  }

  /** Segments that name this place or position. */
  keyHits(key: WrittenKey): readonly Hit[] {
    const name = `${key.label} ${key.number}`;
    const known = this.keys.get(name);
    if (known !== undefined) return known;
    const hits = keyHits(this.evidence, key);
    this.keys.set(name, hits);
    return hits;
  }

  /** What the block's sheet and document are called. */
  get titleWording(): Wording {
    return this.title.wording;
  }

  titleHasMark(mark: string): boolean {
    return this.title.marksOf(mark).exact.length > 0;
  }
}

type KeyName = Pick<WrittenKey, 'label' | 'number'>;

function keyHits(evidence: EvidenceText, key: KeyName): Hit[] {
  const hits = evidence.find(key.number).filter((hit) => isLabelled(evidence, key, hit));
  if (key.label !== FLOOR) return hits;
  // Of a list the list itself tells what belongs to it: «−2 и −1 этажи» have no first floor.
  const isListed = ({ start, end }: Hit) =>
    evidence.floorLists.some((list) => list.start <= start && end <= list.end);
  return [...hits.filter((hit) => !isListed(hit)), ...listsWith(evidence, key.number)];
}

const FLOOR = 'ЭТАЖ';

/** The lists of floors that one belongs to. */
function listsWith(evidence: EvidenceText, floor: string): Hit[] {
  return evidence.floorLists.flatMap((list) => {
    const segment = holdsFloor(list, floor) ? evidence.segmentAt(list.start) : null;
    return segment === null ? [] : [{ segment, start: list.start, end: list.end }];
  });
}

/** Words that number the rows of tables: the first column is enough for them. */
const ANY_ROW = /^(?:ПОЗ|НОМЕР|ПУНКТ|ПОМ|)$/u;
const PLACE = /^(?:ЛИСТ|СТРАНИЦ|ЭТАЖ|ЭТАП)$/u;
const REACH_BEFORE = 48;
const REACH_AFTER = 24;

function isLabelled(evidence: EvidenceText, { label }: KeyName, { segment, start, end }: Hit): boolean {
  const { folded } = evidence;
  if (segment.kind === 'row') return isRowKey(evidence, label, { segment, start, end });
  const before = folded.slice(Math.max(segment.start, start - REACH_BEFORE), start);
  const after = folded.slice(end, Math.min(segment.end, end + REACH_AFTER));
  if (label === '' || isBeside(before, after, label)) return true;
  const isFirst = /^[\s\-*•(\d.,;ИА-Г]*$/u.test(before) && start - segment.start < REACH_BEFORE;
  if (!isFirst) return false;
  if (label === 'ПУНКТ' || hasLabel(folded.slice(segment.start, segment.end), label)) return true;
  return governorHas(
    evidence,
    label,
    segment.governors.map((one) => one.segment),
  );
}

const WORD_BEFORE = /(\p{L}{2,})[^\p{L}|]*(?:И[^\p{L}|]*)?$/u;
const WORDS_AFTER = /^(?:-\p{L}{1,3})?[ ]?(\p{L}{2,})?[ -]?(\p{L}{2,})?/u;

/** «зон 1, 1а и 6», «7-го этажа», «7-й жилой этаж». */
function isBeside(before: string, after: string, label: string): boolean {
  const near = [WORD_BEFORE.exec(before)?.[1], ...(WORDS_AFTER.exec(after)?.slice(1) ?? [])];
  return near.some((word) => word !== undefined && sameLabel(label, word));
}

/** The cell holds the number and nothing else, and its column numbers such things; or the row itself says what is numbered. */
function isRowKey(evidence: EvidenceText, label: string, { segment, start, end }: Hit): boolean {
  const { folded } = evidence;
  const left = folded.lastIndexOf('|', start - 1);
  const cell = folded.slice(Math.max(segment.start, left + 1), start);
  const behind = folded.slice(end, end + 2).trimStart();
  const isFirstCell = folded.slice(segment.start, Math.max(segment.start, left)).trim() === '';
  if (cell.trim() !== '' || behind[0] !== '|') {
    if (cell.trim() === '' && isFirstCell) return hasLabel(folded.slice(segment.start, segment.end), label);
    const before = folded.slice(Math.max(segment.start, start - REACH_BEFORE), start);
    return isBeside(before, folded.slice(end, Math.min(segment.end, end + REACH_AFTER)), label);
  }
  if (hasLabel(fold(evidence.columnNameAt(segment, start)), label) && label !== '') return true;
  if (!isFirstCell || PLACE.test(label)) return false;
  return ANY_ROW.test(label) || hasLabel(folded.slice(segment.start, segment.end), label);
}

function governorHas(evidence: EvidenceText, label: string, governors: readonly number[]): boolean {
  return governors.some((index) => {
    const segment = evidence.segments[index];
    return segment !== undefined && hasLabel(evidence.folded.slice(segment.start, segment.end), label);
  });
}

function hasLabel(folded: string, label: string): boolean {
  if (label === '') return true;
  for (const [word] of folded.matchAll(WORD)) if (word !== '№' && sameLabel(label, word)) return true;
  return false;
}
