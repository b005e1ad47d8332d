import { z } from 'zod';
import { findNamedBlocks } from './block-codes.ts';
import { citedAs } from './scope.ts';
import { type Answer, defineTool, type Work } from './tool.ts';

const text = (most: number) => z.string().trim().max(most);

const row = z.object({
  item: text(300).min(1).describe('Что изменилось: помещение, марка, показатель'),
  before: text(1000).nullish().describe('Как было (сторона А); пусто, если не было'),
  after: text(1000).nullish().describe('Как стало (сторона Б); пусто, если убрано'),
  impact: text(1000).nullish().describe('На что влияет'),
  block_ids: z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(z.string().min(1).max(120)).min(1).max(20),
    )
    .describe('Коды блоков обеих сторон: D1:…, D2:…'),
});

const schema = z.object({ rows: z.array(row).min(1).max(100).describe('Строки сравнения') });

/** Rows of one answer. */
const mostRows = 300;

export const reportDiff = defineTool({
  name: 'report_diff',
  description:
    'Сдаёт строки сравнения двух сторон: что, как было, как стало, на что влияет и блоки обеих сторон. Можно вызывать несколько раз, новые строки добавляются.',
  sets: ['compare'],
  schema,
  describe: ({ rows }) => `Записываю отличия: ${rows.length}`,
  run: report,
});

async function report({ rows }: z.output<typeof schema>, work: Work): Promise<Answer> {
  const { diff } = work.session;
  const notes: string[] = [];
  let added = 0;
  for (const { item, before = null, after = null, impact = null, block_ids } of rows) {
    const named = await findNamedBlocks(work, block_ids);
    notes.push(...named.notes);
    const isKnown = diff.some((one) => one.item === item && one.before === before && one.after === after);
    if (isKnown || diff.length >= mostRows) continue;
    const codes = named.blocks.map(({ block, version }) => citedAs(work, version, block.block_id));
    diff.push({
      item,
      before: before || null,
      after: after || null,
      impact: impact || null,
      block_ids: codes,
    });
    added += 1;
  }
  return { output: { added, rows_in_all: diff.length, ...(notes.length > 0 && { notes }) } };
}
