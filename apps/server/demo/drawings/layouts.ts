import { type Format, margins, stampHeight, stampWidth } from './frame.ts';

/** A column of blocks under one another. */
export interface Column {
  x: number;
  width: number;
  /** Where the first block begins. */
  from: number;
  /** Where the last one has to end. */
  to: number;
  /** First groups of codes. */
  codes: readonly string[];
}

export interface Layout {
  format: Format;
  columns: readonly Column[];
  isTitle: boolean;
}

const a2: Format = { width: 594, height: 420 };
const a3x3: Format = { width: 891, height: 420 };
const a4: Format = { width: 210, height: 297 };
const a4Wide: Format = { width: 297, height: 210 };
const padding = 6;
const gap = 8;

/** Columns from left to right; those over the title block end above it. */
function layout(
  format: Format,
  columns: readonly (readonly [width: number, codes: string])[],
  { from, isTitle = false }: { from?: number; isTitle?: boolean } = {},
): Layout {
  let x = margins.left + padding;
  const stampLeft = format.width - margins.edge - stampWidth;
  const bottom = format.height - margins.edge - padding;
  return {
    format,
    isTitle,
    columns: columns.map(([width, codes]) => {
      const isOverStamp = format.height > 300 && x + width > stampLeft;
      const to = isOverStamp ? bottom - stampHeight : bottom;
      const column = { x, width, from: from ?? margins.edge + padding, to, codes: codes.split(' ') };
      x += width + gap;
      return column;
    }),
  };
}

/** Where the blocks of each page stand, by the beginnings of their codes; title blocks have their own place. */
export const layouts: readonly Layout[] = [
  layout(a4, [[173, 'PEA3']], { from: 90, isTitle: true }),
  layout(a4, [[173, 'UQ7E E9AE']], { from: 80, isTitle: true }),
  layout(a4Wide, [[260, '46AK L7XD']], { from: 16 }),
  layout(a2, [
    [180, 'Q3QC 34R4 EJ4C UV4D Y7TV'],
    [180, 'VJ3M W7XW'],
    [181, 'KCG4 Q9XN G4YH'],
  ]),
  layout(a3x3, [
    [230, 'QV4J 9TYV'],
    [230, 'Q9DG UW7X'],
    [185, '7G9F 46XR 69UD 4WTH Q6TA'],
    [185, 'Y6LJ HUC9 9JLD'],
  ]),
  layout(a3x3, [
    [230, 'R3PN J3P7'],
    [230, '9LWY V6MK'],
    [185, '9M6X WXC6'],
    [185, '7F4N K9Y3 DKG3'],
  ]),
  layout(a3x3, [
    [230, '7QHC JGT6'],
    [230, 'PXA7 W7EX'],
    [185, 'U436 4WFR'],
    [185, '3V9J WT76 ATJ7'],
  ]),
  layout(a3x3, [
    [230, '4TP4 MGH9'],
    [230, 'JA9T AP3V'],
    [185, 'DD4V 9ECV'],
    [185, '9GTG 7CDR 7WHY'],
  ]),
  layout(a2, [
    [180, '4T3Y G6M3 4P46'],
    [180, 'MDN4 KJQ9'],
    [181, 'K6PC'],
  ]),
  layout(a3x3, [
    [430, '9QY7 7DHH'],
    [204, '9R6D 4AYP 6FEK'],
    [204, 'UUL3 N67V'],
  ]),
  layout(a3x3, [
    [279, '9FLG W6M6 4HHF'],
    [279, 'YRE9 3DHT'],
    [279, 'J3XT 4YLQ'],
  ]),
  layout(a2, [
    [180, 'L7UY 94WF R6DK'],
    [180, 'P6QD 76K4 Q37E'],
    [181, 'AH6T H43M'],
  ]),
  layout(a2, [
    [180, '39LA 6GQU D7QU'],
    [180, '3CDL UR9M CLJ7'],
    [181, 'CNW9 HQ4L'],
  ]),
  layout(a2, [
    [180, 'F7QR 694D'],
    [180, 'XW7L VK73'],
    [181, '77R3'],
  ]),
];
