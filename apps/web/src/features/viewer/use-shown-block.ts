import { useQuery } from '@tanstack/react-query';
import { type Block, blockQuery } from '#features/documents/documents-query.ts';
import type { ViewerAddress } from './viewer-address.ts';
import { sheetBlocksQuery } from './viewer-queries.ts';

export interface ShownBlocks {
  /** Page of the address, else of its block, else the first. */
  page: number;
  /** Of that page; `null` while they are loading. */
  blocks: readonly Block[] | null;
  selected: Block | null;
  /** Why the blocks of the page could not be loaded. */
  blocksError: Error | null;
  /** The address names a block that is not there. */
  isMissing: boolean;
}

/** Blocks that the address means. */
export function useShownBlocks(
  documentId: string,
  address: ViewerAddress,
  { isReady }: { isReady: boolean },
): ShownBlocks {
  const { block: code = '', version } = address;
  const named = useQuery({
    ...blockQuery(documentId, code, version),
    enabled: isReady && code !== '',
  });
  const page = address.page ?? (code === '' ? 1 : named.data?.page) ?? 1;
  const ofPage = useQuery({ ...sheetBlocksQuery(documentId, page, version), enabled: isReady });
  const blocks = ofPage.data ?? null;
  const selected =
    code === '' ? null : (blocks?.find(({ block_id }) => block_id === code) ?? named.data ?? null);
  return {
    page,
    blocks: ofPage.isError ? [] : blocks,
    blocksError: ofPage.error,
    selected,
    isMissing: named.isError && selected === null,
  };
}
