import { findTables, type RowLayout } from '../bundle/tables.ts';
import type { Segment } from './segment.ts';
import type { ExtractBlock } from './types.ts';

/** What a title block says, by ГОСТ Р 21.101. */
interface Stamp {
  stage?: string | undefined;
  sheet?: string | undefined;
  total?: string | undefined;
  cipher?: string | undefined;
  title?: string | undefined;
  start: number;
  end: number;
}

const FIELD = /^\*\*(Шифр|Стадия|Лист|Листов|Наименование):\*\*[ \t]*(\S.{0,300})$/gmu;
const FIELDS = {
  Шифр: 'cipher',
  Стадия: 'stage',
  Лист: 'sheet',
  Листов: 'total',
  Наименование: 'title',
} as const;
/** Kinds of documentation as title blocks shorten them. */
const STAGE = /^(?:П|ПД|Р|РД|РП|ЭП|И|ОБ)$/u;
const CIPHER = /^\d{1,4}[/\\_]\d{2}-[\p{L}\d./ -]{2,30}$/u;
const NUMBER = /^\d{1,4}(?:\.\d{1,2})?$/u;
/** Rows that recognition may put between the names of the fields and their values. */
const REACH = 2;

/** Whether a row holds only the names of a title block's fields. */
export function isStampRow({ cells }: RowLayout): boolean {
  return cells.includes('Стадия') && cells.includes('Листов');
}

/** The title blocks of a block: fields under their names, and rows of «Стадия | Лист | Листов» with their values below. */
export function stampSegments(block: ExtractBlock): Segment[] {
  return [...stampOfFields(block.text), ...stampsOfTables(block.text)].map((stamp) =>
    toSegment(block, stamp),
  );
}

function stampOfFields(text: string): Stamp[] {
  const found = [...text.matchAll(FIELD)];
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stamp: Stamp = { start: first.index, end: last.index + last[0].length };
  for (const [, name, value] of found) stamp[FIELDS[name as keyof typeof FIELDS]] ??= value?.trim();
  return isStamp(stamp) ? [stamp] : [];
}

function stampsOfTables(text: string): Stamp[] {
  return findTables(text).flatMap(({ headerRows, rows }) => {
    const lines = [...headerRows, ...rows];
    return lines.flatMap((names, at) => {
      const values = lines
        .slice(at + 1, at + 1 + REACH)
        .find(({ cells }) => cells.some((cell) => STAGE.test(cell)));
      if (!names.cells.includes('Стадия') || values === undefined) return [];
      const cipher = lines.flatMap(({ cells }) => cells).find((cell) => CIPHER.test(cell));
      return stampOfRows({ names, values, cipher });
    });
  });
}

interface StampRows {
  names: RowLayout;
  values: RowLayout;
  cipher: string | undefined;
}

/** Recognition drops cells, so values are counted from the stage and not from the edge. */
function stampOfRows({ names, values, cipher }: StampRows): Stamp[] {
  const from = names.cells.indexOf('Стадия');
  const stage = values.cells.findIndex((cell) => STAGE.test(cell));
  const numberUnder = (name: string) => {
    const at = names.cells.indexOf(name);
    const value = at < from ? undefined : values.cells[stage + at - from];
    return value !== undefined && NUMBER.test(value) ? value : undefined;
  };
  const stamp = {
    stage: values.cells[stage],
    sheet: numberUnder('Лист'),
    total: numberUnder('Листов'),
    cipher,
    start: names.start,
    end: values.end,
  };
  return isStamp(stamp) ? [stamp] : [];
}

function isStamp({ stage, sheet, total, cipher }: Stamp): boolean {
  return [stage, sheet, total, cipher].filter((field) => field !== undefined).length >= 2;
}

function toSegment(block: ExtractBlock, { stage, sheet, total, cipher, title, start, end }: Stamp): Segment {
  const of = total === undefined ? '' : ` из ${total}`;
  const shown = [
    stage === undefined ? '' : `Стадия ${stage}`,
    sheet === undefined ? '' : `лист ${sheet}${of}`,
    sheet === undefined && total !== undefined ? `листов ${total}` : '',
    cipher === undefined ? '' : `шифр ${cipher}`,
    title === undefined ? '' : `«${title}»`,
  ];
  const counted = total === undefined ? '' : ` листов ${total}`;
  const own = `штамп ${shown.join(' ')}${counted}`;
  return {
    block,
    kind: 'stamp',
    start,
    end,
    own,
    name: own,
    heading: '',
    title: null,
    section: [],
    table: null,
    rows: [],
    keys: [],
    shown: shown.filter((part) => part !== '').join(', '),
  };
}
