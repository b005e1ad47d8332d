import type { Answer } from '@aizoomdoc/client';
import type { importDocuments } from '@aizoomdoc/contracts';
import type { Package } from '../commands/import-files.ts';
import { formatDocumentRow } from './documents.ts';
import { formatRemarks } from './remarks.ts';
import type { Style } from './style.ts';
import { formatTable, plural } from './text.ts';

type ImportResult = Answer<typeof importDocuments>;
/** What was read, then the remarks: the worst first, each with its file and line. */
export function formatImport(
  { documents, report }: ImportResult,
  packages: readonly Package[],
  style: Style,
): string {
  const shown = shownNames(packages);
  const rows = documents.map((document) => formatDocumentRow(document, style));
  const read = `Прочитано: ${plural(documents.length, ['документ', 'документа', 'документов'])}`;
  const done = documents.length === 0 ? 'Не прочитано ничего.' : `${style.green(read)}\n${formatTable(rows)}`;
  return [done, formatRemarks(report, style, shown)].filter(Boolean).join('\n\n');
}

/** The server knows files by name; a person finds them by path. */
function shownNames(packages: readonly Package[]): Map<string, string> {
  const shown = new Map<string, string>();
  for (const { files } of packages) {
    for (const file of files) {
      const name = file.path.split(/[\\/]/).at(-1) ?? file.path;
      shown.set(name, shown.has(name) ? name : file.shown);
    }
  }
  return shown;
}
