import { splitSentences } from '../text/sentences.ts';
import type { AnswerCitation } from '../types.ts';
import { type AnswerUnit, splitUnits } from './units.ts';

/** A sentence or a row of the answer with the citations that stand for it. */
export interface Statement {
  start: number;
  end: number;
  unit: AnswerUnit;
  /** Citations inside or right behind it, else those that its place gives it. */
  citations: readonly AnswerCitation[];
  /** Those, and all citations of its paragraph, item or row, else of its list or table: what the first do not prove is looked for here. */
  around: readonly AnswerCitation[];
  /** Introductions it stands under: the line above its list, the item above, the heading. Offsets in the answer. */
  leads: readonly { start: number; end: number }[];
  /** Sentences of the same unit before it. */
  before: readonly { start: number; end: number }[];
  /** Of a cell: the first cells of its row, which say what the row is about, and the name of its column. */
  row: { name: { start: number; end: number } | null; column: string } | null;
}

/** What is longer is read in pieces: reading grows faster than a sentence. */
const LONGEST_SENTENCE = 1500;
/** So many sentences before one still tell what it is about. */
const MOST_BEFORE = 8;
const BETWEEN_CITATIONS = /^[\s,;.)*_]*$/u;

/** The statements of an answer in their order. */
export function readStatements(content: string, citations: readonly AnswerCitation[]): Statement[] {
  const units = splitUnits(content);
  const sorted = [...citations].sort((one, other) => one.start - other.start);
  const within = (start: number, end: number) =>
    sorted.filter((one) => one.start >= start && one.start < end);
  const ofUnit = units.map((unit) => within(unit.start, unit.end));
  return units.flatMap((unit, at) => {
    const leads = leadsOf(units, at);
    const around = citationsAround(units, ofUnit, at);
    if (unit.kind === 'row') return cellsOf(unit, around, leads);
    const spans = sentencesOf(content, unit, ofUnit[at] ?? []);
    const own = spans.map(({ start, end }) => within(start, end));
    return spans.map((span, index): Statement => {
      const direct = own[index] ?? [];
      const near = direct.length > 0 ? direct : nearest(own, index);
      const known = near.length > 0 ? near : around;
      const before = spans.slice(Math.max(0, index - MOST_BEFORE), index);
      return { ...span, unit, citations: known, around: merged(known, around), leads, before, row: null };
    });
  });
}

/** The first and those of the others that bring anything new. */
function merged(first: readonly AnswerCitation[], others: readonly AnswerCitation[]) {
  const nameOf = ({ sourceId, pictureId }: AnswerCitation) => `${sourceId}\n${pictureId}`;
  const known = new Set(first.map(nameOf));
  const added = others.filter((one) => !known.has(nameOf(one)));
  return added.length === 0 ? first : [...first, ...added];
}

/** Each cell of a row is a statement about what its first cell names. */
function cellsOf(
  unit: AnswerUnit,
  citations: readonly AnswerCitation[],
  leads: Statement['leads'],
): Statement[] {
  const [first] = unit.cells;
  return unit.cells.map(({ start, end, header }, index) => ({
    start,
    end: Math.min(end, start + LONGEST_SENTENCE),
    unit,
    citations,
    around: citations,
    leads,
    before: [],
    row: {
      name: index === 0 || first === undefined ? null : { start: first.start, end: first.end },
      column: header,
    },
  }));
}

/** Sentences of a unit; citations behind a full stop belong to the sentence they follow. */
function sentencesOf(content: string, unit: AnswerUnit, citations: readonly AnswerCitation[]) {
  const spans = splitSentences(content.slice(unit.start, unit.end)).flatMap(({ start, end }) =>
    piecesOf(content, unit.start + start, unit.start + end),
  );
  const joined: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const leading = last === undefined ? span.start : leadingCitations(content, span, citations);
    if (last !== undefined && leading > span.start) last.end = leading;
    if (leading < span.end) joined.push({ start: leading, end: span.end });
  }
  return joined;
}

/** A span cut at spaces. */
function piecesOf(content: string, start: number, end: number): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  for (let from = start; from < end; ) {
    const space = content.lastIndexOf(' ', from + LONGEST_SENTENCE);
    const to = from + LONGEST_SENTENCE >= end ? end : space > from ? space : from + LONGEST_SENTENCE;
    pieces.push({ start: from, end: to });
    from = to;
  }
  return pieces;
}

/** Where the citations that a span begins with end. */
function leadingCitations(
  content: string,
  span: { start: number; end: number },
  citations: readonly AnswerCitation[],
): number {
  let at = span.start;
  for (const { start, end } of citations) {
    if (start < at) continue;
    if (!BETWEEN_CITATIONS.test(content.slice(at, start))) break;
    at = end;
  }
  return at > span.start && BETWEEN_CITATIONS.test(content.slice(at, span.end)) ? span.end : at;
}

/** A citation covers the uncited sentences before it in its unit, else those behind it. */
function nearest(own: readonly (readonly AnswerCitation[])[], index: number): readonly AnswerCitation[] {
  const after = own.slice(index + 1).find((citations) => citations.length > 0);
  return after ?? own.slice(0, index).findLast((citations) => citations.length > 0) ?? [];
}

/** Citations of the unit and of the list or table it belongs to, of the paragraph above and below it, of the heading, else the next ones. */
function citationsAround(
  units: readonly AnswerUnit[],
  ofUnit: readonly (readonly AnswerCitation[])[],
  at: number,
): readonly AnswerCitation[] {
  const unit = units[at];
  if (unit === undefined) return [];
  const own = ofUnit[at] ?? [];
  if (own.length > 0) return own;
  const group = units.flatMap((one, index) => (one.group === unit.group ? (ofUnit[index] ?? []) : []));
  const first = units.findIndex((one) => one.group === unit.group);
  const last = units.findLastIndex((one) => one.group === unit.group);
  const isList = unit.kind === 'item' || unit.kind === 'row' || unit.isLead;
  const edges =
    isList || group.length === 0 ? [...(ofUnit[first - 1] ?? []), ...(ofUnit[last + 1] ?? [])] : [];
  const near = unit.kind === 'heading' ? [] : [...group, ...edges];
  if (near.length > 0) return near;
  const heading = units.slice(0, at).findLastIndex((one) => one.kind === 'heading');
  const next = units.findIndex((one, index) => index > at && one.kind === 'heading');
  const inSection = ofUnit.slice(Math.max(0, heading), next === -1 ? undefined : next).flat();
  // One citation may stand below several headings.
  return inSection.length > 0 ? inSection : (ofUnit.slice(at).find((own) => own.length > 0) ?? []);
}

function leadsOf(units: readonly AnswerUnit[], at: number): AnswerUnit[] {
  const unit = units[at];
  const leads: AnswerUnit[] = [];
  let indent = unit?.kind === 'item' ? unit.indent : 0;
  let needsLead = unit?.kind === 'item' || unit?.kind === 'row';
  for (const above of units.slice(0, at).reverse()) {
    if (above.kind === 'heading') return [...leads, above];
    if (above.kind === 'item' && unit?.kind === 'item' && above.indent < indent) {
      leads.push(above);
      indent = above.indent;
    } else if (above.kind === 'text' && needsLead) {
      if (above.group === unit?.group) leads.push(above);
      needsLead = false;
    }
  }
  return leads;
}
