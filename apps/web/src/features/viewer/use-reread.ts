import { rereadBlock } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Block, blockQuery } from '#features/documents/documents-query.ts';
import { client } from '#shared/api/client.ts';

/** Reads a block again from its picture; the new text stands beside the old one. */
export function useReread({ document_id, block_id, page, version }: Block) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => client.call(rereadBlock, { params: { document_id, block_id }, timeout: 180_000 }),
    onSuccess: (block) => {
      for (const asked of [undefined, version])
        queryClient.setQueryData(blockQuery(document_id, block_id, asked).queryKey, block);
      queryClient.invalidateQueries({ queryKey: ['viewer', document_id, 'blocks', page] });
    },
  });
}
