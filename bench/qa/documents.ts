import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BundleFile } from '../lib/api.ts';

/** What stands beside each generation's main file, named by what follows the document's name. */
const companions: readonly { main: RegExp; others: readonly string[] }[] = [
  { main: /_document\.md$/i, others: ['_blocks.json'] },
  { main: /_ocr\.html$/i, others: ['_annotation.json', '_result.json'] },
  { main: /\.(?:md|html|json|pdf|docx)$/i, others: [] },
];

/** Paths of a document's files, or `null` where the document is in a format that is not read. */
export function bundlePaths(folder: string, docFile: string): string[] | null {
  const kind = companions.find(({ main }) => main.test(docFile));
  if (kind === undefined) return null;
  const name = path.join(folder, docFile.replace(kind.main, ''));
  return [
    path.join(folder, docFile),
    ...kind.others.map((end) => name + end).filter((file) => existsSync(file)),
  ];
}

export async function readFiles(paths: readonly string[]): Promise<BundleFile[]> {
  return Promise.all(
    paths.map(async (each) => ({ name: path.basename(each), data: new Blob([await readFile(each)]) })),
  );
}
