import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { defineRoute } from './define-route.ts';

const FileParams = z.object({ file_id: Id });

export const StoredFile = z
  .object({
    id: Id,
    filename: z.string(),
    mime_type: z.string(),
    size_bytes: z.number().int(),
    /** Lower-case hexadecimal. */
    sha256: z.string(),
    source_type: z.string(),
    /** Object key; not an address. */
    storage_path: z.string(),
    created_at: Instant,
  })
  .meta({ id: 'StoredFile' });

export const uploadFile = defineRoute({
  id: 'files.upload',
  method: 'POST',
  path: '/api/files/upload',
  tag: 'files',
  summary: 'Загрузить файл (поле формы `file`)',
  access: 'user',
  multipart: true,
  success: { status: 201, kind: 'json', body: StoredFile, description: 'Файл' },
  errors: ['too_large', 'unsupported_media_type', 'file_missing'],
});

export const getFile = defineRoute({
  id: 'files.get',
  method: 'GET',
  path: '/api/files/{file_id}',
  tag: 'files',
  summary: 'Сведения о файле',
  access: 'user',
  params: FileParams,
  success: { status: 200, kind: 'json', body: StoredFile, description: 'Файл' },
  errors: ['file_not_found'],
});

export const downloadFile = defineRoute({
  id: 'files.download',
  method: 'GET',
  path: '/api/files/{file_id}/content',
  tag: 'files',
  summary: 'Скачать файл',
  access: 'user',
  params: FileParams,
  success: { status: 200, kind: 'bytes', body: z.undefined(), description: 'Содержимое файла' },
  errors: ['file_not_found'],
});

export const uploadForLlm = defineRoute({
  id: 'files.upload_for_llm',
  method: 'POST',
  path: '/api/files/upload-for-llm',
  tag: 'files',
  summary: 'Загрузить файл и сразу передать его модели (поле формы `file`)',
  access: 'user',
  multipart: true,
  success: {
    status: 201,
    kind: 'json',
    body: z
      .object({
        id: Id,
        filename: z.string(),
        mime_type: z.string(),
        size_bytes: z.number().int(),
        storage_path: z.string(),
        /** At the vendor, or `aizoomdoc:file/{id}` where there is no key: the answerer reads it from here. */
        google_file_uri: z.string(),
        google_file_name: z.string(),
        state: z.enum(['ACTIVE', 'PROCESSING']),
        expires_at: Instant.nullable(),
        created_at: Instant,
      })
      .meta({ id: 'FileForLlm' }),
    description: 'Файл',
  },
  errors: ['too_large', 'unsupported_media_type', 'file_missing'],
});
