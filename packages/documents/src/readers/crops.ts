import { cropNameCode } from '../bundle/group-files.ts';
import type { ReadDocument } from './types.ts';

/**
 * Gives the pictures of blocks to their blocks: a file beats an address, for it needs no network. Of several documents with the block, the one whose
 * folder is nearest gets it. Answers the names that suit no block.
 */
export function attachCrops(
  documents: readonly (ReadDocument & { folder: string })[],
  names: readonly string[],
): string[] {
  const owners = documents.map((document) => ({
    document,
    blocks: new Map(document.model.blocks.map((block) => [block.code, block])),
  }));
  return names.filter((name) => {
    const code = cropNameCode(name) ?? '';
    const [owner] = owners
      .filter(({ blocks }) => blocks.has(code))
      .sort((one, other) => shared(other.document.folder, name) - shared(one.document.folder, name));
    const block = owner?.blocks.get(code);
    if (owner === undefined || block === undefined) return true;
    block.cropUrl = name;
    owner.document.sources.push(name);
    return false;
  });
}

/** Length of the folder that a document and a file share. */
const shared = (folder: string, name: string) =>
  name.normalize('NFC').startsWith(folder) ? folder.length : -1;
