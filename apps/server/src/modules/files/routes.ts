import { downloadFile, getFile, uploadFile, uploadForLlm } from '@aizoomdoc/contracts';
import { Problem } from '#platform/http/problem.ts';
import { type Implementation, implement, Reply, type UploadedFile } from '#platform/http/route.ts';
import type { Files } from './files.ts';
import type { UploadForLlm } from './upload-for-llm.ts';

export interface FileModule {
  files: Files;
  uploadForLlm: UploadForLlm;
}

export function fileRoutes({ files, uploadForLlm: forLlm }: FileModule): Implementation[] {
  return [
    implement(uploadFile, async ({ actor, files: uploaded }) => {
      const file = onlyOne(uploaded);
      return told(file, await files.upload(actor, file));
    }),
    implement(uploadForLlm, async ({ actor, files: uploaded, context }) => {
      const file = onlyOne(uploaded);
      return told(file, await forLlm(actor, file, context.signal));
    }),
    implement(getFile, ({ actor, params }) => files.get(actor, params.file_id)),
    implement(downloadFile, ({ actor, params }) => files.download(actor, params.file_id)),
  ];
}

function onlyOne([file, ...others]: readonly UploadedFile[]): UploadedFile {
  if (file === undefined || others.length > 0) {
    throw new Problem(422, 'file_missing', 'Отправьте один файл в поле «file».');
  }
  return { ...file, name: file.name.split(/[\\/]/).at(-1) || 'file' };
}

/** Says the name that the file was sent under when it was changed. */
function told<Body extends { filename: string }>({ name }: UploadedFile, body: Body): Reply<Body> {
  const renamed = body.filename !== name && { 'x-renamed-from': encodeURIComponent(name) };
  return new Reply(body, { headers: { ...renamed } });
}
