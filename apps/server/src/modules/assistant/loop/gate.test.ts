import { expect, test } from 'vitest';
import { demandOf, type GateInput } from './gate.ts';

const elevation: GateInput = {
  question: 'Какая отметка низа Ор-18 на 14 этаже?',
  answer: 'Отметка −1,590 [6PH7-JYFW-XLC].',
  cited: [{ kind: 'image', text_source: 'bundle' }],
  pictures: [],
  zoomOverShrink: 1.5,
};
const count = { ...elevation, question: 'Сколько А4-14 на 11 этаже?', answer: '3 шт. [4UUP-34NA-96J]' };

test.each<[string, Partial<GateInput>, ReturnType<typeof demandOf>]>([
  ['an elevation that nobody looked at', elevation, 'look'],
  ['one that was looked at closely', { ...elevation, pictures: [{ shrink: 3 }, { shrink: 1.1 }] }, null],
  ['one that was only seen small', { ...elevation, pictures: [{ shrink: 3 }] }, 'zoom'],
  ['an answer that says it does not know', { ...elevation, answer: 'Не знаю: лист 5 не открылся.' }, null],
  ['an answer without numbers', { ...elevation, answer: 'Ниже пола.' }, null],
  ['a count that was read off a picture by OCR', count, 'look'],
  ['a count from a text', { ...count, cited: [{ kind: 'text', text_source: 'bundle' }] }, null],
  [
    'a count from a picture and a text',
    { ...count, cited: [...count.cited, { kind: 'table', text_source: 'bundle' }] },
    null,
  ],
  [
    'a count from letters of the PDF itself',
    { ...count, cited: [{ kind: 'image', text_source: 'pdf' }] },
    null,
  ],
  ['a general analysis', { ...count, question: 'Дай общий анализ, какие решения приняты?' }, null],
])('%s', (_, input, demand) => expect(demandOf({ ...elevation, ...input })).toBe(demand));
