import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTables, toTableModel } from '../bundle/tables.ts';
import type { BlockModel, Box, DocumentModel } from '../model.ts';
import { plainPage } from '../page.ts';
import { compareDocuments } from './index.ts';

interface Source {
  page: number;
  text: string;
  code?: string;
  bbox?: Box;
}

function documentOf(
  blocks: readonly Source[],
  pages: readonly { sheet?: string; title?: string }[] = [{}],
): DocumentModel {
  const sheetOf = (page: number) => pages[page - 1]?.sheet ?? null;
  return {
    title: 'Дом',
    generatedAt: null,
    stamp: { cipher: null, stage: null, object: null, organisation: null },
    pages: pages.map(({ sheet, title }, at) => ({
      ...plainPage(at + 1),
      sheet: sheet ?? null,
      sheetTitle: title ?? null,
    })),
    sheets: [],
    blocks: blocks.map(
      ({ page, text, code, bbox }, at): BlockModel => ({
        code: code ?? `block-${Math.random()}-${at}`,
        kind: 'text',
        page,
        sheet: sheetOf(page),
        text,
        tables: findTables(text).map(toTableModel),
        bbox: bbox ?? null,
        polygon: null,
        category: null,
        group: null,
        textSource: 'bundle',
        confidence: null,
        linkedCode: null,
        cropUrl: null,
        flags: [],
      }),
    ),
  };
}

const told = (before: DocumentModel, after: DocumentModel) =>
  compareDocuments(before, after).changes.map(({ change, before: one, after: other }) => [
    change,
    one?.text ?? null,
    other?.text ?? null,
  ]);

describe('blocks', () => {
  test('a document has not changed against itself, nor by look-alike letters and spaces', () => {
    const before = documentOf([
      { page: 1, text: 'Перемычки В4-14*' },
      { page: 1, text: 'Кладка из газобетона' },
    ]);
    const after = documentOf([
      { page: 1, text: 'Перемычки  B4–14*' },
      { page: 1, text: 'Кладка из газобетона' },
    ]);
    expect(compareDocuments(before, after)).toMatchObject({ changes: [], unchanged: 2 });
  });

  test('an asterisk, a comma and a sign are changes', () => {
    const pairs = [
      ['Марка В4-14', 'Марка В4-14*'],
      ['Площадь 1,5 м2', 'Площадь 15 м2'],
      ['Отметка +3,0', 'Отметка -3,0'],
    ] as const;
    for (const [one, other] of pairs) {
      const rows = told(documentOf([{ page: 1, text: one }]), documentOf([{ page: 1, text: other }]));
      expect(rows).toEqual([['changed', one, other]]);
    }
  });

  test('pair by code, then by text on the sheet, then by text elsewhere', () => {
    const before = documentOf(
      [
        { page: 1, code: 'A', text: 'Общие указания по кладке' },
        { page: 1, text: 'Перемычки опираются на 200 мм с каждой стороны проёма' },
        { page: 2, text: 'Все отверстия заделать после прокладки инженерных сетей' },
        { page: 2, text: 'Это снято' },
      ],
      [{ sheet: '1' }, { sheet: '2' }],
    );
    const after = documentOf(
      [
        { page: 2, code: 'A', text: 'Совсем другие слова здесь' },
        { page: 2, text: 'Перемычки опираются на 250 мм с каждой стороны проёма' },
        { page: 2, text: 'Все отверстия заделать после прокладки инженерных сетей' },
        { page: 1, text: 'Лист новый' },
      ],
      [{ sheet: '0' }, { sheet: '1' }],
    );
    expect(told(before, after)).toEqual([
      ['changed', 'Общие указания по кладке', 'Совсем другие слова здесь'],
      [
        'changed',
        'Перемычки опираются на 200 мм с каждой стороны проёма',
        'Перемычки опираются на 250 мм с каждой стороны проёма',
      ],
      [
        'moved',
        'Все отверстия заделать после прокладки инженерных сетей',
        'Все отверстия заделать после прокладки инженерных сетей',
      ],
      ['added', null, 'Лист новый'],
      ['removed', 'Это снято', null],
    ]);
  });

  test('a block that stands elsewhere on the sheet has moved; a slightly other frame has not', () => {
    const at = (bbox: Box) => documentOf([{ page: 1, text: 'План', bbox }]);
    const first = at([0.1, 0.1, 0.3, 0.3]);
    expect(compareDocuments(first, at([0.5, 0.1, 0.7, 0.3])).changes[0]?.change).toBe('moved');
    expect(compareDocuments(first, at([0.11, 0.1, 0.31, 0.3])).changes).toEqual([]);
  });

  test('differences are told by words', () => {
    const before = documentOf([{ page: 1, text: 'Глубина опирания перемычек 200 мм, не менее.' }]);
    const after = documentOf([{ page: 1, text: 'Глубина опирания всех перемычек 250,5 мм, не менее.' }]);
    expect(compareDocuments(before, after).changes[0]?.diff).toEqual([
      { op: 'equal', text: 'Глубина опирания ' },
      { op: 'insert', text: 'всех ' },
      { op: 'equal', text: 'перемычек ' },
      { op: 'delete', text: '200' },
      { op: 'insert', text: '250,5' },
      { op: 'equal', text: ' мм, не менее.' },
    ]);
  });

  test('cells of tables: rows are known by their first cells and sections', () => {
    const table = (rows: string) =>
      documentOf([
        { page: 1, text: `Спецификация\n\n| Поз. | Наименование | Кол. |\n|---|---|---|\n${rows}` },
      ]);
    const before = table(
      '| Дом | | |\n| 1 | Уголок | 4 |\n| 2 | Лист | 1 |\n| Павильон | | |\n| 1 | Уголок | 2 |',
    );
    const after = table(
      '| Дом | | |\n| 1 | Уголок | 6 |\n| 3 | Болт | 8 |\n| Павильон | | |\n| 1 | Уголок | 2 |',
    );
    expect(compareDocuments(before, after).changes[0]?.cells).toEqual([
      { table: 'Спецификация', row: 'Дом / 1 / Уголок', column: 'Кол.', before: '4', after: '6' },
      { table: 'Спецификация', row: 'Дом / 2 / Лист', column: null, before: '2 | Лист | 1', after: null },
      { table: 'Спецификация', row: 'Дом / 3 / Болт', column: null, before: null, after: '3 | Болт | 8' },
    ]);
  });

  test('the segments give both texts back', () => {
    const words = fc.array(fc.constantFrom('план', ' ', '200', ',', '*', '\n', 'В2', '|'), { maxLength: 40 });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const { changes } = compareDocuments(
          documentOf([{ page: 1, code: 'A', text: before }]),
          documentOf([{ page: 1, code: 'A', text: after }]),
        );
        for (const { diff } of changes) {
          const without = (op: string) =>
            diff
              .filter((one) => one.op !== op)
              .map(({ text }) => text)
              .join('');
          expect(without('insert')).toBe(before);
          expect(without('delete')).toBe(after);
        }
      }),
    );
  });
});

describe('pages', () => {
  test('pair by sheet, by title, by order between pairs', () => {
    const before = documentOf(
      [],
      [{}, { sheet: '1' }, { title: 'План первого этажа на отм. 0,000' }, { sheet: '3' }, {}],
    );
    const after = documentOf(
      [],
      [
        {},
        { sheet: '1' },
        { sheet: '1.1' },
        { title: 'План первого этажа на отм. 0,000' },
        { sheet: '3' },
        {},
      ],
    );
    expect(compareDocuments(before, after).pages).toEqual([
      { before: 1, after: 1 },
      { before: 2, after: 2 },
      { before: null, after: 3 },
      { before: 3, after: 4 },
      { before: 4, after: 5 },
      { before: 5, after: 6 },
    ]);
  });
});

describe('pages without sheets and titles', () => {
  /** No two of these have a pair of words in common. */
  const says = (seed: number) =>
    Array.from({ length: 40 }, (_, at) => `слово${(seed * 7919 + at * 104_729) % 99_991}`).join(' ');
  const paper = (texts: readonly string[]) =>
    documentOf(
      texts.map((text, at) => ({ page: at + 1, text })).filter(({ text }) => text !== ''),
      texts.map(() => ({})),
    );
  const sourcesOf = (before: readonly string[], after: readonly string[]) =>
    compareDocuments(paper(before), paper(after))
      .pages.filter((pair) => pair.after !== null)
      .map((pair) => pair.before);

  test('pair by what they say, about a page that came or went in the middle', () => {
    const texts = Array.from({ length: 30 }, (_, n) => says(n));
    const longer = [...texts.slice(0, 12), says(100), ...texts.slice(12)];
    expect(sourcesOf(texts, longer)).toEqual(
      longer.map((_, at) => (at < 12 ? at + 1 : at === 12 ? null : at)),
    );
    expect(sourcesOf(longer, texts)).toEqual(texts.map((_, at) => (at < 12 ? at + 1 : at + 2)));
  });

  test('pair though they say something new, and by place where nothing is said', () => {
    const texts = [says(1), '', '', says(2), says(3)];
    const after = [says(1), '', '', '', `${says(2)} и ещё немного`, says(50), says(3)];
    expect(sourcesOf(texts, after)).toEqual([1, 2, 3, null, 4, null, 5]);
  });

  test('one that says something else between the same neighbours is the same page', () => {
    expect(sourcesOf([says(1), says(2), says(3)], [says(1), says(9), says(3)])).toEqual([1, 2, 3]);
  });

  test('all alike stay in their order', () => {
    const form = says(1);
    const sources = sourcesOf([form, form, form], [form, form, form, form]);
    expect(sources.filter((page) => page !== null)).toEqual([1, 2, 3]);
  });

  test('keep their order whatever came, went and changed', () => {
    const texts = fc.array(fc.nat({ max: 12 }), { maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const pages = sourcesOf(before.map(says), after.map(says)).filter((page) => page !== null);
        expect(pages).toEqual([...pages].sort((one, other) => one - other));
      }),
    );
  });

  test('5,000 of them', () => {
    const texts = Array.from({ length: 5000 }, (_, n) => says(n));
    const after = texts.toSpliced(2500, 0, ...Array.from({ length: 100 }, (_, n) => says(6000 + n)));
    expect(sourcesOf(texts, after)).toEqual(
      after.map((_, at) => (at < 2500 ? at + 1 : at < 2600 ? null : at - 99)),
    );
  });
});

test('10,000 blocks', () => {
  const words = 'кладка перемычка проём отверстие блок этаж стена уголок лист марка план узел'.split(' ');
  const textOf = (seed: number) =>
    Array.from({ length: 40 }, (_, at) => words[(seed * 7 + at * (1 + (seed % 11))) % words.length]).join(
      ' ',
    );
  const pages = Array.from({ length: 200 }, (_, at) => ({ sheet: String(at + 1) }));
  const build = (change: (seed: number) => string) =>
    documentOf(
      Array.from({ length: 10_000 }, (_, at) => ({ page: (at % 200) + 1, text: `${change(at)} ${at}` })),
      pages,
    );
  const { changes, unchanged } = compareDocuments(
    build(textOf),
    build((seed) => (seed % 10 === 0 ? `${textOf(seed)} изм` : textOf(seed))),
  );
  expect(unchanged).toBe(9000);
  expect(changes).toHaveLength(1000);
  expect(changes.every(({ change }) => change === 'changed')).toBe(true);
});
