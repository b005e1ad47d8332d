import {
  drawnPdf,
  type Person,
  type PicturedDocument,
  picturedDocument,
  type TestApp,
} from '#platform/testing/index.ts';

/** Blocks of {@link smallHouse}: what each is, and what is wrong with it. */
export const smallCodes = {
  /** General data, text. */
  general: '4NCQ-MADR-FAY',
  /** Schedule of lintels by floors; a total does not add up. */
  schedule: 'ACMD-P3XE-9YU',
  /** Plan of the 7th floor, drawn. */
  plan: '9CXH-MNAX-4JL',
  /** Section with the elevation, drawn; the table of another floor is glued to its OCR. */
  section: '6PH7-JYFW-XLC',
} as const;

const blocks = [
  {
    code: smallCodes.general,
    page: 1,
    text: 'Общие указания. Перемычки приняты по ГОСТ 948-2016. Кладка на растворе М100. Проект дома на Садовой.',
    bbox: [0.05, 0.05, 0.6, 0.2],
  },
  {
    code: smallCodes.schedule,
    page: 1,
    text: [
      '##### Ведомость перемычек',
      '',
      '| Марка | 7 этаж, шт. | 14 этаж, шт. | Всего, шт. |',
      '|---|---|---|---|',
      '| А4-14 | 42 | 3 | 45 |',
      '| В3-14 | 4 | 3 | 8 |',
    ].join('\n'),
    bbox: [0.05, 0.3, 0.6, 0.5],
  },
  {
    code: smallCodes.plan,
    page: 2,
    text: '**Краткое описание:** План 7 этажа. **Текст на чертеже:** двери ДГ-7 — 4 шт. оси 1-8',
    bbox: [0.02, 0.02, 0.9, 0.9],
  },
  {
    code: smallCodes.section,
    page: 3,
    text: '**Краткое описание:** Разрез, 14 этаж, Ор-18. **Распознанный OCR текст на чертеже:** Ор-18 низ −1590. Спецификация 11 этажа: А4-14 — 4 шт.',
    bbox: [0.02, 0.02, 0.9, 0.9],
  },
] satisfies Parameters<typeof picturedDocument>[2]['blocks'];

/** Pages so large that an overview of one shows letters too small to read. */
const size = { width: 2400, height: 1600 };

/** The least project that has a text, a schedule and drawings that can be looked at; quick to make. */
export async function smallHouse(app: TestApp, owner: Person): Promise<PicturedDocument> {
  const bytes = await drawnPdf([
    { ...size, lines: 40, words: [{ text: 'General notes', x: 100, y: 100, size: 20 }] },
    { ...size, lines: 60, words: [{ text: 'DG-7', x: 500, y: 400, size: 8 }] },
    { ...size, lines: 80, words: [{ text: 'Op-18 -1,590', x: 1200, y: 800, size: 8 }] },
  ]);
  return picturedDocument(app, owner, {
    file: { name: 'Дом на Садовой.pdf', bytes, mimeType: 'application/pdf' },
    blocks,
  });
}
