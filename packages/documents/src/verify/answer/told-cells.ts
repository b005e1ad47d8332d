import type { AnswerUnit } from './units.ts';

/** A value of a row as an answer tells it, under the name of its column. Offsets in the answer. */
export interface ToldCell {
  name: string;
  value: string;
  start: number;
  end: number;
}

/** Before the first name may stand that of the section: «Жилой дом — № п/п: 1». */
const SECTION = /^.*\s—\s/su;

/** No row of a document has more. */
const MOST_CELLS = 60;

/** What a row of a table tells, or an item written as «Длина: 1300 мм; Масса: 6,763 кг»; empty for anything else. */
export function toldCellsOf(content: string, unit: AnswerUnit): ToldCell[] {
  const cells =
    unit.kind === 'row'
      ? unit.cells.map(({ start, end, header }) => ({
          name: header,
          value: content.slice(start, end),
          start,
          end,
        }))
      : pairsOf(content, unit);
  const told = cells.filter(({ value }) => /[\p{L}\d]/u.test(value));
  return told.length < 2 || told.length > MOST_CELLS ? [] : told;
}

function pairsOf(content: string, { start, end }: AnswerUnit): ToldCell[] {
  const cells: ToldCell[] = [];
  let from = start;
  for (const piece of content.slice(start, end).split(/;\s/u)) {
    const colon = piece.search(/:\s/u);
    const section =
      cells.length === 0 ? (SECTION.exec(piece.slice(0, Math.max(0, colon)))?.[0].length ?? 0) : 0;
    // A value may hold the sign itself; then it goes on.
    const last = cells.at(-1);
    if (colon > 0)
      cells.push({
        name: piece.slice(section, colon),
        value: piece.slice(colon + 1),
        start: from + section,
        end: from + piece.length,
      });
    else if (last !== undefined) {
      last.value += `; ${piece}`;
      last.end = from + piece.length;
    } else return [];
    from += piece.length + 2;
  }
  return cells;
}
