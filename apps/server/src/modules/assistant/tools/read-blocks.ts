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
  part: z
    .preprocess((value) => (typeof value === 'string' ? Number(value) : value), z.int().min(1).max(1000))
    .optional()
    .describe('Какая часть длинного блока (truncated), с 1'),
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

async function read({ block_ids, part = 1 }: z.output<typeof schema>, work: Work): Promise<Answer> {
  const { blocks, unknown, notes } = await findNamedBlocks(work, block_ids);
  const looked: Looked[] = [];
  let left = maxReadLength;
  const told = blocks.map((named) => {
    const key = `${readKey(named.block)}${part === 1 ? '' : ` ${part}`}`;
    if (work.session.read.includes(key)) return { ...place(named, work), already_read: true };
    const from = (part - 1) * maxBlockLength;
    const whole = named.block.text.slice(from, from + maxBlockLength);
    const text = whole.slice(0, left).toWellFormed();
    left -= text.length;
    // What there was no room for may be asked for again.
    if (text.length === whole.length) {
      work.session.read.push(key);
      looked.push({ ...named, text });
    }
    const isCut = from + text.length < named.block.text.length;
    return { ...place(named, work), ...shown(named.block, text), ...(isCut && { truncated: true }) };
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
    ...(reread && { reread_text: reread.text.slice(0, maxBlockLength).toWellFormed() }),
    ...(flags.length > 0 && { flags }),
    ...(linked !== null && { linked_block_id: linked }),
    ...(hint !== null && { hint }),
  };
}
