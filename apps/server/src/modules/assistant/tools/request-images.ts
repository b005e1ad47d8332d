import { z } from 'zod';
import { findNamedBlocks, type NamedBlock } from './block-codes.ts';
import { findPage, pickVersion } from './scope.ts';
import { showPlace, type Told, type Wanted } from './show-pictures.ts';
import {
  type Answer,
  defineTool,
  documentNumber,
  manyStrings,
  modelSets,
  pageNumber,
  reason,
  sheetNumber,
  type Work,
} from './tool.ts';

const schema = z.object({
  block_ids: manyStrings(10, 'Коды блоков, которые показать').optional(),
  page: pageNumber.optional(),
  sheet: sheetNumber.optional(),
  document: documentNumber.optional(),
  quadrants: z
    .boolean()
    .optional()
    .describe('Частями с перекрытием, так что читается мелкий текст; дорого, обычно лучше zoom'),
  reason,
});

type Input = z.output<typeof schema>;

export const requestImages = defineTool({
  name: 'request_images',
  description:
    'Показывает блоки или страницу картинками. Укажите block_ids, или page, или sheet. Каждая картинка получает имя P1, P2…; ссылайтесь на неё [P1], увеличивайте место в ней через zoom. Уже показанное повторно не присылается.',
  sets: modelSets,
  schema,
  describe: describe,
  run: request,
});

function describe({ block_ids, page, sheet }: Input): string {
  if (block_ids !== undefined)
    return `Смотрю изображения: ${block_ids.slice(0, 3).join(', ')}${block_ids.length > 3 ? '…' : ''}`;
  return sheet === undefined ? `Смотрю страницу ${page ?? 1}` : `Смотрю лист ${sheet}`;
}

async function request(input: Input, work: Work): Promise<Answer> {
  const isEmpty = input.block_ids === undefined && input.page === undefined && input.sheet === undefined;
  if (isEmpty) return { output: { error: 'Укажите block_ids, page или sheet.' }, isError: true };
  const { blocks, notes } = await findNamedBlocks(work, input.block_ids ?? []);
  const wanted = blocks.map((named) => blockPlace(named, input, work));
  if (input.block_ids === undefined) wanted.push(await pagePlace(input, work));
  const told: Told[] = [];
  for (const one of wanted) told.push(...(await showPlace(work, one)));
  return answerPictures(work, told, notes);
}

/** What came of all the places, and what is left to spend. */
export function answerPictures(work: Work, told: readonly Told[], notes: readonly string[]): Answer {
  const left = Math.max(0, work.context.budget.pictures - work.pictures.length);
  return {
    output: { pictures: told, ...(notes.length > 0 && { notes }), pictures_left: left },
    isError: told.every((one) => 'error' in one),
    isPassing: told.some((one) => 'try_again' in one),
  };
}

function blockPlace({ block, version }: NamedBlock, { quadrants, reason = '' }: Input, work: Work): Wanted {
  const { page, sheet, block_id: blockId } = block;
  const query = { version: version.number, block_id: blockId };
  return {
    version,
    page,
    sheet,
    blockId,
    reason,
    isZoom: false,
    make: maker(work, version, { query, quadrants }),
  };
}

async function pagePlace(input: Input, work: Work): Promise<Wanted> {
  const { quadrants, reason = '' } = input;
  const version = pickVersion(work, input.document);
  const page = (await findPage(work, version, input)) ?? 1;
  const query = { version: version.number, page };
  const make = maker(work, version, { query, quadrants });
  return { version, page, sheet: input.sheet ?? null, blockId: null, reason, isZoom: false, make };
}

interface Making {
  query: { version: number; page?: number; block_id?: string };
  quadrants: boolean | undefined;
}

function maker(
  { deps, context }: Work,
  version: Wanted['version'],
  { query, quadrants }: Making,
): Wanted['make'] {
  const { actor, chatId, maxSide, signal } = context;
  const kind = quadrants ? 'quadrants' : 'overview';
  return (seed) =>
    deps.views.create(actor, version.document_id, { ...query, kind, maxSide, chatId, seed }, signal);
}
