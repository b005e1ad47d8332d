import type { uploadForLlm } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Actor } from '#platform/http/route.ts';
import type { Logger } from '#platform/log.ts';
import type { Files, LocalFile } from './files.ts';

/** A file as the vendor of a model has it. */
export interface FileAtVendor {
  uri: string;
  /** `files/…` */
  name: string;
  expiresAt: Date | null;
}

export interface UploadForLlmDeps {
  log: Logger;
  files: Files;
  /** Hands a file to the vendor of the actor's model; `null` when there is no key for one. */
  put(
    actor: Actor,
    file: LocalFile & { id: string; mimeType: string },
    signal: AbortSignal,
  ): Promise<FileAtVendor | null>;
}

/** Keeps a file like any other and hands it to the model's vendor at once, as the first-generation client wants it. */
export function createUploadForLlm({ log, files, put }: UploadForLlmDeps) {
  return async (
    actor: Actor,
    file: LocalFile,
    signal: AbortSignal,
  ): Promise<z.input<(typeof uploadForLlm)['success']['body']>> => {
    const { sha256: _, source_type: __, ...stored } = await files.upload(actor, file);
    const { id, filename: name, mime_type: mimeType } = stored;
    // The file is kept here in any case, and the answerer reads it from here.
    const there = await put(actor, { ...file, id, name, mimeType }, signal).catch((error: unknown) => {
      log.warn({ err: error, fileId: id }, 'file was not handed to the vendor');
      return null;
    });
    if (there !== null) await files.setExternalUrl(id, there.uri);
    return {
      ...stored,
      google_file_uri: there?.uri ?? `aizoomdoc:file/${id}`,
      google_file_name: there?.name ?? `files/${id}`,
      state: 'ACTIVE',
      expires_at: there?.expiresAt?.toISOString() ?? null,
    };
  };
}

export type UploadForLlm = ReturnType<typeof createUploadForLlm>;
