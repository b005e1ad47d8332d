import { v5 } from 'uuid';
import type { VersionBlock } from '#modules/documents';
import type { ScopedVersion, Work } from './tool.ts';

/** A block that was looked at, and what the model got of it. */
export interface Looked {
  block: VersionBlock;
  version: ScopedVersion;
  text: string;
}

const pixelsAnInch = 300;
const pointsPerInch = 72;
/** Blocks that searches named and the session remembers. */
const mostFound = 400;

/** Keeps found or read blocks with the question; the same again is kept once. */
export async function record(
  { deps, context }: Work,
  kind: 'found' | 'read',
  looked: readonly Looked[],
  query: string | null,
): Promise<void> {
  const created_at = deps.clock.now();
  await deps.examined.store(
    looked.map(({ block, text }) => ({
      id: v5(`${kind} ${block.document_id} ${block.version} ${block.block_id}`, context.runId),
      chat_id: context.chatId,
      message_id: context.messageId,
      run_id: context.runId,
      kind,
      query,
      document_id: block.document_id,
      block_id: block.block_id,
      page_number: block.page,
      block_text: text,
      coords_norm: block.bbox ?? null,
      coords_px: pixelsOf(block),
      created_at,
    })),
  );
}

function pixelsOf({ bbox, page_size }: VersionBlock): [number, number, number, number] | null {
  if (!bbox || page_size === null) return null;
  const across = (page_size.width / pointsPerInch) * pixelsAnInch;
  const down = (page_size.height / pointsPerInch) * pixelsAnInch;
  const [x0, y0, x1, y1] = bbox;
  return [Math.round(x0 * across), Math.round(y0 * down), Math.round(x1 * across), Math.round(y1 * down)];
}

/** Remembers what searches named, for the list of what was not looked at. */
export function noteFound({ session }: Work, looked: readonly Pick<Looked, 'block'>[]): void {
  for (const { block } of looked) {
    const { document_id, version, block_id, page, kind } = block;
    const isKnown = session.found.some(
      (one) => one.block_id === block_id && one.document_id === document_id && one.version === version,
    );
    if (!isKnown && session.found.length < mostFound)
      session.found.push({ document_id, version, block_id, page, kind });
  }
}

/** How `session.read` names a block. */
export const readKey = ({ document_id, version, block_id }: VersionBlock): string =>
  `${document_id} ${version} ${block_id}`;
