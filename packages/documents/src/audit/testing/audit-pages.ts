import { readBundle } from '../../bundle/read-bundle.ts';
import { type AuditReport, auditDocument } from '../index.ts';

/** One page of a document to be audited: its sheet as printed and the texts of its blocks. */
export interface Page {
  sheet?: string;
  title?: string;
  blocks: string[];
}

const LETTERS = 'ACDEFGHJKL';

/** Code of a block: pages from 1, blocks from 0. */
export function codeOf(page: number, block: number): string {
  const digits = [...String(page).padStart(4, '0')].map((digit) => LETTERS[Number(digit)]).join('');
  return `${digits}-AAAA-AA${LETTERS[block]}`;
}

/** The audit of a bundle of these pages, cipher 10/24-АР1. */
export function auditPages(pages: readonly Page[]): AuditReport {
  const body = pages.map(({ sheet, title, blocks }, at) =>
    [
      `## СТРАНИЦА ${at + 1}`,
      ...(sheet === undefined ? [] : [`**Лист:** ${sheet}`]),
      ...(title === undefined ? [] : [`**Наименование листа:** ${title}`]),
      ...blocks.map((text, block) => `### BLOCK [TEXT]: ${codeOf(at + 1, block)}\n${text}`),
    ].join('\n'),
  );
  const text = ['# Дом/АР1.pdf', '**Штамп:** Шифр: 10/24-АР1', ...body].join('\n\n');
  const { document } = readBundle([{ name: 'АР1_document.md', bytes: new TextEncoder().encode(text) }]);
  if (document === null) throw new Error('no document');
  return auditDocument(document);
}

/** A Markdown table, the first row its header. */
export const table = (rows: readonly (readonly string[])[]): string =>
  rows
    .flatMap((row, at) => [`| ${row.join(' | ')} |`, ...(at === 0 ? [`|${'---|'.repeat(row.length)}`] : [])])
    .join('\n');

/** An explication of two flats; the last room of the second, its sum and the sum of the floor vary. */
export const explication = (room: string, flat: string, floor: string): string =>
  table([
    ['№ пом.', 'Наименование', 'Площадь, м2', 'Кат.'],
    ['Места общего пользования', '', '', ''],
    ['301', 'Лифтовый холл', '20,0', ''],
    ['302', 'Лестничная клетка', '15,5', ''],
    ['', '', '35,5', ''],
    ['1 2К - двухкомнатная квартира', '', '', ''],
    ['1', 'Холл', '4,1', ''],
    ['2', 'Кухня', '23,0', ''],
    ['3', 'С/У', '3,3', ''],
    ['', '', '30,4', ''],
    ['2 1К - однокомнатная квартира', '', '', ''],
    ['1', 'Холл', '6,2', ''],
    ['2', 'Кухня-столовая', '22,2', ''],
    ['3', 'С/У', room, ''],
    ['', '', flat, ''],
    [`Итого на этаже: ${floor}`, '', '', ''],
  ]);
export const named = (body: string) => `##### Экспликация помещений 3-го этажа\n\n${body}`;
