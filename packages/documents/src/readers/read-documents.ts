import { groupBundleFiles } from '../bundle/group-files.ts';
import { readBundle } from '../bundle/read-bundle.ts';
import type { ReportEntry } from '../model.ts';
import type { InputFile, ReadDocument, ReadDocuments, ReaderOptions } from './types.ts';

/**
 * Reads every document out of uploaded files: bundles of all generations, plain formats, archives. Trouble with a file is a remark in a report and the
 * other files are read; rejects with `ReaderError` only when aborted.
 */
export async function readDocuments(
  files: readonly InputFile[],
  options: ReaderOptions = {},
): Promise<ReadDocuments> {
  options.signal?.throwIfAborted();
  const documents: ReadDocument[] = [];
  const report: ReportEntry[] = [];
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const group of groupBundleFiles([...byName.keys()]).groups) {
    const sources = [group.document, group.blocks].filter((name) => name !== null);
    const read = readBundle(sources.flatMap((name) => byName.get(name) ?? []));
    if (read.document === null) report.push(...read.report);
    else documents.push({ stem: group.stem, sources, model: read.document, report: read.report });
  }
  return { documents, unpacked: [], report };
}
