import { beforeEach, describe, expect, test } from 'vitest';
import type { IndexedBlock, SearchIndex, SearchQuery } from '../search-types.ts';
import { createSearchIndex } from './search-index.ts';

const block = (code: string, text: string, rest: Partial<IndexedBlock> = {}): IndexedBlock => ({
  documentId: 'house',
  version: 1,
  code,
  page: 1,
  sheet: null,
  sheetTitle: null,
  kind: 'text',
  text,
  ...rest,
});

const HOUSE = [
  block('A', 'Спецификация перемычек: В2 — 4 шт., B4-14* — 2 шт.', {
    page: 9,
    sheet: '5.1',
    sheetTitle: 'План 7-го этажа',
  }),
  block('B', 'Перемычка В21, масса 12,5 кг, В4-14', { page: 5, sheet: '2', sheetTitle: 'План 1-го этажа' }),
  block('C', 'Перемычка Б2 и отверстие 0p-13', {
    page: 5,
    sheet: '2',
    kind: 'image',
    sheetTitle: 'План 1-го этажа',
  }),
  block('D', 'Двери. Ведомость заполнения проёмов 7-го этажа, котёл', {
    page: 10,
    sheet: '5.2',
    kind: 'table',
  }),
  block('E', 'Газобетонные блоки, объём 606,95 м3. The wall panels are listed below.', { page: 12 }),
];

let index: SearchIndex;
const codes = (query: SearchQuery | string): string[] =>
  index.search(typeof query === 'string' ? { text: query } : query).map((hit) => hit.code);
const matches = (text: string): [string, string][] =>
  index.search({ text }).map((hit) => [hit.code, hit.match]);

beforeEach(async () => {
  index = createSearchIndex();
  await index.put('house', HOUSE);
});

describe('marks', () => {
  test('the mark itself in any spelling comes first, slips after it and flagged, nothing else', () => {
    expect(matches('В2')).toEqual([
      ['A', 'mark'],
      ['C', 'mark_ocr'],
    ]);
    expect(matches('b2')).toEqual([
      ['A', 'mark'],
      ['C', 'mark_ocr'],
    ]);
    expect(matches('В21')).toEqual([['B', 'mark']]);
    expect(matches('В4-14')).toEqual([['B', 'mark']]);
    expect(matches('в4 – 14*')).toEqual([['A', 'mark']]);
    expect(matches('Ор-13')).toEqual([['C', 'mark_ocr']]);
    expect(matches('В22')).toEqual([]);
  });

  test('a part of a cipher finds it, as text', async () => {
    await index.put('cipher', [block('F', 'Шифр 133/23-ГК-АР4', { documentId: 'cipher' })]);
    expect(matches('AP4')).toEqual([['F', 'text']]);
    expect(matches('133/23-ГК-АР4')).toEqual([['F', 'mark']]);
  });

  test('a range in the text names its ends, a range in the question is itself', async () => {
    await index.put('axes', [block('F', 'в осях П/1–П/6'), block('G', 'ось П/6')]);
    expect(matches('П/6').sort()).toEqual([
      ['F', 'mark'],
      ['G', 'mark'],
    ]);
    expect(matches('П/1-П/6')).toEqual([
      ['F', 'mark'],
      ['G', 'text'],
    ]);
  });

  test('a mark that reads like a quantity in lower case', async () => {
    await index.put('parking', [block('F', 'Машино-место 99М'), block('G', 'Длина 99м')]);
    expect(matches('место 99м')[0]).toEqual(['F', 'mark']);
  });
});

describe('text', () => {
  test('forms of a word, ё, typing errors, numbers', () => {
    expect(codes('ведомости дверей')[0]).toBe('D');
    expect(codes('котел')[0]).toBe('D');
    expect(codes('газобитонный блок')[0]).toBe('E');
    expect(codes('606.95')).toEqual(['E']);
    expect(codes('wall panel')).toEqual(['E']);
  });

  test('words that only put the question find nothing by themselves', () => {
    expect(codes('Какой из них это?')).toEqual([]);
    expect(codes('are')).toEqual(['E']);
    expect(codes('')).toEqual([]);
    expect(codes('?!')).toEqual([]);
  });

  test('places: a sheet is not a page, a floor may be named by the sheet', () => {
    expect(codes('лист 5.1')).toEqual(['A']);
    expect(codes('страница 5').sort()).toEqual(['B', 'C']);
    expect(codes('что на 7-м этаже').sort()).toEqual(['A', 'D']);
  });
});

describe('synonyms', () => {
  beforeEach(async () => {
    await index.put('board', [
      block('G', 'Перегородки из ГКЛ в два слоя'),
      block('H', 'Лист гипсокартонный влагостойкий'),
      block('I', 'Обшивка гипсокартоном'),
    ]);
    index.setSynonyms([['гипсокартон', 'ГКЛ', 'гипсокартонный лист'], ['отдельный'], ['', '—']]);
  });

  test.each([
    ['обшивка гипсокартоном', ['I', 'H', 'G']],
    ['ГКЛ', ['G', 'H', 'I']],
    ['гипсокартонные листы', ['H', 'I', 'G']],
  ])('%s finds the other names, after itself', (question, expected) => {
    expect(codes(question)[0]).toBe(expected[0]);
    expect(codes(question).sort()).toEqual(expected.toSorted());
  });

  test('other names are highlighted; groups are replaced at run time', () => {
    const hit = index.search({ text: 'ГКЛ' }).find(({ code }) => code === 'H');
    expect(hit?.highlights.map(([start, end]) => hit.snippet.slice(start, end))).toEqual([
      'Лист',
      'гипсокартонный',
    ]);
    index.setSynonyms([]);
    expect(codes('ГКЛ')).toEqual(['G']);
  });
});

describe('what stands around a block', () => {
  test('its heading on the page and its twin lend it weight', async () => {
    await index.put('tables', [
      block('T0', 'Ведомость отделки паркинга'),
      block('T1', 'Краска водоэмульсионная, 12 м2'),
      block('T2', 'Общие указания', { page: 2 }),
      block('T3', 'Краска водоэмульсионная, 14 м2', { page: 2 }),
      block('T4', 'Краска водоэмульсионная, 16 м2', { page: 3, linkedCode: 'T5' }),
      block('T5', 'План паркинга с отделкой', { page: 3, kind: 'image' }),
    ]);
    const found = codes('краска в паркинге').filter((code) => ['T1', 'T3', 'T4'].includes(code));
    expect(found.at(-1)).toBe('T3');
  });

  test('a block is found by its code, of letters alone too', async () => {
    await index.put('codes', [block('QWER-TYUI-OPA', 'Пусто'), block('9CXH-MNAX-4JL', 'Пусто')]);
    expect(codes('что показывает QWER-TYUI-OPA?')).toEqual(['QWER-TYUI-OPA']);
    expect(codes('9CXH-MNAX-4JL')[0]).toBe('9CXH-MNAX-4JL');
  });

  test('a word that merely looks alike is not found', async () => {
    await index.put('roof', [block('R', 'Парапет кровли')]);
    expect(codes('Парагвая')).toEqual([]);
    expect(codes('паропет')).toEqual(['R']);
  });
});

describe('filters and paging', () => {
  test.each<[Partial<SearchQuery>, string[]]>([
    [{ page: 5 }, ['B', 'C']],
    [{ sheet: '5.1' }, ['A']],
    [{ kind: 'image' }, ['C']],
    [{ documentIds: ['house'] }, ['A', 'B', 'C']],
    [{ documentIds: [] }, []],
    [{ documentIds: ['other'] }, []],
  ])('%j', (filter, expected) => expect(codes({ text: 'перемычка', ...filter }).sort()).toEqual(expected));

  test('pages of hits follow each other', async () => {
    await index.put(
      'many',
      Array.from({ length: 250 }, (_, at) => block(`M${at}`, `дренаж ${'слой '.repeat(at % 7)}`)),
    );
    const all = [0, 100, 200].flatMap((offset) => codes({ text: 'дренаж', limit: 100, offset }));
    expect(all).toHaveLength(250);
    expect(new Set(all).size).toBe(250);
  });
});

describe('put and remove', () => {
  test('a document is replaced as a whole', async () => {
    await index.put('house', [block('Z', 'Только В2')]);
    expect(index.size).toMatchObject({ documents: 1, blocks: 1 });
    expect(codes('В2')).toEqual(['Z']);
    expect(codes('котёл')).toEqual([]);
  });

  test('what remains is ranked as if the rest had never been', async () => {
    const fresh = createSearchIndex();
    await fresh.put('house', HOUSE);
    for (let round = 0; round < 5; round++) {
      await index.put(
        'guest',
        HOUSE.map((each) => ({ ...each, documentId: 'guest' })),
      );
      index.remove('guest');
    }
    index.remove('unknown');
    expect(index.size.blocks).toBe(fresh.size.blocks);
    const query = { text: 'перемычка В2 на 7-м этаже' };
    expect(index.search(query)).toEqual(fresh.search(query));
  });

  test('emptied', () => {
    index.remove('house');
    expect(index.size).toMatchObject({ documents: 0, blocks: 0 });
    expect(codes('В2')).toEqual([]);
  });
});

describe('snippets', () => {
  const LONG = `${'Общие указания по производству работ. '.repeat(30)}Масса перемычки А4-19 равна 10,138 кг.${' Прочее.'.repeat(200)}`;

  test('a short text is shown whole, with its highlights', () => {
    const [hit] = index.search({ text: 'масса В21' });
    expect(hit?.snippet).toBe(HOUSE[1]?.text);
    expect(hit?.highlights.map(([start, end]) => hit.snippet.slice(start, end))).toEqual(['В21', 'масса']);
  });

  test('of a long text the piece with most of the question', async () => {
    await index.put('long', [block('L', LONG)]);
    const [hit] = index.search({ text: 'Какова масса перемычки А4-19?' });
    expect(hit?.snippet.length).toBeLessThanOrEqual(320);
    expect(LONG).toContain(hit?.snippet);
    expect(hit?.highlights.map(([start, end]) => hit.snippet.slice(start, end))).toEqual([
      'Масса',
      'перемычки',
      'А4-19',
    ]);
  });

  test('no match in the text: its beginning', () => {
    const [hit] = index.search({ text: 'лист 5.1' });
    expect(hit?.snippet).toBe(HOUSE[0]?.text);
    expect(hit?.highlights).toEqual([]);
  });
});
