import { describe, expect, it } from 'vitest';
import type { PageContent, PageWord } from '../../pdf/index.ts';
import { layoutDocument } from '../index.ts';

const mm = 72 / 25.4;
const page = { width: 210, height: 297 };

/** A recognised page: words by their lower left corner, in millimetres from the lower left corner of the title block. */
function recognised(words: readonly [text: string, x: number, y: number][]): PageContent {
  const at = ([text, x, y]: (typeof words)[number], run: number): PageWord => {
    const left = 20 + x;
    const bottom = page.height - 5 - y;
    const width = text.length * 1.5;
    return {
      text,
      bbox: [
        left / page.width,
        (bottom - 2.5) / page.height,
        (left + width) / page.width,
        bottom / page.height,
      ],
      size: 2.5 * mm,
      angle: 0,
      run,
      confidence: 0.8,
    };
  };
  return {
    page: {
      number: 1,
      width: page.width * mm,
      height: page.height * mm,
      rotation: 0,
      userUnit: 1,
      cropBox: [0, 0, page.width * mm, page.height * mm],
    },
    words: words.map(at),
    rules: [],
    images: [],
    drawings: [],
  };
}

const stampOf = (content: PageContent) =>
  layoutDocument([content], { bytesHash: 'x', title: '' }).model.pages[0]?.stamp ?? null;

const construction: [string, number, number][] = [
  ['Изм.', 2, 0],
  ['Кол.уч', 10.5, 0],
  ['Лист', 22, 0],
  ['№док.', 31, 0],
  ['Подп.', 44, 0],
  ['Дата', 57, 0],
];
const raised = (words: typeof construction, by: number) =>
  words.map(([text, x, y]): [string, number, number] => [text, x, y + by]);

describe('title block by its words alone', () => {
  it('form 5: the first sheet of text', () => {
    const stamp = stampOf(
      recognised([
        ...raised(construction, 26),
        ['Разраб.', 1, 21],
        ['Петров', 22, 21],
        ['Утв.', 1, 1],
        ['133/23-ГК-ПЗ', 100, 31],
        ['Пояснительная', 80, 13],
        ['записка', 85, 9],
        ['Стадия', 136, 21],
        ['Лист', 154, 21],
        ['Листов', 170, 21],
        ['П', 142, 16],
        ['1', 157, 16],
        ['48', 174, 16],
        ['Проект', 150, 7],
      ]),
    );
    expect(stamp).toMatchObject({
      cipher: '133/23-ГК-ПЗ',
      title: 'Пояснительная записка',
      stage: 'П',
      sheet: '1',
      total: 48,
      organisation: 'Проект',
      signatures: [
        { role: 'Разраб.', name: 'Петров', date: null },
        { role: 'Утв.', name: null, date: null },
      ],
    });
  });

  it('form 6: the sheets after it', () => {
    const stamp = stampOf(
      recognised([...raised(construction, 1), ['133/23-ГК-ПЗ', 100, 6], ['Лист', 177, 10], ['17', 178, 3]]),
    );
    expect(stamp).toMatchObject({ cipher: '133/23-ГК-ПЗ', sheet: '17', total: null, title: null });
  });

  it('form 1 of ЕСКД: a drawing of a product', () => {
    const stamp = stampOf(
      recognised([
        ['Изм.', 0.5, 31],
        ['Лист', 9, 31],
        ['№', 20, 31],
        ['докум.', 22.5, 31],
        ['Подп.', 44, 31],
        ['Дата', 57, 31],
        ['Разраб.', 1, 26],
        ['Иванов', 20, 26],
        ['Н.контр.', 1, 6],
        ['Утв.', 1, 1],
        ['АБВГ.301412.001', 100, 46],
        ['Кронштейн', 85, 26],
        ['Лит.', 139, 36],
        ['Масса', 155, 36],
        ['Масштаб', 170, 36],
        ['У', 142, 27],
        ['Лист', 136, 16],
        ['2', 146, 16],
        ['Листов', 158, 16],
        ['3', 172, 16],
      ]),
    );
    expect(stamp).toMatchObject({
      cipher: 'АБВГ.301412.001',
      title: 'Кронштейн',
      stage: 'У',
      sheet: '2',
      total: 3,
    });
  });

  it('is not seen in a table that has a few of its words', () => {
    expect(
      stampOf(
        recognised([
          ['Лист', 22, 100],
          ['Наименование', 40, 100],
          ['Примечание', 120, 100],
        ]),
      ),
    ).toBeNull();
  });
});
