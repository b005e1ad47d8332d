import { z } from 'zod';
import type { VersionBlock } from '#modules/documents';
import { findNamedBlocks, type NamedBlock } from './block-codes.ts';
import { distrustOf } from './distrust.ts';
import { type Looked, readKey, record } from './record.ts';
import { naming } from './scope.ts';
import { type Answer, defineTool, everySet, manyStrings, type Work } from './tool.ts';

/** One block's text in an answer, and all of them together, in UTF-16 units. */
const maxBlockLength = 20_000;
const maxReadLength = 150_000;

const schema = z.object({
  block_ids: manyStrings(
    30,
    'Коды XXXX-XXXX-XXX из search_blocks; если документов несколько — D2:XXXX-XXXX-XXX',
  ),
});

export const readBlocks = defineTool({
  name: 'read_blocks',
  description: 'Читает блоки целиком по их кодам (до 30 за раз).',
  sets: everySet,
  schema,
  describe: ({ block_ids }) => `Читаю ${block_ids.length}\u00a0${blockForm(block_ids.length)}`,
  run: read,
});

const forms: Readonly<Record<string, string>> = { one: 'блок', few: 'блока' };

function blockForm(count: number): string {
  return forms[new Intl.PluralRules('ru').select(count)] ?? 'блоков';
}

async function read({ block_ids }: z.output<typeof schema>, work: Work): Promise<Answer> {
  const { blocks, unknown, notes } = await findNamedBlocks(work, block_ids);
  const looked: Looked[] = [];
  let left = maxReadLength;
  const told = blocks.map((named) => {
    if (work.session.read.includes(readKey(named.block)))
      return { ...place(named, work), already_read: true };
    const text = named.block.text.slice(0, Math.min(maxBlockLength, left)).toWellFormed();
    left -= text.length;
    if (text !== '' || named.block.text === '') {
      work.session.read.push(readKey(named.block));
      looked.push({ ...named, text });
    }
    return { ...place(named, work), ...shown(named.block, text) };
  });
  await record(work, 'read', looked, null);
  return {
    output: {
      blocks: told,
      ...(unknown.length > 0 && { unknown_block_ids: unknown }),
      ...(notes.length > 0 && { notes }),
    },
    isError: blocks.length === 0,
  };
}

function place({ block }: NamedBlock, work: Work) {
  return {
    block_id: block.block_id,
    ...naming(work, block),
    page: block.page,
    sheet: block.sheet,
    sheet_title: block.sheet_title,
    kind: block.kind,
  };
}

function shown(block: VersionBlock, text: string) {
  const { linked_block_id: linked, reread, kind } = block;
  const flags = distrustOf(block);
  const isEmpty = block.flags.includes('empty_twin') || block.flags.includes('empty') || text.trim() === '';
  const hint =
    linked !== null && isEmpty
      ? `текст пуст: смотрите связанный блок ${linked}`
      : kind === 'image'
        ? 'это изображение: закажите request_images, чтобы увидеть'
        : null;
  return {
    text,
    ...(text.length < block.text.length && { truncated: true }),
    ...(reread && { reread_text: reread.text.slice(0, maxBlockLength).toWellFormed() }),
    ...(flags.length > 0 && { flags }),
    ...(linked !== null && { linked_block_id: linked }),
    ...(hint !== null && { hint }),
  };
}
