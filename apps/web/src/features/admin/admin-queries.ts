import type { Answer } from '@aizoomdoc/client';
import {
  createRole,
  createSystemPrompt,
  diffRoleVersions,
  diffSystemPrompts,
  getSystemSettings,
  getTrace,
  listAllRoles,
  listKnownModels,
  listRoleVersions,
  listRuns,
  listSystemPrompts,
  patchRole,
  patchSystemPrompt,
  patchSystemSettings,
  replayCall,
  type SystemSettingsPatch,
} from '@aizoomdoc/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { meQuery } from '#features/auth/me-query.ts';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { showToast } from '#shared/ui/toasts.tsx';

export type SystemPrompt = Answer<typeof listSystemPrompts>;
export type PromptName = SystemPrompt['name'];
export type Role = Answer<typeof listAllRoles>;
export type PromptDiff = Answer<typeof diffSystemPrompts>;
export type SystemSettings = Answer<typeof getSystemSettings>;
export type KnownModel = Answer<typeof listKnownModels>;
export type RunSummary = Answer<typeof listRuns>;
export type RunTrace = Answer<typeof getTrace>;

export const promptVersionsQuery = (name: PromptName) =>
  queryOptions({
    queryKey: ['admin', 'prompts', name],
    queryFn: async ({ signal }) =>
      (await client.list(listSystemPrompts, { query: { name, limit: 100 }, signal })).items,
  });

export const promptDiffQuery = (promptId: string, against: string) =>
  queryOptions({
    queryKey: ['admin', 'prompts', 'diff', promptId, against],
    queryFn: ({ signal }) =>
      client.call(diffSystemPrompts, { params: { prompt_id: promptId }, query: { against }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const allRolesQuery = queryOptions({
  queryKey: ['admin', 'roles'],
  queryFn: async ({ signal }) => (await client.list(listAllRoles, { signal })).items,
});

export const roleVersionsQuery = (roleId: number) =>
  queryOptions({
    queryKey: ['admin', 'roles', roleId, 'versions'],
    queryFn: async ({ signal }) =>
      (await client.list(listRoleVersions, { params: { role_id: roleId }, query: { limit: 100 }, signal }))
        .items,
  });

export const roleDiffQuery = (roleId: number, from: number, to: number) =>
  queryOptions({
    queryKey: ['admin', 'roles', roleId, 'diff', from, to],
    queryFn: ({ signal }) =>
      client.call(diffRoleVersions, { params: { role_id: roleId }, query: { from, to }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const systemSettingsQuery = queryOptions({
  queryKey: ['admin', 'settings'],
  queryFn: ({ signal }) => client.call(getSystemSettings, { signal }),
});

export const knownModelsQuery = queryOptions({
  queryKey: ['admin', 'models'],
  queryFn: async ({ signal }) => (await client.list(listKnownModels, { signal })).items,
  staleTime: 300_000,
});

export const runsQuery = infiniteQueryOptions({
  queryKey: ['admin', 'runs'],
  queryFn: ({ pageParam, signal }) =>
    client.list(listRuns, { query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const traceQuery = (runId: string) =>
  queryOptions({
    queryKey: ['admin', 'runs', runId],
    queryFn: ({ signal }) => client.call(getTrace, { params: { run_id: runId }, signal }),
  });

/** Changes that administrators make; what depends on them is read again, and a refusal is told. */
function useChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  touched: readonly (readonly string[])[],
) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(touched.map((queryKey) => queryClient.invalidateQueries({ queryKey: [...queryKey] }))),
    onError: (error) => showToast(describeError(error, t)),
  });
}

export const useCreatePrompt = () =>
  useChange(
    (body: { name: PromptName; content: string; description: string | null; is_active: boolean }) =>
      client.call(createSystemPrompt, { body }),
    [['admin', 'prompts']],
  );

export const useActivatePrompt = () =>
  useChange(
    (promptId: string) =>
      client.call(patchSystemPrompt, { params: { prompt_id: promptId }, body: { is_active: true } }),
    [['admin', 'prompts']],
  );

export interface RoleText {
  name: string;
  description: string | null;
  content: string;
  note: string | null;
}

export const useCreateRole = () =>
  useChange(
    (body: RoleText) => client.call(createRole, { body: { ...body, is_active: true } }),
    [['admin', 'roles'], ['roles']],
  );

export const usePatchRole = () =>
  useChange(
    ({ id, ...body }: Partial<RoleText> & { id: number; is_active?: boolean; restore_version?: number }) =>
      client.call(patchRole, { params: { role_id: id }, body }),
    [['admin', 'roles'], ['roles']],
  );

type SettingsBody = z.input<typeof SystemSettingsPatch>;

export const usePatchSystemSettings = () =>
  useChange(
    (body: SettingsBody) => client.call(patchSystemSettings, { body }),
    [['admin', 'settings'], [...meQuery.queryKey]],
  );

export const useReplayCall = (runId: string) =>
  useChange(
    (call: number) =>
      client.call(replayCall, { params: { run_id: runId }, body: { call }, timeout: 180_000 }),
    [],
  );
