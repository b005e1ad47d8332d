import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestApp } from './test-app.ts';
import { bundle } from './test-files.ts';
import type { Person } from './test-person.ts';

export interface PicturedBlock {
  code: string;
  page: number;
  text: string;
  bbox: [number, number, number, number];
}

export interface PicturedDocument {
  documentId: string;
  versionId: string;
  fileId: string;
}

/** A document whose pages are drawn from the given file: page n from its page n, with blocks where they are said to be. */
export async function picturedDocument(
  app: TestApp,
  owner: Person,
  source: {
    file: { name: string; bytes: Uint8Array; mimeType: string };
    blocks: readonly PicturedBlock[];
    textLayer?: string;
  },
): Promise<PicturedDocument> {
  const { file, blocks, textLayer = 'good' } = source;
  const answer = await owner.upload(
    '/api/documents/import',
    bundle({ stem: `Чертёж ${randomUUID()}`, blocks }),
  );
  const documentId = answer.body.documents[0].id as string;
  const [version] = await app.database.query<{ id: string }>(
    'select id from document_versions where document_id = $1',
    [documentId],
  );
  const versionId = version?.id ?? '';
  const fileId = randomUUID();
  const key = `tree_docs/${versionId}/${fileId}`;
  const target = path.join(app.dataDir, 'objects', key);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, file.bytes);
  await app.database.query(
    `insert into document_files (id, version_id, file_type, file_name, file_size, storage_path, created_at, sha256, mime_type)
     values ($1, $2, 'pdf', $3, $4, $5, now(), $6, $7)`,
    [
      ...[fileId, versionId, file.name, file.bytes.length, key],
      createHash('sha256').update(file.bytes).digest('hex'),
      file.mimeType,
    ],
  );
  await app.database.query(
    'update pages set file_id = $1, file_page = number, text_layer = $2 where version_id = $3',
    [fileId, textLayer, versionId],
  );
  for (const { code, bbox } of blocks) {
    await app.database.query('update blocks set bbox = $1 where version_id = $2 and code = $3', [
      bbox,
      versionId,
      code,
    ]);
  }
  return { documentId, versionId, fileId };
}
