import type { TestFile } from '#platform/testing/index.ts';

/** A block of the house as its frame, its text and its drawing have it. */
export interface HouseBlock {
  code: string;
  /** From 1. */
  page: number;
  kind?: 'TEXT' | 'IMAGE';
  /** Shares of the page: left, top, right, bottom. */
  bbox: [number, number, number, number];
  text: string;
  /** What recognition added behind the description of a picture. */
  tail?: string;
  /** Lines that are drawn in the place; by default those of the text. */
  seen?: readonly string[];
  /** The twin of the same place. */
  linked?: string;
  /** Drawn without a single letter. */
  isLineArt?: boolean;
}

interface House {
  stem: string;
  pages: readonly { width: number; height: number; sheet: string | null; title: string | null }[];
  blocks: readonly HouseBlock[];
}

const ocrLabel = '**Распознанный OCR текст на чертеже:**';
const pixelsPerPoint = 300 / 72;

/** `_document.md`, `_blocks.json` and `_annotation.json` in the shapes that users really have. */
export function writeHouse({ stem, pages, blocks }: House): TestFile[] {
  return [
    { name: `${stem}_document.md`, bytes: writeMarkdown({ stem, pages, blocks }) },
    { name: `${stem}_blocks.json`, bytes: JSON.stringify(indexOf(blocks)) },
    { name: `${stem}_annotation.json`, bytes: JSON.stringify(annotationOf({ stem, pages, blocks })) },
  ];
}

function writeMarkdown({ stem, pages, blocks }: House): string {
  const lines = [
    `# Проект / ${stem}.pdf`,
    '**Штамп:** Шифр: 77-26-АР | Стадия: РД | Объект: Жилой дом | Организация: ООО «Проект»',
  ];
  for (const [at, { sheet, title }] of pages.entries()) {
    const own = blocks.filter(({ page }) => page === at + 1);
    if (own.length === 0) continue;
    lines.push(`## СТРАНИЦА ${at + 1}`);
    if (sheet !== null) lines.push(`**Лист:** ${sheet} (из 8)`);
    if (title !== null) lines.push(`**Наименование листа:** ${title}`);
    for (const { code, kind = 'TEXT', text, tail } of own) {
      lines.push(`### BLOCK [${kind}]: ${code}`, text, ...(tail === undefined ? [] : [ocrLabel, tail]));
    }
  }
  return `${lines.join('\n\n')}\n`;
}

/** Pictures only, pages from 0. */
function indexOf(blocks: readonly HouseBlock[]) {
  const pictures = blocks.filter(({ kind }) => kind === 'IMAGE');
  return {
    blocks: pictures.map(({ code, page }) => ({
      ...{ id: code, page_index: page - 1, block_type: 'image', category_code: null, crop_url: null },
    })),
  };
}

/** Every page, also those without frames, from 0. */
function annotationOf({ stem, pages, blocks }: House) {
  return {
    pdf_path: `${stem}.pdf`,
    pages: pages.map(({ width, height }, at) => ({
      page_number: at,
      width: Math.round(width * pixelsPerPoint),
      height: Math.round(height * pixelsPerPoint),
      blocks: blocks
        .filter(({ page }) => page === at + 1)
        .map(({ code, kind = 'TEXT', bbox, linked }) => ({
          ...{ id: code, page_index: at, block_type: kind.toLowerCase(), coords_norm: bbox },
          ...{ source: 'user', shape_type: 'rectangle', ...(linked && { linked_block_id: linked }) },
        })),
    })),
  };
}

const note =
  'Стены оштукатурить и окрасить, полы выложить керамогранитом по стяжке, швы затереть, примыкания уплотнить. ';
const notesEach = 35;
const letters = 'ACDEFGHJKL';

/** Text blocks of a page that nobody asks about. */
export function writeNotes(volume: number): HouseBlock[] {
  const count = Math.ceil(volume / (note.length * notesEach));
  return Array.from({ length: count }, (_, at) => ({
    code: `NXTE-${[...String(at).padStart(4, '0')].map((digit) => letters[Number(digit)]).join('')}-AAA`,
    page: 3,
    bbox: [0.05, at / count, 0.95, (at + 1) / count],
    text: `Указание ${at + 1}. ${note.repeat(notesEach)}`,
    isLineArt: true,
  }));
}
