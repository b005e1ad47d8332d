import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ExportManifest } from '@aizoomdoc/contracts';

/** A file of this computer, and which cited document it is. */
export interface Original {
  file: string;
  sha256: string;
  /** `null`: none of those that are cited. */
  document: { document_id: string; version: number; title: string } | null;
}

/** Tells by their hashes which of the files are the cited documents, in the cited version. */
export async function compareOriginals(
  files: readonly string[],
  { documents }: ExportManifest,
): Promise<Original[]> {
  const originals: Original[] = [];
  for (const file of files) {
    const sha256 = await hashFile(file);
    const found = documents.find((document) => document.files.some((one) => one.sha256 === sha256));
    originals.push({
      file,
      sha256,
      document:
        found === undefined
          ? null
          : { document_id: found.document_id, version: found.version, title: found.title },
    });
  }
  return originals;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
