import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BundleFile } from '../lib/api.ts';

/** Paths of a document's bundle, or `null` where the document is in another format. */
export function bundlePaths(folder: string, docFile: string): string[] | null {
  const name = /^(.*_document)(\.md)$/i.exec(docFile);
  if (name === null) return null;
  const document = path.join(folder, docFile);
  const blocks = path.join(folder, `${docFile.slice(0, -'document.md'.length)}blocks.json`);
  return existsSync(blocks) ? [document, blocks] : [document];
}

export async function readFiles(paths: readonly string[]): Promise<BundleFile[]> {
  return Promise.all(
    paths.map(async (each) => ({ name: path.basename(each), data: new Blob([await readFile(each)]) })),
  );
}
