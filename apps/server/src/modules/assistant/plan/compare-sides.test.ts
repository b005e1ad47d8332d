import type { Change } from '@aizoomdoc/contracts';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { TextComparisons } from '#modules/documents';
import { compareSides } from './compare-sides.ts';
import type { ScopedVersion } from './scope.ts';

const actor = { id: 'person', role: 'user', name: 'Петров' } as never;

/** What the two sides differ in, when the engine found texts that came. */
async function itemsOf(...texts: string[]): Promise<(string | null)[][]> {
  const changes = texts.map((text, at) => ({
    ...{ change: 'added', before: null, diff: [], cells: [] },
    after: { block_id: `CODE-${at}`, page: 2, sheet: null, text },
  })) as unknown as z.input<typeof Change>[];
  const engine = { changes: async () => ({ items: changes, next: null }) } as unknown as TextComparisons;
  const version = (side: string) => ({ document_id: side, number: 1, scoped: { side } }) as ScopedVersion;
  const work = { texts: engine, signal: new AbortController().signal };
  const compared = await compareSides(actor, [version('a'), version('b')], work);
  return compared.changes.map(({ item, was, became }) => [item, was, became]);
}

it('tells no difference of blocks without a text', async () => {
  expect(await itemsOf('', ' \n', 'Дверь ДВ-1')).toEqual([['стр.\u00a02: Дверь ДВ-1', null, 'Дверь ДВ-1']]);
});

it('names tables and drawings in words, without marks of Markdown', async () => {
  const items = await itemsOf(
    '| Должность | Фамилия |\n|---|---|',
    '**[ИЗОБРАЖЕНИЕ]** | Тип: План | Оси: 1–5',
  );
  expect(items.map(([item]) => item)).toEqual([
    'стр.\u00a02: Должность · Фамилия',
    'стр.\u00a02: [ИЗОБРАЖЕНИЕ] · Тип: План · Оси: 1–5',
  ]);
});
