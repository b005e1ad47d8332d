import type { ReadDocument } from '@aizoomdoc/documents/readers';
import type { EvidenceSource } from '@aizoomdoc/documents/verify';
import type { Case } from './cases.ts';

/** A row of a table told in words, and the same with one value of another row. */
export interface RowCase extends Case {
  swapped: { from: string; to: string; answer: string }[];
}

const NUMBER = /^[-−]?\d{1,6}(?:[.,]\d+)?$/u;
const NAME = /^(?=.*\d)[\p{L}\d][\p{L}\d.,/*-]{0,12}$/u;
/** So many rows of a document, spread over it. */
const ROWS = 60;

/** Rows that name themselves by a mark or position of their own and hold two numbers or more under named columns. */
export function tableRowCases(
  { model }: ReadDocument,
  find: (code: string) => EvidenceSource | undefined,
): RowCase[] {
  const cases = model.blocks.flatMap(({ code, tables }) => {
    const source = find(code);
    return source === undefined ? [] : tables.flatMap((table) => casesOf(table, source));
  });
  const step = Math.max(1, Math.floor(cases.length / ROWS));
  return cases.filter((_, at) => at % step === 0).slice(0, ROWS);
}

interface Value {
  column: number;
  name: string;
  text: string;
}

function casesOf(
  { header, rows }: { header: string[]; rows: string[][] },
  source: EvidenceSource,
): RowCase[] {
  const names = rows.map(([first = '']) => first);
  return rows.flatMap((row, at): RowCase[] => {
    const name = names[at] ?? '';
    const isUnique = source.text.split(`| ${name} |`).length === 2;
    const values = valuesOf(header, row);
    if (!NAME.test(name) || !isUnique || values.length < 2) return [];
    const told = (shown: readonly Value[]) =>
      `${/^[\d.]+$/u.test(name) ? `Поз. ${name}` : name}: ${shown.map(({ name: column, text }) => `${column.toLowerCase()} — ${text}`).join(', ')}.`;
    const swapped = values.flatMap((value, index) => {
      const other = rows
        .map((one) => one[value.column]?.trim() ?? '')
        .find(
          (cell) =>
            NUMBER.test(cell) &&
            !values.some(({ text }) => Number(text.replace(',', '.')) === Number(cell.replace(',', '.'))),
        );
      if (other === undefined) return [];
      const changed = values.map((one, place) => (place === index ? { ...one, text: other } : one));
      return [{ from: value.text, to: other, answer: told(changed) }];
    });
    return [{ question: '', answer: told(values), sources: [source], swapped }];
  });
}

function valuesOf(header: readonly string[], row: readonly string[]): Value[] {
  return row.slice(1).flatMap((cell, at) => {
    const name = (header[at + 1] ?? '').replace(/[,:(].*|[*|]/gu, '').trim();
    const text = cell.trim();
    return NUMBER.test(text) && /^\p{L}{3}[\p{L} -]*$/u.test(name) ? [{ column: at + 1, name, text }] : [];
  });
}
