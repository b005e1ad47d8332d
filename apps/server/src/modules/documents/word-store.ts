import type { Box } from '@aizoomdoc/documents';
import type { PageWord } from '@aizoomdoc/documents/pdf';
import { type Executor, tables } from '#platform/db/database.ts';
import type { BlockTables } from './block-store.ts';
import { packWords, unpackWords } from './pack-words.ts';

interface WordTables extends Pick<BlockTables, 'pages'> {
  page_words: { page_id: string; words: Buffer };
}

/** A page of a version, from 1. */
interface PageOfVersion {
  versionId: string;
  page: number;
}

const db = (executor: Executor) => tables<WordTables>(executor);

/** Keeps the words that were recognised on a page, in place of those kept before. */
export async function storeWords(
  executor: Executor,
  { versionId, page }: PageOfVersion,
  words: readonly PageWord[],
): Promise<void> {
  const packed = await packWords(words);
  await db(executor)
    .insertInto('page_words')
    .columns(['page_id', 'words'])
    .expression(({ selectFrom, val }) =>
      selectFrom('pages')
        .select(['id', val(packed).as('words')])
        .where('version_id', '=', versionId)
        .where('number', '=', page),
    )
    .onConflict((conflict) => conflict.column('page_id').doUpdateSet({ words: packed }))
    .execute();
}

/** Puts what a box was read again as in place of the words that were recognised there, if they were kept. */
export async function replaceWords(
  executor: Executor,
  place: PageOfVersion,
  { box: [x0, y0, x1, y1], words }: { box: Box; words: readonly PageWord[] },
): Promise<void> {
  const known = await findWords(executor, place);
  if (known === null) return;
  const isOutside = ({ bbox }: PageWord) => {
    const [x, y] = [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
    return x < x0 || x > x1 || y < y0 || y > y1;
  };
  const nextRun = known.reduce((last, { run }) => Math.max(last, run), -1) + 1;
  const news = words.map((word) => ({ ...word, run: nextRun + word.run }));
  await storeWords(executor, place, [...known.filter(isOutside), ...news]);
}

/** What was recognised on a page; `null` where nothing was, or before words were kept. */
export async function findWords(
  executor: Executor,
  { versionId, page }: PageOfVersion,
): Promise<PageWord[] | null> {
  const row = await db(executor)
    .selectFrom('page_words')
    .innerJoin('pages', 'pages.id', 'page_words.page_id')
    .select('page_words.words')
    .where('pages.version_id', '=', versionId)
    .where('pages.number', '=', page)
    .executeTakeFirst();
  return row === undefined ? null : unpackWords(row.words);
}
