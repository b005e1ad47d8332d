import { expect, it } from 'vitest';
import { inNaturalOrder } from './natural-order.ts';

it('puts folders first and numbers by their value, after the order that was set', () => {
  const folder = (name: string, sort_order = 0) => ({ name, sort_order, document: null });
  const document = { name: 'АР', sort_order: 0, document: {} as never };
  const nodes = [folder('Раздел 10'), document, folder('раздел 2'), folder('Архив', 1), folder('Ведомость')];
  expect(inNaturalOrder(nodes, 'ru').map(({ name }) => name)).toEqual([
    'Ведомость',
    'раздел 2',
    'Раздел 10',
    'АР',
    'Архив',
  ]);
});
