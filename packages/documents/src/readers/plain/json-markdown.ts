import { jsonErrorOffset } from '../../bundle/json-error.ts';
import { lineAt } from '../../bundle/json-value.ts';
import type { Reporter } from '../../bundle/report.ts';

const MAX_DEPTH = 60;
const MAX_TABLE_COLUMNS = 40;

/** Any JSON as Markdown: objects are headings and fields, lists of like objects are tables. What is no JSON stays as it is. */
export function jsonMarkdown(text: string, reporter: Reporter): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    reporter.add({
      severity: 'warning',
      code: 'broken_json',
      line: lineAt(text, Math.min(jsonErrorOffset(text), text.trimEnd().length)),
      message:
        'Файл не читается как JSON и взят как обычный текст. Исправьте эту строку или выгрузите файл заново.',
    });
    return text;
  }
  const lines: string[] = [];
  try {
    write(value, { name: '', depth: 0, lines });
    return lines.join('\n');
  } catch (error) {
    // Nested deeper than the stack: nobody reads it as fields anyway.
    if (error instanceof RangeError) return text;
    throw error;
  }
}

interface Place {
  name: string;
  depth: number;
  lines: string[];
}

function write(value: unknown, place: Place) {
  const { name, depth, lines } = place;
  if (!isContainer(value)) {
    lines.push(name === '' ? scalar(value) : `**${name}:** ${scalar(value)}`);
  } else if (depth >= MAX_DEPTH) {
    lines.push(`**${name}:** ${JSON.stringify(value)}`);
  } else if (Array.isArray(value)) writeList(value, place);
  else writeObject(value as Record<string, unknown>, place);
}

function writeObject(value: Record<string, unknown>, { name, depth, lines }: Place) {
  if (name !== '') lines.push('', `${'#'.repeat(Math.min(depth + 1, 6))} ${name}`, '');
  const fields = Object.entries(value);
  // Plain fields first: under a heading of a nested object they would seem to be its own.
  for (const [key, inner] of fields)
    if (!isContainer(inner)) write(inner, { name: key, depth: depth + 1, lines });
  for (const [key, inner] of fields)
    if (isContainer(inner)) write(inner, { name: key, depth: depth + 1, lines });
  lines.push('');
}

function writeList(values: readonly unknown[], { name, depth, lines }: Place) {
  if (values.every((value) => !isContainer(value))) {
    const words = values.map(scalar).join(', ');
    lines.push(name === '' ? words : `**${name}:** ${words}`);
    return;
  }
  const columns = tableColumns(values);
  if (columns !== null) {
    const row = (cells: readonly string[]) =>
      `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    if (name !== '') lines.push('', `${'#'.repeat(Math.min(depth + 1, 6))} ${name}`);
    lines.push('', row(columns), `|${'---|'.repeat(columns.length)}`);
    for (const value of values)
      lines.push(row(columns.map((key) => scalar((value as Record<string, unknown>)[key]))));
    lines.push('');
    return;
  }
  for (const [at, value] of values.entries())
    write(value, { name: `${name} ${at + 1}`.trim(), depth: depth + 1, lines });
}

/** Names of the fields, where every value is an object of plain fields and they fit a table. */
function tableColumns(values: readonly unknown[]): string[] | null {
  const columns = new Set<string>();
  for (const value of values) {
    if (!isContainer(value) || Array.isArray(value)) return null;
    for (const [key, inner] of Object.entries(value)) {
      if (isContainer(inner)) return null;
      columns.add(key);
    }
    if (columns.size > MAX_TABLE_COLUMNS) return null;
  }
  return values.length > 1 && columns.size > 0 ? [...columns] : null;
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const scalar = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value).replace(/\s+/gu, ' ');
