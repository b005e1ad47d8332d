import type { StampLabel } from './labels.ts';

/** `[x0, x1, bottom, top]` in millimetres from the lower left corner of the title block. */
export type FieldBox = readonly [number, number, number, number];

export type StampField =
  | 'cipher'
  | 'object'
  | 'building'
  | 'title'
  | 'stage'
  | 'sheet'
  | 'total'
  | 'organisation';

/** One printed form of the title block; all are 185 mm wide, their rows 5 mm high. */
export interface StampForm {
  height: number;
  /** Rows of signatures under the row «Изм. … Дата». */
  rowsBelow: number;
  /** Middles of the columns of that row. */
  columns: Partial<Record<StampLabel, number>>;
  /** Where the roles end and the names begin. */
  roleEnd: number;
  fields: Partial<Record<StampField, FieldBox>>;
}

export const stampWidth = 185;
export const rowHeight = 5;
/** Of revisions and signatures. */
export const leftPart = 65;

const construction = { revision: 5, parts: 15, sheet: 25, document: 35, signature: 47.5, date: 60 };
const engineering = { revision: 3.5, sheet: 12, document: 28.5, signature: 47.5, date: 60 };

const secondSheet = {
  cipher: [65, 175, 0, 15],
  sheet: [175, 185, 0, 8],
} satisfies StampForm['fields'];

/** ГОСТ Р 21.101: form 3 (also 4, for products), 5 and 6. */
const constructionForms: readonly StampForm[] = [
  {
    height: 55,
    rowsBelow: 6,
    columns: construction,
    roleEnd: 20,
    fields: {
      cipher: [65, 185, 45, 55],
      object: [65, 185, 30, 45],
      building: [65, 135, 15, 30],
      title: [65, 135, 0, 15],
      stage: [135, 150, 15, 25],
      sheet: [150, 165, 15, 25],
      total: [165, 185, 15, 25],
      organisation: [135, 185, 0, 15],
    },
  },
  {
    height: 40,
    rowsBelow: 5,
    columns: construction,
    roleEnd: 20,
    fields: {
      cipher: [65, 185, 25, 40],
      title: [65, 135, 0, 25],
      stage: [135, 150, 15, 20],
      sheet: [150, 165, 15, 20],
      total: [165, 185, 15, 20],
      organisation: [135, 185, 0, 15],
    },
  },
  { height: 15, rowsBelow: 0, columns: construction, roleEnd: 20, fields: secondSheet },
];

/** ГОСТ 2.104: forms 1, 2 and 2а. */
const engineeringForms: readonly StampForm[] = [
  {
    height: 55,
    rowsBelow: 6,
    columns: engineering,
    roleEnd: 17,
    fields: {
      cipher: [65, 185, 40, 55],
      title: [65, 135, 15, 40],
      stage: [135, 150, 20, 35],
      sheet: [135, 155, 15, 20],
      total: [155, 185, 15, 20],
      organisation: [135, 185, 0, 15],
    },
  },
  {
    height: 40,
    rowsBelow: 5,
    columns: engineering,
    roleEnd: 17,
    fields: {
      cipher: [65, 185, 25, 40],
      title: [65, 135, 0, 25],
      stage: [135, 150, 15, 20],
      sheet: [150, 165, 15, 20],
      total: [165, 185, 15, 20],
      organisation: [135, 185, 0, 15],
    },
  },
  { height: 15, rowsBelow: 0, columns: engineering, roleEnd: 17, fields: secondSheet },
];

export const stampSystems = [constructionForms, engineeringForms] as const;

/** A form laid over the page: where its lower left corner is and how long its millimetre, in points. */
export interface PlacedForm {
  form: StampForm;
  left: number;
  bottom: number;
  /** Middle of the row «Изм. … Дата». */
  labelRow: number;
  millimetre: number;
}
