import type { ReadResult } from '../model.ts';
import { checkIndex, takeCrops } from './assemble.ts';
import { readBlockIndex } from './block-index.ts';
import { buildDocument } from './build-document.ts';
import { decodeText } from './decode.ts';
import { readDocumentText } from './document-text.ts';
import { bundlePart, bundleStem } from './group-files.ts';
import { createReporter, type Reporter } from './report.ts';
import type { SourceDocument } from './source.ts';

/** One uploaded file. */
export interface BundleFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * Reads one document from `*_document.md` and, when present, `*_blocks.json`. Never throws: what could be read is in
 * `document`, everything else is a remark. Files that are no part of a bundle are passed over (see `groupBundleFiles`).
 */
export function readBundle(files: readonly BundleFile[]): ReadResult {
  const [documentFile, ...others] = files.filter((file) => bundlePart(file.name) === 'document');
  if (documentFile === undefined) return missingDocument(files);
  const reporter = createReporter(documentFile.name);
  for (const other of others) remarkSecondDocument(reporter, other.name);
  const text = decodeText(documentFile.bytes, reporter);
  if (text === null) return { document: null, report: reporter.entries() };

  const source = readDocumentText(text, reporter);
  remarkNothingFound(source, reporter);
  const indexFile = files.find((file) => bundlePart(file.name) === 'blocks');
  const indexReporter = createReporter(indexFile?.name ?? documentFile.name);
  const indexText = indexFile === undefined ? null : decodeText(indexFile.bytes, indexReporter);
  const index = indexText === null ? null : readBlockIndex(indexText, indexReporter);
  if (index !== null && index.size > 0) {
    checkIndex(source, index, { document: reporter, index: indexReporter });
    takeCrops(source, index);
  }
  return {
    document: buildDocument(source, bundleStem(documentFile.name), reporter),
    report: [...reporter.entries(), ...(indexFile === undefined ? [] : indexReporter.entries())],
  };
}

function missingDocument(files: readonly BundleFile[]): ReadResult {
  const reporter = createReporter(files[0]?.name ?? '');
  reporter.add({
    severity: 'error',
    code: 'document_missing',
    line: null,
    message:
      'Среди файлов нет «…_document.md», без него читать нечего. Добавьте его и загрузите файлы вместе.',
  });
  return { document: null, report: reporter.entries() };
}

function remarkSecondDocument(reporter: Reporter, name: string) {
  reporter.add({
    severity: 'error',
    code: 'several_documents',
    line: null,
    message: `Файл «${name}» — ещё один документ; он не прочитан. Загрузите его отдельно.`,
  });
}

function remarkNothingFound(source: SourceDocument, reporter: Reporter) {
  if (source.pages.size === 0) {
    reporter.add({
      severity: 'warning',
      code: 'no_pages',
      line: null,
      message:
        'В файле нет ни одной строки «## СТРАНИЦА N». Проверьте, что это «…_document.md», и выгрузите его заново.',
    });
  }
  if (source.blocks.some((block) => block.code !== null)) return;
  reporter.add({
    severity: source.blocks.length === 0 ? 'error' : 'warning',
    code: 'no_blocks',
    line: null,
    message:
      'В файле нет ни одного блока с кодом («### BLOCK [TEXT]: XXXX-XXXX-XXX»). Проверьте, что это «…_document.md», и выгрузите его заново.',
  });
}
