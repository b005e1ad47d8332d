import { expect, it } from 'vitest';
import { readingLines } from './index.ts';
import { column, type Drawing, drawnPages, write } from './testing/drawn-pages.ts';

const left =
  'Левый столбец рассказывает о стенах здания, об их кладке и о перемычках над проёмами, а после них о том, как утеплён фасад со стороны двора и со стороны улицы, и чем закрыты швы.';
const right =
  'Правый столбец рассказывает о полах, о стяжке и о покрытиях помещений, а после них о том, как устроены лестницы, их площадки, ступени и ограждения на каждом из этажей здания.';

async function linesOf(draw: (document: Drawing) => void, options = {}) {
  const [content] = await drawnPages(draw, options);
  if (content === undefined) throw new Error('no page');
  return readingLines(content.words, content.page);
}

const joined = (lines: { text: string }[]) => lines.map(({ text }) => text).join(' ');

it('columns of prose are read one after the other, what spans them in its place', async () => {
  const lines = await linesOf((document) => {
    write(document, 'Пояснительная записка к рабочей документации многоэтажного жилого дома', [60, 60], 14);
    column(document, left, [60, 100], 200);
    column(document, right, [320, 100], 200);
  });
  expect(lines.length).toBeGreaterThan(8);
  expect(joined(lines)).toBe(
    `Пояснительная записка к рабочей документации многоэтажного жилого дома ${left} ${right}`,
  );
  for (const { bbox } of lines.filter(({ text }) => right.startsWith(text)))
    expect(bbox[0]).toBeCloseTo(320 / 595.28, 2);
});

it('rows of a table are read across, and so are labels side by side', async () => {
  const lines = await linesOf((document) => {
    for (const [at, name] of ['Блок', 'Кирпич', 'Балка', 'Плита'].entries()) {
      write(document, name, [60, 100 + at * 20]);
      write(document, `${at + 1} шт.`, [300, 100 + at * 20]);
    }
  });
  expect(joined(lines)).toBe('Блок 1 шт. Кирпич 2 шт. Балка 3 шт. Плита 4 шт.');
});

it('a page laid sideways is read as it lies, with its boxes where the letters are', async () => {
  const lines = await linesOf((document) => {
    document.rotate(90, { origin: [0, 0] }).translate(0, -595);
    column(document, left, [60, 100], 200);
    column(document, right, [320, 100], 200);
  });
  expect(joined(lines)).toBe(`${left} ${right}`);
  expect(lines.every(({ bbox }) => bbox[3] - bbox[1] > bbox[2] - bbox[0])).toBe(true);
});

it('upright text comes before what is turned in the margin; no words are no lines', async () => {
  const lines = await linesOf((document) => {
    document.save().rotate(-90, { origin: [30, 400] });
    write(document, 'Инв. № подл.', [30, 400]);
    document.restore();
    write(document, 'Общие указания', [100, 500]);
  });
  expect(lines.map(({ text }) => text)).toEqual(['Общие указания', 'Инв. № подл.']);
  expect(readingLines([], { width: 100, height: 100 })).toEqual([]);
});
