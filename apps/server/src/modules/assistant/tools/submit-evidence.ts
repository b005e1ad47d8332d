import { z } from 'zod';
import { findNamedBlocks } from './block-codes.ts';
import { citedAs } from './scope.ts';
import { type Answer, defineTool, manyStrings, type Work } from './tool.ts';

const schema = z.object({
  block_ids: manyStrings(100, 'Коды блоков, в которых есть ответ').optional(),
  picture_names: manyStrings(50, 'Имена картинок, по которым отвечать: P1, P3').optional(),
  notes: z
    .string()
    .trim()
    .max(4000)
    .optional()
    .describe('Что где найдено и чего не хватает, коротко; сами тексты не переписывайте'),
});

export const submitEvidence = defineTool({
  name: 'submit_evidence',
  description:
    'Сдаёт собранное: какие блоки и картинки нужны для ответа. Вызовите один раз, когда собрано всё; отвечать на вопрос не нужно.',
  sets: ['collect'],
  schema,
  describe: ({ block_ids = [], picture_names = [] }) =>
    `Собрано: блоков ${block_ids.length}, картинок ${picture_names.length}`,
  run: submit,
});

async function submit(input: z.output<typeof schema>, work: Work): Promise<Answer> {
  const { session } = work;
  const { block_ids = [], picture_names = [], notes = '' } = input;
  const named = await findNamedBlocks(work, block_ids);
  const codes = named.blocks.map(({ block, version }) => citedAs(work, version, block.block_id));
  const wanted = picture_names.map((name) => name.trim().toUpperCase().replace(/^Р/u, 'P'));
  const shown = new Set(session.pictures.map(({ name }) => name));
  const before = session.evidence ?? { block_ids: [], picture_names: [], notes: '' };
  session.evidence = {
    block_ids: [...new Set([...before.block_ids, ...codes])],
    picture_names: [...new Set([...before.picture_names, ...wanted.filter((name) => shown.has(name))])],
    notes: [before.notes, notes].filter((text) => text !== '').join('\n'),
  };
  const missing = wanted.filter((name) => !shown.has(name));
  return {
    output: {
      accepted: { blocks: codes.length, pictures: wanted.length - missing.length },
      ...(named.notes.length > 0 && { notes: named.notes }),
      ...(missing.length > 0 && { unknown_pictures: missing }),
    },
  };
}
