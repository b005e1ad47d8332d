import { describe, expect, it } from 'vitest';
import { layoutDocument } from './index.ts';
import { column, type Drawing, drawnPages, write } from './testing/drawn-pages.ts';

const read = (pages: Awaited<ReturnType<typeof drawnPages>>) =>
  layoutDocument(pages, { bytesHash: 'a', title: '' }).model.blocks;
const headings = (text: string) => text.match(/(?<=^#### ).+$/gmu) ?? [];

const notes = [
  ['1', 'TYPICAL LAYOUT OF DEVICES.'],
  ['2', 'REFER TO SIMILAR ROOM FOR TYPICAL LAYOUT.'],
  ['3', 'ALLOCATE 120V FOR DRINKING FOUNTAIN.', 'LOCATION TO BE DETERMINED.'],
  ['4', 'CONNECT TO MOTORIZED PARTITION.'],
  ['5', 'PROVIDE FOUR TWISTLOCK OUTLETS IN EACH OF THE ROOMS.'],
  ['6', 'TERMINATE POWER CONNECTION VIA VERTICAL UTILITY CHASE.'],
  ['7', 'COORDINATE WITH CONTRACTOR FOR EXACT LOCATION.'],
] as const;

describe('headings', () => {
  it('are not told by capitals where all is in capitals: numbered notes are items, with their further lines', async () => {
    const pages = await drawnPages((document) => {
      write(document, 'SHEET NOTES:', [60, 60]);
      let y = 90;
      for (const [number, ...lines] of notes) {
        write(document, number, [60, y]);
        for (const line of lines) {
          write(document, line, [74, y]);
          y += 12;
        }
        y += 8;
      }
      write(document, 'POWER PLAN', [60, 400], 18);
    });
    const text = read(pages)
      .map((block) => block.text)
      .join('\n\n');
    expect(headings(text)).toEqual(['SHEET NOTES:', 'POWER PLAN']);
    expect(text).toContain(
      '2 REFER TO SIMILAR ROOM FOR TYPICAL LAYOUT.\n3 ALLOCATE 120V FOR DRINKING FOUNTAIN. LOCATION TO BE DETERMINED.\n4 ',
    );
  });

  it('are told by capitals in ordinary text', async () => {
    const pages = await drawnPages((document) => {
      write(document, 'ОБЛАСТЬ ПРИМЕНЕНИЯ', [60, 60]);
      column(
        document,
        'Свод правил распространяется на изыскания для строительства. '.repeat(6),
        [60, 90],
        400,
      );
    });
    expect(headings(read(pages)[0]?.text ?? '')).toEqual(['ОБЛАСТЬ ПРИМЕНЕНИЯ']);
  });
});

/** Left and right pages have their numbers at different ends; the first page of a topic names it. */
function drawTopic(document: Drawing, topic: string, page: number): void {
  const left = page % 2 === 0;
  write(document, left ? `${page} ${topic}` : `${topic} ${page}`, [60, 30]);
  if (!left) write(document, topic, [60, 100]);
  column(document, `Правила производства, часть ${page * 3}. `.repeat(8), [60, 130], 400);
}

describe('running headers that change with the topic', () => {
  it('are no blocks where the page, or the one before, says the same', async () => {
    const topics = [
      'Бетонные работы',
      'Кровельные работы',
      'Земляные работы',
      'Отделка фасадов',
      'Сети связи',
    ];
    const pages = await drawnPages((document) => {
      for (let page = 1; page <= 10; page++) {
        if (page > 1) document.addPage();
        const topic = topics[Math.ceil(page / 2) - 1] ?? '';
        drawTopic(document, topic, page);
      }
    });
    const blocks = read(pages);
    expect(blocks.filter(({ category }) => category === 'running')).toEqual([]);
    for (const topic of topics) {
      expect(blocks.filter(({ text }) => text.includes(topic))).toHaveLength(1);
    }
  });
});
