import { describe, expect, it } from 'vitest';
import type { PageContent } from '../pdf/index.ts';
import { layoutDocument } from './index.ts';
import { column, drawnPages, grid, pointsAMillimetre as mm, write } from './testing/drawn-pages.ts';
import { drawStamp, type StampFields } from './testing/drawn-stamp.ts';

const read = (pages: readonly PageContent[]) =>
  layoutDocument(pages, { bytesHash: 'a'.repeat(64), title: 'Том 1' });
const blocksOf = (pages: readonly PageContent[]) => read(pages).model.blocks;

const left =
  'Строительная площадка расположена на северной окраине посёлка и ограждена забором высотой два метра. Подъезд возможен только со стороны улицы Садовой, где устроены временные ворота и пост охраны.';
const right =
  'Водоснабжение на период строительства предусмотрено от существующей сети, точка подключения указана на генеральном плане. Электроснабжение выполняется по временной схеме от передвижной подстанции.';

describe('text', () => {
  it('reads two columns one after the other, under a heading over both', async () => {
    const pages = await drawnPages((document) => {
      write(document, 'Общие указания по организации работ', [150, 60], 16);
      column(document, `${left} ${left}`, [50, 110], 230);
      column(document, `${right} ${right}`, [315, 110], 230);
    });
    const text = blocksOf(pages)
      .map((block) => block.text)
      .join('\n\n');
    expect(text).toMatch(/^#### Общие указания по организации работ/u);
    expect(text.replaceAll(/\s+/gu, ' ')).toContain(`${left} ${left} ${right} ${right}`);
  });

  it('puts words together that a hyphen broke at the end of a line', async () => {
    const pages = await drawnPages((document) => {
      write(document, 'Работы выполнять в соответствии с проектом произ-', [60, 100]);
      write(document, 'водства работ и с технологическими картами, утвер-', [60, 114]);
      write(document, 'ждёнными в установленном порядке.', [60, 128]);
    });
    expect(blocksOf(pages)[0]?.text).toBe(
      'Работы выполнять в соответствии с проектом производства работ и с технологическими картами, утверждёнными в установленном порядке.',
    );
  });

  it('keeps items of a list apart', async () => {
    const pages = await drawnPages((document) => {
      write(document, 'Перед началом работ следует:', [60, 100]);
      write(document, '1. Проверить наличие наряда-допуска на работы.', [60, 114]);
      write(document, '2. Оградить опасную зону сигнальной лентой.', [60, 128]);
      write(document, '• Проверить исправность инструмента.', [60, 142]);
    });
    expect(blocksOf(pages)[0]?.text.split('\n').filter(Boolean)).toEqual([
      'Перед началом работ следует:',
      '1. Проверить наличие наряда-допуска на работы.',
      '2. Оградить опасную зону сигнальной лентой.',
      '- Проверить исправность инструмента.',
    ]);
  });

  it('reads a page that lies sideways or is turned by /Rotate as its reader does', async () => {
    const lines = (document: Parameters<Parameters<typeof drawnPages>[0]>[0]) => {
      write(document, 'Первая строка текста на листе', [100, 100]);
      write(document, 'вторая строка того же абзаца.', [100, 114]);
    };
    const sideways = await drawnPages(
      (document) => document.rotate(90, { origin: [297, 297] }) && lines(document),
    );
    expect(blocksOf(sideways)[0]?.text).toBe('Первая строка текста на листе вторая строка того же абзаца.');

    const turned = await drawnPages((document) => {
      lines(document);
      Object.assign(document.page.dictionary.data, { Rotate: 90 });
    });
    expect(turned[0]?.page).toMatchObject({ rotation: 90, width: expect.closeTo(841.9, 0) });
    const [block] = blocksOf(turned);
    expect(block?.text).toBe('Первая строка текста на листе вторая строка того же абзаца.');
    // 100 points from the left edge and from the top, which a clockwise turn takes to the right.
    expect(block?.bbox?.[2]).toBeCloseTo(1 - 100 / 841.9, 1);
    expect(block?.bbox?.[1]).toBeCloseTo(100 / 595.3, 1);
  });

  it('takes headers and footers out of the flow and keeps each once', async () => {
    const pages = await drawnPages((document) => {
      for (let page = 1; page <= 50; page++) {
        if (page > 1) document.addPage();
        write(document, 'Пояснительная записка. Раздел 4', [60, 30]);
        column(document, `${left} Страница особенная: ${page * 7}.`, [60, 100], 400);
        write(document, `133/23-ПЗ стр. ${page}`, [400, 810]);
      }
    });
    const { model } = read(pages);
    const running = model.blocks.filter((block) => block.category === 'running');
    expect(running.map((block) => block.text)).toEqual([
      'Пояснительная записка. Раздел 4',
      '133/23-ПЗ стр. 1',
    ]);
    const flow = model.blocks.filter((block) => block.category === null);
    expect(flow).toHaveLength(50);
    expect(flow.filter((block) => /Пояснительная|стр\./u.test(block.text))).toEqual([]);
    expect(flow[6]?.text).toContain('Страница особенная: 49.');
  });
});

describe('tables', () => {
  it('reads a ruled table with merged cells and its name', async () => {
    const pages = await drawnPages((document) => {
      const xs = [60, 110, 220, 290, 360];
      write(document, 'Ведомость проёмов', [160, 80], 12);
      grid(document, [60, 110, 220], [100, 140]);
      grid(document, [220, 360], [100, 120, 140]);
      grid(document, xs, [140, 160, 180]);
      document.moveTo(290, 120).lineTo(290, 140).stroke();
      const rows: [string, number, number][] = [
        ['Поз.', 64, 112],
        ['Наименование', 114, 112],
        ['Размер, мм', 250, 103],
        ['Ширина', 230, 123],
        ['Высота', 300, 123],
        ['ОК-1', 64, 144],
        ['Окно', 114, 144],
        ['1210', 230, 144],
        ['1510', 300, 144],
        ['ДГ-2', 64, 164],
        ['Дверь', 114, 164],
        ['910', 230, 164],
        ['2070', 300, 164],
      ];
      for (const [text, x, y] of rows) write(document, text, [x, y], 9);
    });
    const [block] = blocksOf(pages);
    expect(block?.kind).toBe('table');
    expect(block?.tables).toEqual([
      {
        title: 'Ведомость проёмов',
        header: ['Поз.', 'Наименование', 'Размер, мм: Ширина', 'Размер, мм: Высота'],
        rows: [
          ['ОК-1', 'Окно', '1210', '1510'],
          ['ДГ-2', 'Дверь', '910', '2070'],
        ],
        sections: [],
      },
    ]);
  });

  it('reads a table without rulings by its columns', async () => {
    const pages = await drawnPages((document) => {
      const rows = [
        ['Марка', 'Количество', 'Масса, кг'],
        ['Б-1', '12', '140,5'],
        ['Б-2', '4', '96,0'],
        ['К-1', '8', '310,2'],
      ];
      rows.forEach((row, index) => {
        row.forEach((cell, at) => {
          write(document, cell, [60 + at * 130, 100 + index * 16]);
        });
      });
    });
    const [block] = blocksOf(pages);
    expect(block?.kind).toBe('table');
    expect(block?.tables[0]).toMatchObject({
      header: ['Марка', 'Количество', 'Масса, кг'],
      rows: [
        ['Б-1', '12', '140,5'],
        ['Б-2', '4', '96,0'],
        ['К-1', '8', '310,2'],
      ],
    });
  });
});

const fields: StampFields = {
  cipher: '133/23-ГК-АР4',
  object: 'Многоквартирный жилой дом по улице Садовой',
  building: 'Корпус 2',
  title: 'План 3 этажа',
  stage: 'Р',
  sheet: '5.1',
  total: '12',
  organisation: 'ООО «Проект»',
  signatures: [
    ['Разраб.', 'Иванов', '01.24'],
    ['Н.контр.', 'Сидоров', '02.24'],
    ['ГИП', '.', '02.24'],
  ],
  revisions: [
    ['1', '12-24', '03.24'],
    ['2', '40-24', '05.24'],
  ],
};

describe('title block', () => {
  const a3: PDFKit.PDFDocumentOptions = { size: [420 * mm, 297 * mm] };

  it('is read by its fields', async () => {
    const pages = await drawnPages((document) => drawStamp(document, [415 * mm, 292 * mm], fields), a3);
    const { model } = read(pages);
    expect(model.pages[0]?.stamp).toEqual({
      cipher: '133/23-ГК-АР4',
      stage: 'Р',
      sheet: '5.1',
      total: 12,
      title: 'План 3 этажа',
      object: 'Многоквартирный жилой дом по улице Садовой, Корпус 2',
      organisation: 'ООО «Проект»',
      revision: '2',
      revisions: expect.arrayContaining([
        { number: '1', document: '12-24', date: '03.24' },
        { number: '2', document: '40-24', date: '05.24' },
      ]),
      signatures: [
        { role: 'Разраб.', name: 'Иванов', date: '01.24' },
        { role: 'Н.контр.', name: 'Сидоров', date: '02.24' },
        { role: 'ГИП', name: null, date: '02.24' },
      ],
      bbox: [
        expect.closeTo(230 / 420, 2),
        expect.closeTo(237 / 297, 2),
        expect.closeTo(415 / 420, 2),
        expect.closeTo(292 / 297, 2),
      ],
    });
    expect(model.sheets).toEqual([{ number: '5.1', total: 12, title: 'План 3 этажа', page: 1 }]);
    expect(model.stamp.cipher).toBe('133/23-ГК-АР4');
    expect(model.blocks.map((block) => block.category)).toEqual(['stamp']);
  });

  it('is found where it stands sideways, is plotted smaller, or has no rulings as on a scan', async () => {
    const sideways = await drawnPages((document) => {
      document.rotate(-90, { origin: [0, 0] });
      drawStamp(document, [-5 * mm, 205 * mm], fields);
    });
    const reduced = await drawnPages(
      (document) => drawStamp(document, [205 * mm, 143 * mm], fields, mm / 2),
      {
        size: [210 * mm, 148 * mm],
      },
    );
    const [drawn] = await drawnPages((document) => drawStamp(document, [415 * mm, 292 * mm], fields), a3);
    if (drawn === undefined) throw new Error('a page was drawn');
    const recognised = {
      ...drawn,
      rules: [],
      words: drawn.words.map((word) => ({ ...word, confidence: 0.9 })),
    };
    for (const pages of [sideways, reduced, [recognised]]) {
      const { cipher, sheet, total, title, stage } = read(pages).model.pages[0]?.stamp ?? {};
      expect({ cipher, sheet, total, title, stage }).toEqual({
        cipher: '133/23-ГК-АР4',
        sheet: '5.1',
        total: 12,
        title: 'План 3 этажа',
        stage: 'Р',
      });
    }
    expect(read([recognised]).model.blocks[0]).toMatchObject({
      textSource: 'ocr',
      confidence: 0.9,
      flags: [],
    });
    const blurred = { ...recognised, words: recognised.words.map((word) => ({ ...word, confidence: 0.7 })) };
    expect(read([blurred]).model.blocks[0]).toMatchObject({ confidence: 0.7, flags: ['low_confidence'] });
  });
});

describe('drawings', () => {
  it('parts views with their titles and labels from notes', async () => {
    const pages = await drawnPages(
      (document) => {
        const view = (x: number, title: string, mark: string) => {
          write(document, title, [x + 40, 60], 14);
          for (let step = 0; step < 12; step++) {
            document.circle(x + 100, 220, 20 + step * 8).stroke();
            document
              .moveTo(x, 120 + step * 16)
              .lineTo(x + 200, 140 + step * 12)
              .stroke();
          }
          write(document, mark, [x + 90, 215], 8);
        };
        view(60, 'План на отм. +3.300', 'ОП-1');
        view(420, 'Разрез 1-1', 'Б-12');
        write(document, 'Примечания:', [720, 100], 12);
        column(document, `1. ${left}`, [720, 120], 200);
      },
      { size: [1000, 700] },
    );
    const blocks = blocksOf(pages);
    expect(blocks.filter((block) => block.kind === 'image').map((block) => block.text)).toEqual([
      '#### План на отм. +3.300\n\nТекст на чертеже: ОП-1',
      '#### Разрез 1-1\n\nТекст на чертеже: Б-12',
    ]);
    const notes = blocks.find((block) => block.kind === 'text')?.text ?? '';
    expect(notes).toContain('Примечания');
    expect(notes.replaceAll(/\s+/gu, ' ')).toContain(left);
  });

  it('asks for OCR where letters are strokes or there is only a picture, and not for a blank sheet', async () => {
    const strokes = await drawnPages((document) => {
      for (let row = 0; row < 40; row++) {
        for (let letter = 0; letter < 40; letter++) {
          document
            .moveTo(40 + letter * 8, 40 + row * 12)
            .lineTo(44 + letter * 8, 46 + row * 12)
            .lineTo(41 + letter * 8, 48 + row * 12)
            .stroke();
        }
      }
    });
    expect(read(strokes).needsOcr).toEqual([{ page: 1, reason: 'no_text' }]);
    const blank = read(await drawnPages(() => {}));
    expect(blank.needsOcr).toEqual([]);
    expect(blank.report.map((remark) => remark.code)).toEqual(['blank_page']);
  });
});

describe('codes', () => {
  it('are the same for the same bytes, others for other bytes, and unique', async () => {
    const pages = await drawnPages((document) => {
      for (let page = 1; page <= 5; page++) {
        if (page > 1) document.addPage();
        column(document, left, [60, 100], 400);
      }
    });
    const codes = (hash: string) =>
      layoutDocument(pages, { bytesHash: hash, title: '' }).model.blocks.map((block) => block.code);
    expect(codes('one')).toEqual(codes('one'));
    expect(new Set([...codes('one'), ...codes('two')]).size).toBe(10);
    expect(codes('one').every((code) => /^[A-Z3-9]{4}-[A-Z3-9]{4}-[A-Z3-9]{3}$/u.test(code))).toBe(true);
  });
});
