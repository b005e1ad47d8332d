import { deleteDocument } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';
import { demoQuery, documentsQuery } from './documents-query.ts';

export function useDeleteDocument() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (documentId: string) => client.call(deleteDocument, { params: { document_id: documentId } }),
    onSuccess: (_, documentId) => {
      queryClient.removeQueries({ queryKey: ['document', documentId] });
      queryClient.removeQueries({ queryKey: ['block', documentId] });
      queryClient.invalidateQueries({ queryKey: demoQuery.queryKey });
      return queryClient.invalidateQueries({ queryKey: documentsQuery.queryKey });
    },
  });
}
