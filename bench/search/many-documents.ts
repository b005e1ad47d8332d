import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DocumentModel } from '@aizoomdoc/documents';
import pg from 'pg';

const ofVersions = 'version_id in (select id from document_versions where document_id = $1)';

/** The tables that hold a document and the columns that name rows of others. */
const copied = [
  { table: 'tree_nodes', keys: ['id', 'root_id'], where: 'id = $1' },
  { table: 'documents', keys: ['id'], where: 'id = $1' },
  { table: 'document_versions', keys: ['id', 'document_id'], where: 'document_id = $1' },
  { table: 'pages', keys: ['id', 'version_id'], where: ofVersions },
  { table: 'sheets', keys: ['id', 'version_id', 'page_id'], where: ofVersions },
] as const;

/** Connects to the database of a server that runs in `dataDir`. */
export async function connectTo(dataDir: string): Promise<pg.Client> {
  const port = readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
  const password = readFileSync(path.join(dataDir, 'secrets', 'postgres-password'), 'utf8').trim();
  const client = new pg.Client({
    connectionString: `postgres://aizoomdoc:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
  });
  await client.connect();
  return client;
}

/** Writes so many copies of an imported document, each with texts of its own, past the import, which would take minutes. */
export async function copyDocument(
  client: pg.Client,
  documentId: string,
  { model, copies, vary }: { model: DocumentModel; copies: number; vary: (text: string) => string },
): Promise<void> {
  for (let copy = 1; copy <= copies; copy++) {
    for (const { table, keys, where } of copied) {
      const stem = table === 'documents' ? `, 'stem', row.stem || '-${copy}'` : '';
      await client.query(
        `insert into ${table} select (jsonb_populate_record(row, jsonb_build_object(${newKeys(keys, copy)}${stem}))).* from ${table} row where ${where}`,
        [documentId],
      );
    }
    const keys = newKeys(['id', 'version_id', 'page_id', 'sheet_id'], copy);
    await client.query(
      `insert into blocks
       select (jsonb_populate_record(row, jsonb_build_object(${keys}, 'text', fresh.text))).*
       from blocks row join unnest($2::text[], $3::text[]) as fresh (code, text) on fresh.code = row.code
       where ${ofVersions}`,
      [documentId, model.blocks.map(({ code }) => code), model.blocks.map(({ text }) => vary(text))],
    );
  }
  await client.query('analyze');
}

/** Ids of a copy follow from those of the original, so that its rows find each other. */
function newKeys(keys: readonly string[], copy: number): string {
  const digits = (key: string) => `md5(row.${key}::text || '-${copy}')`;
  // The version and the variant of a UUID have their places.
  const uuid = (key: string) =>
    `overlay(overlay(${digits(key)} placing '4' from 13) placing '8' from 17)::uuid`;
  return keys.map((key) => `'${key}', ${uuid(key)}`).join(', ');
}
