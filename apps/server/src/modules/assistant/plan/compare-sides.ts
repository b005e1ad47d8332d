import type { Change } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { TextComparisons } from '#modules/documents';
import type { Actor } from '#platform/http/route.ts';
import type { ScopedVersion } from './scope.ts';

type PresentedChange = z.input<typeof Change>;

/** One difference that the engine found in the texts, before any model. */
export interface SideChange {
  before: Place | null;
  after: Place | null;
  item: string;
  was: string | null;
  became: string | null;
}

interface Place {
  document_id: string;
  version: number;
  page: number;
  sheet: string | null;
  block_id: string;
}

export interface ComparedSides {
  changes: SideChange[];
  /** There are more than are listed. */
  isCut: boolean;
}

const mostChanges = 120;
const timeoutMs = 60_000;
/** UTF-16 units of one side of a row. */
const longestValue = 300;

/** What differs between the sides by the texts of blocks: documents in pairs, in their order. */
export async function compareSides(
  actor: Actor,
  versions: readonly ScopedVersion[],
  { texts, signal }: { texts: TextComparisons; signal: AbortSignal },
): Promise<ComparedSides> {
  const of = (side: 'a' | 'b') => versions.filter(({ scoped }) => scoped.side === side);
  const [before, after] = [of('a'), of('b')];
  const changes: SideChange[] = [];
  let isCut = before.length !== after.length;
  for (const [at, a] of before.entries()) {
    const b = after[at];
    if (b === undefined) continue;
    const query = { from: a.number, to: b.number, to_document_id: b.document_id, limit: mostChanges };
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const found = await texts.changes(actor, a.document_id, { ...query, signal: bounded });
    isCut ||= found.next !== null;
    changes.push(...found.items.flatMap((change) => rowsOf(change, a, b)));
  }
  return { changes: changes.slice(0, mostChanges), isCut: isCut || changes.length > mostChanges };
}

function rowsOf(change: PresentedChange, a: ScopedVersion, b: ScopedVersion): SideChange[] {
  const before = change.before && placeOf(change.before, a);
  const after = change.after && placeOf(change.after, b);
  const place = { before, after };
  // What only moved says the same.
  if (change.change === 'moved') return [];
  if (change.change === 'changed' && change.cells.length > 0) {
    return change.cells.map(({ table, row, column, before: was, after: became }) => ({
      ...place,
      item: [table, row, column].filter(Boolean).join(' / '),
      was: was && short(was),
      became: became && short(became),
    }));
  }
  // Blocks without a text (a drawing of which nothing is told) give nothing to compare.
  if ([change.before, change.after].every((side) => (side?.text.trim() ?? '') === '')) return [];
  const item = titleOf(change);
  if (change.change === 'changed') return [{ ...place, item, ...changedWords(change) }];
  return [
    {
      ...place,
      item,
      was: change.before && short(change.before.text),
      became: change.after && short(change.after.text),
    },
  ];
}

function placeOf(
  { page, sheet, block_id }: NonNullable<PresentedChange['before']>,
  { document_id, number: version }: ScopedVersion,
): Place {
  return { document_id, version, page, sheet, block_id };
}

function titleOf({ before, after }: PresentedChange): string {
  const { text, sheet, page } = after ?? before ?? { text: '', sheet: null, page: 0 };
  const [line = ''] = text.split('\n').filter((one) => one.trim() !== '');
  const where = sheet === null ? `стр.\u00a0${page}` : `лист\u00a0${sheet}`;
  const words = line.replaceAll('**', '').replace(/^[#|\s]+|[|\s]+$/g, '');
  return `${where}: ${short(words.replaceAll(/\s*\|\s*/g, ' · '), 80)}`;
}

/** The words that went and came, with a little of what stands around them. */
function changedWords({ diff }: PresentedChange): Pick<SideChange, 'was' | 'became'> {
  const around = 40;
  const texts = (other: 'insert' | 'delete') =>
    diff
      .filter(({ op }) => op !== other)
      .map(({ op, text }) =>
        op === 'equal' && text.length > 2 * around ? `${text.slice(0, around)}…${text.slice(-around)}` : text,
      )
      .join('');
  return { was: short(texts('insert')), became: short(texts('delete')) };
}

function short(text: string, length = longestValue): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length)}…`.toWellFormed() : line;
}

/** UTF-16 units of the list that a model is given. */
const longestList = 16_000;

/** The differences as a model reads them. */
export function writeChanges({ changes, isCut }: ComparedSides): string {
  if (changes.length === 0) return 'Сравнение текстов блоков отличий не нашло.';
  const lines = ['Отличия по сравнению текстов блоков (проверь их и дополни по чертежам):'];
  let left = longestList;
  for (const { item, was, became, before, after } of changes) {
    const codes = [before, after].map((place) => place?.block_id ?? 'нет').join(' → ');
    const line = `- ${item}: было «${was ?? '—'}», стало «${became ?? '—'}» (${codes})`;
    left -= line.length;
    if (left < 0) return [...lines, '… список сокращён'].join('\n');
    lines.push(line);
  }
  return [...lines, ...(isCut ? ['… есть и другие отличия'] : [])].join('\n');
}
