import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';

const faces = ['Regular', 'Bold', 'Italic', 'BoldItalic'] as const;
const boldWeight = 600;
/** Families that PDFium has built in, without Cyrillic but with the widths that a file may rely on. */
const standardFace = /^(Courier|Helvetica|Times)/;

/** What fonts need of PDFium. */
interface FontHost {
  api: WrappedPdfiumModule;
  heap(): Uint8Array;
  allocate(bytes: number): number;
}

/** Set before a page is loaded or drawn. */
export interface FontPolicy {
  /** Whether text in fonts that are not in the file is surely Latin. */
  isLatinOnly(): boolean;
}

/**
 * Whether `file` is sure to have no Cyrillic in fonts that are not embedded: that takes an encoding of its own or a composite font, and a
 * dictionary that is packed could hide one.
 */
export function hasPlainEncodingsOnly(file: Buffer): boolean {
  return !['/Differences', '/Type0', '/ObjStm'].some((sign) => file.includes(sign));
}

/**
 * Gives PDFium the only fonts it has for text whose font is not in the file: Noto Sans. Without it Cyrillic in such fonts (Arial, GOST
 * type A: usual in exports from CAD) is drawn as nothing.
 */
export function installFonts(pdfium: FontHost, policy: FontPolicy): void {
  const { api, allocate } = pdfium;
  const fontData = new Map<number, Buffer>();
  const add = (signature: string, call: (...values: number[]) => number | undefined) =>
    api.pdfium.addFunction(call, signature);
  // FPDF_SYSFONTINFO of version 2: the version and eight callbacks, 32 bits each.
  const info = new Uint32Array([
    2,
    add('vi', () => undefined),
    add('vii', () => undefined),
    // MapFont(this, weight, italic, charset, pitchFamily, face, exact): a handle, here the face's index from 1; 0 for PDFium's own.
    add('iiiiiiii', (...values) => {
      const [, weight = 400, italic = 0, , , face = 0] = values;
      if (standardFace.test(api.pdfium.UTF8ToString(face)) && policy.isLatinOnly()) return 0;
      return 1 + (weight >= boldWeight ? 1 : 0) + (italic ? 2 : 0);
    }),
    add('iii', () => 0),
    add('iiiiii', (...values) => {
      const [, font = 1, table = 0, buffer = 0, size = 0] = values;
      const data = fontTable(readFont(fontData, font), table);
      if (data && buffer !== 0 && size >= data.length) pdfium.heap().set(data, buffer);
      return data?.length ?? 0;
    }),
    add('iiiii', () => 0),
    add('iii', () => 0),
    add('vii', () => undefined),
  ]);
  const pointer = allocate(info.byteLength);
  pdfium.heap().set(new Uint8Array(info.buffer), pointer);
  api.FPDF_SetSystemFontInfo(pointer);
}

function readFont(loaded: Map<number, Buffer>, font: number): Buffer {
  const known = loaded.get(font);
  if (known) return known;
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-latin')));
  const data = readFileSync(join(home, 'fonts', `NotoSans-${faces[font - 1] ?? 'Regular'}.ttf`));
  loaded.set(font, data);
  return data;
}

/** The whole file for table 0, else the named table of it, `null` where it has none. */
function fontTable(font: Buffer, tag: number): Buffer | null {
  if (tag === 0) return font;
  const tables = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + tables * 16; entry += 16) {
    if (font.readUInt32BE(entry) !== tag >>> 0) continue;
    const offset = font.readUInt32BE(entry + 8);
    return font.subarray(offset, offset + font.readUInt32BE(entry + 12));
  }
  return null;
}
