import type { Migrations } from '#platform/db/migrate.ts';
import { foundation } from './0001-foundation.ts';
import { documents } from './0002-documents.ts';
import { uploads } from './0003-uploads.ts';
import { tree } from './0004-tree.ts';
import { search } from './0005-search.ts';
import { pageWords } from './0006-page-words.ts';
import { assistant } from './0007-assistant.ts';

/** In order; names are never changed once released. */
export const migrations: Migrations = {
  '0001-foundation': foundation,
  '0002-documents': documents,
  '0003-uploads': uploads,
  '0004-tree': tree,
  '0005-search': search,
  '0006-page-words': pageWords,
  '0007-assistant': assistant,
};
