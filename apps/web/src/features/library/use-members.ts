import type { Answer } from '@aizoomdoc/client';
import { deleteMember, listMembers, putMember } from '@aizoomdoc/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type Member = Answer<typeof putMember>;
export type MemberRole = Member['role'];

/** People whom a project is shown to, and changing them. */
export function useMembers(nodeId: string) {
  const queryClient = useQueryClient();
  const params = { node_id: nodeId };
  const queryKey = ['tree', 'members', nodeId];
  const onSuccess = () => queryClient.invalidateQueries({ queryKey });
  return {
    list: useQuery({
      queryKey,
      queryFn: ({ signal }) => client.list(listMembers, { params, query: { limit: 100 }, signal }),
    }),
    put: useMutation({
      mutationFn: (body: { username: string; role: MemberRole }) => client.call(putMember, { params, body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (userId: string) => client.call(deleteMember, { params: { ...params, user_id: userId } }),
      onSuccess,
    }),
  };
}
