import { downloadFile, getFile, uploadFile } from '@aizoomdoc/contracts';
import { Problem } from '#platform/http/problem.ts';
import { type Implementation, implement, Reply } from '#platform/http/route.ts';
import type { Files } from './files.ts';

export function fileRoutes(files: Files): Implementation[] {
  return [
    implement(uploadFile, async ({ actor, files: [file, ...others] }) => {
      if (file === undefined || others.length > 0) {
        throw new Problem(422, 'file_missing', 'Отправьте один файл в поле «file».');
      }
      const name = file.name.split(/[\\/]/).at(-1) || 'file';
      const stored = await files.upload(actor, { ...file, name });
      const renamed = stored.filename !== name && { 'x-renamed-from': encodeURIComponent(name) };
      return new Reply(stored, { headers: { ...renamed } });
    }),
    implement(getFile, ({ actor, params }) => files.get(actor, params.file_id)),
    implement(downloadFile, ({ actor, params }) => files.download(actor, params.file_id)),
  ];
}
