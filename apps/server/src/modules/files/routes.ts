import { downloadFile, getFile, uploadFile } from '@aizoomdoc/contracts';
import { Problem } from '#platform/http/problem.ts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Files } from './files.ts';

export function fileRoutes(files: Files): Implementation[] {
  return [
    implement(uploadFile, ({ actor, files: [file, ...others] }) => {
      if (file === undefined || others.length > 0) {
        throw new Problem(422, 'file_missing', 'Отправьте один файл в поле «file».');
      }
      return files.upload(actor, file);
    }),
    implement(getFile, ({ actor, params }) => files.get(actor, params.file_id)),
    implement(downloadFile, ({ actor, params }) => files.download(actor, params.file_id)),
  ];
}
