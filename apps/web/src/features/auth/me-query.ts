import type { Answer } from '@aizoomdoc/client';
import { getMe } from '@aizoomdoc/contracts';
import { queryOptions } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type Me = Answer<typeof getMe>;

/** Who is signed in, with settings. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => client.call(getMe, { signal }),
  staleTime: 60_000,
});
