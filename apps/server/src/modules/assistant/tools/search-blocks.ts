import { z } from 'zod';
import { type Looked, noteFound, readKey, record } from './record.ts';
import { checkPage, findSheet, naming, pickVersions } from './scope.ts';
import {
  type Answer,
  defineTool,
  documentNumber,
  everySet,
  pageNumber,
  type ScopedVersion,
  sheetNumber,
  type Work,
} from './tool.ts';

const most = 30;
const usual = 10;

const schema = z.object({
  query: z.string().trim().min(1).max(1000).describe('Что искать: марки, названия, слова вопроса'),
  limit: z
    .preprocess((value) => (typeof value === 'string' ? Number(value) : value), z.int().min(1))
    .transform((value) => Math.min(most, value))
    .pipe(z.int().min(1).max(most))
    .catch(usual)
    .optional()
    .describe('Сколько блоков, обычно 10'),
  document: documentNumber.optional(),
  page: pageNumber.optional(),
  sheet: sheetNumber.optional(),
  kind: z.enum(['text', 'image', 'table']).optional().describe('Только тексты, изображения или таблицы'),
});

type Input = z.output<typeof schema>;

export const searchBlocks = defineTool({
  name: 'search_blocks',
  description:
    'Ищет блоки документов по точным маркам и русскому тексту. Возвращает коды блоков, страницы, листы и отрывки.',
  sets: everySet,
  schema,
  describe: ({ query }) => `Ищу: «${query.length > 120 ? `${query.slice(0, 120)}…` : query}»`,
  run: search,
});

async function search(input: Input, work: Work): Promise<Answer> {
  const { texts } = work.deps;
  const versions = pickVersions(work, input.document);
  const hits = await texts.searchEach([...Map.groupBy(versions, ({ scoped }) => scoped.side).values()], {
    text: input.query,
    limit: input.limit ?? usual,
    ...(input.kind !== undefined && { kind: input.kind }),
    ...(await placeOf(input, versions, work)),
  });
  const looked = await blocksOf(hits, versions, work);
  noteFound(work, looked);
  await record(work, 'found', looked, input.query);
  const known = new Map(looked.map(({ block }) => [readKey(block), block]));
  return {
    output: {
      results: hits.map((hit) => {
        const block = known.get(`${hit.document_id} ${hit.version} ${hit.block_id}`);
        const isRead = block !== undefined && work.session.read.includes(readKey(block));
        return {
          block_id: hit.block_id,
          ...naming(work, hit),
          page: hit.page,
          sheet: hit.sheet,
          kind: hit.kind,
          match: hit.match,
          snippet: hit.snippet,
          ...(isRead && { already_read: true }),
        };
      }),
      ...(hits.length === 0 && { note: 'Ничего не найдено. Попробуйте другие слова или марку целиком.' }),
    },
  };
}

/** What the index filters by; sheets are spelled as the document spells them. */
async function placeOf({ page, sheet }: Input, versions: readonly ScopedVersion[], work: Work) {
  const [only, ...others] = versions;
  const isOne = only !== undefined && others.length === 0;
  if (isOne && page !== undefined) await checkPage(work, only, page);
  const spelled = isOne && sheet !== undefined ? (await findSheet(work, only, sheet)).number : sheet;
  return { ...(page !== undefined && { page }), ...(spelled !== undefined && { sheet: spelled }) };
}

type Hits = Awaited<ReturnType<Work['deps']['texts']['searchEach']>>;

/** Where the hits stand. */
async function blocksOf(hits: Hits, versions: readonly ScopedVersion[], { deps }: Work): Promise<Looked[]> {
  const touched = versions.filter(({ document_id, number }) =>
    hits.some((hit) => hit.document_id === document_id && hit.version === number),
  );
  const blocks = await deps.texts.blocks(
    touched,
    hits.map(({ block_id }) => block_id),
  );
  return hits.flatMap((hit) => {
    const isOf = (one: { document_id: string }, version: number) =>
      one.document_id === hit.document_id && version === hit.version;
    const block = blocks.find((one) => one.block_id === hit.block_id && isOf(one, one.version));
    const version = touched.find((one) => isOf(one, one.number));
    return block === undefined || version === undefined ? [] : [{ block, version, text: hit.snippet }];
  });
}
