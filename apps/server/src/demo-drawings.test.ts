import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { type BlockModel, type DocumentModel, readBundle } from '@aizoomdoc/documents';
import { loadPdfium, openDocument, type PageWord, readPageContent } from '@aizoomdoc/documents/pdf';
import { type ReadDocument, readDocuments } from '@aizoomdoc/documents/readers';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawDemo } from '../demo/drawings/draw-demo.ts';

const stem = 'dom-na-sadovoy-AR';
const demoFile = (ending: string) => {
  const name = `${stem}${ending}`;
  return { name, bytes: readFileSync(new URL(`../demo/${name}`, import.meta.url)) };
};
const pdf = demoFile('.pdf');
const annotation = demoFile('_annotation.json');
const text = [demoFile('_document.md'), demoFile('_blocks.json')];

function textOnly(): DocumentModel {
  const { document } = readBundle(text);
  if (document === null) throw new Error('The demo does not read');
  return document;
}

/** Letters and digits alone: lines are broken at will, and one block has marks that recognition took for Latin. */
const folded = (said: string) =>
  said
    .replaceAll('O', 'О')
    .replaceAll('K', 'К')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** The words inside a box, as one text without spaces. */
function wordsIn(words: readonly PageWord[], bbox: BlockModel['bbox']): string {
  const [x0, y0, x1, y1] = bbox ?? [0, 0, 0, 0];
  const inside = words.filter(({ bbox: [left, top, right, bottom] }) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return x > x0 && x < x1 && y > y0 && y < y1;
  });
  return folded(inside.map((word) => word.text).join(' '));
}

/** Of a picture what it names, ranges one by one; of a title block what its fields hold; of another text all its words. */
function marksOf({ kind, text: said, tables }: BlockModel): string[] {
  if (said.startsWith('Основная надпись'))
    return tables.flatMap(({ header, rows }) =>
      [header, ...rows].flatMap(([name = '', value = '', more = '']) =>
        name.startsWith('Изм.') ? [] : [value, more].map((field) => field.replace(/^(Лист|Листов) /u, '')),
      ),
    );
  if (kind !== 'image') return said.split(/[\s|#*]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const named = /\*\*Сущности:\*\*\s*(.+)/u.exec(said)?.[1] ?? '';
  return named.split(', ').flatMap((mark) => {
    const [, start = '', from, to] = /^(\D+-)(\d)…\D+-(\d)$/u.exec(mark) ?? [];
    if (from === undefined) return [mark];
    return Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, step) => `${start}${Number(from) + step}`,
    );
  });
}

/** What a PDF says, whatever packed it. */
function contentOf(bytes: Buffer): string {
  const streams = bytes.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g);
  return [...streams]
    .map(([, packed = '']) => inflateSync(Buffer.from(packed, 'latin1')).toString('latin1'))
    .join('\n');
}

it('is drawn after its own text, again the same', async () => {
  const drawn = await drawDemo(textOnly());
  expect(drawn.annotation).toBe(annotation.bytes.toString('utf8'));
  expect(contentOf(drawn.pdf)).toBe(contentOf(pdf.bytes));
  expect(pdf.bytes.length).toBeLessThan(400 * 1024);
});

describe('the annotated demo', () => {
  let read: ReadDocument;
  let words: PageWord[][];

  beforeAll(async () => {
    const { documents, report } = await readDocuments([...text, annotation]);
    expect(report).toEqual([]);
    [read] = documents as [ReadDocument];
    const pdfium = await loadPdfium();
    const document = await openDocument(pdfium, pdf.bytes);
    words = Array.from({ length: document.pageCount }, (_, index) => {
      const page = document.loadPage(index + 1);
      try {
        return readPageContent(page).words;
      } finally {
        page.close();
      }
    });
    document.close();
  });

  it('says what its text alone says', () => {
    const bare = textOnly();
    expect(read.report).toEqual([]);
    expect(read.model.blocks.map(({ code, page, kind, text: said }) => [code, page, kind, said])).toEqual(
      bare.blocks.map(({ code, page, kind, text: said }) => [code, page, kind, said]),
    );
    expect(read.model.sheets).toEqual(bare.sheets);
    expect(read.model.stamp).toEqual(bare.stamp);
  });

  it('has every block in its own place on its sheet', () => {
    expect(words).toHaveLength(read.model.pages.length);
    for (const { code, bbox } of read.model.blocks) {
      expect([code, bbox]).not.toContain(null);
      const [x0, y0, x1, y1] = bbox ?? [1, 1, 0, 0];
      expect([code, x0 >= 0 && y0 >= 0 && x1 <= 1 && y1 <= 1 && x0 < x1 && y0 < y1]).toEqual([code, true]);
    }
  });

  it('has in the box of a block what the block says', () => {
    const missing = read.model.blocks.flatMap((block) => {
      const inside = wordsIn(words[block.page - 1] ?? [], block.bbox);
      return marksOf(block).flatMap((mark) =>
        inside.includes(folded(mark)) ? [] : [`${block.code}: ${mark}`],
      );
    });
    expect(missing).toEqual([]);
  });
});
