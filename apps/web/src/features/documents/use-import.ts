import type { Answer } from '@aizoomdoc/client';
import { importDocuments } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client } from '#shared/api/client.ts';
import { demoQuery, documentsQuery } from './documents-query.ts';
import { createUploadFetch } from './upload-fetch.ts';

export type ImportResult = Answer<typeof importDocuments>;
export type ReportEntry = ImportResult['report'][number];

const TEN_MINUTES = 600_000;

/** Uploads bundles; `progress` is the share of bytes sent, `null` when nothing is on its way. */
export function useImport(onDone?: (result: ImportResult) => void) {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<number | null>(null);
  const controller = useRef<AbortController>(null);

  const mutation = useMutation({
    mutationFn: (files: readonly File[]) => {
      controller.current = new AbortController();
      setProgress(0);
      return client.call(importDocuments, {
        files: files.map((file) => ({ name: file.name, data: file })),
        fetch: createUploadFetch(setProgress),
        signal: controller.current.signal,
        timeout: TEN_MINUTES,
      });
    },
    onSuccess: (result) => {
      queryClient.invalidateQueries({ queryKey: documentsQuery.queryKey });
      queryClient.invalidateQueries({ queryKey: demoQuery.queryKey });
      for (const { id } of result.documents) queryClient.invalidateQueries({ queryKey: ['document', id] });
      onDone?.(result);
    },
    onSettled: () => setProgress(null),
  });

  return { ...mutation, progress, cancel: () => controller.current?.abort() };
}

/** Whether the importer reads such a file. */
export function isImportable(name: string): boolean {
  return /\.(md|json)$/i.test(name);
}
