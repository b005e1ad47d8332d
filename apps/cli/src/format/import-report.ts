import type { Answer } from '@aizoomdoc/client';
import type { importDocuments } from '@aizoomdoc/contracts';
import type { Bundle } from '../commands/bundle-files.ts';
import { formatDocumentRow } from './documents.ts';
import type { Style } from './style.ts';
import { formatTable, plural } from './text.ts';

type ImportResult = Answer<typeof importDocuments>;
type Entry = ImportResult['report'][number];

const severities = [
  { severity: 'error', title: 'Ошибки', colour: 'red' },
  { severity: 'warning', title: 'Предупреждения', colour: 'yellow' },
  { severity: 'info', title: 'К сведению', colour: 'dim' },
] as const;

/** What was read, then the remarks: the worst first, each with its file and line. */
export function formatImport(
  { documents, report }: ImportResult,
  bundles: readonly Bundle[],
  style: Style,
): string {
  const shown = shownNames(bundles);
  const groups = severities.flatMap(({ severity, title, colour }) => {
    const entries = report.filter((entry) => entry.severity === severity);
    if (entries.length === 0) return [];
    const lines = entries.map((entry) => formatEntry(entry, shown, style));
    return [`${style[colour](`${title}: ${entries.length}`)}\n${lines.join('\n')}`];
  });
  const rows = documents.map((document) => formatDocumentRow(document, style));
  const read = `Прочитано: ${plural(documents.length, ['документ', 'документа', 'документов'])}`;
  const done = documents.length === 0 ? 'Не прочитано ничего.' : `${style.green(read)}\n${formatTable(rows)}`;
  return [done, ...groups].join('\n\n');
}

function formatEntry({ file, line, message }: Entry, shown: Map<string, string>, style: Style): string {
  const place = `${shown.get(file) ?? file}${line === null ? '' : `:${line}`}`;
  return `  ${style.dim(`${place}:`)} ${message}`;
}

/** The server knows files by name; a person finds them by path. */
function shownNames(bundles: readonly Bundle[]): Map<string, string> {
  const shown = new Map<string, string>();
  for (const { files } of bundles) {
    for (const file of files) {
      const name = file.path.split(/[\\/]/).at(-1) ?? file.path;
      shown.set(name, shown.has(name) ? name : file.shown);
    }
  }
  return shown;
}
