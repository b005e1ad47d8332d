import { createRequire } from 'node:module';
import path from 'node:path';
import type { Look } from '../text/blocks.ts';

const require = createRequire(import.meta.url);
const notoFolder = path.join(path.dirname(require.resolve('@embedpdf/fonts-latin')), '..', 'fonts');
const dejavuFolder = path.join(path.dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');

/** Noto Sans for text; DejaVu for code and for signs that Noto has not: ✓, ≤, →, ⌀ … */
const files = {
  text: path.join(notoFolder, 'NotoSans-Regular.ttf'),
  bold: path.join(notoFolder, 'NotoSans-SemiBold.ttf'),
  italic: path.join(notoFolder, 'NotoSans-Italic.ttf'),
  boldItalic: path.join(notoFolder, 'NotoSans-SemiBoldItalic.ttf'),
  mono: path.join(dejavuFolder, 'DejaVuSansMono.ttf'),
  monoBold: path.join(dejavuFolder, 'DejaVuSansMono-Bold.ttf'),
  signs: path.join(dejavuFolder, 'DejaVuSans.ttf'),
  signsBold: path.join(dejavuFolder, 'DejaVuSans-Bold.ttf'),
} as const;

export type FontName = keyof typeof files;

/** A piece of text in one font. */
export interface FontRun {
  text: string;
  font: FontName;
}

export interface Fonts {
  /** Cuts text where one font ends and another begins. */
  split(text: string, look: Look): FontRun[];
  /** Of text in points. */
  width(text: string, font: FontName, size: number): number;
}

/** The part of pdfkit's fonts that its types leave out. */
interface OpenFont {
  _font: { font: { hasGlyphForCodePoint(code: number): boolean } };
}

/** Longer stretches without a space are measured in parts: pdfkit keeps every word that it has measured. */
const longestKept = 40;

export function createFonts(pdf: PDFKit.PDFDocument): Fonts {
  for (const [name, file] of Object.entries(files)) pdf.registerFont(name, file);
  const known = new Map<FontName, Map<string, boolean>>();

  function has(font: FontName, character: string): boolean {
    let seen = known.get(font);
    if (seen === undefined) {
      seen = new Map();
      known.set(font, seen);
    }
    let answer = seen.get(character);
    if (answer === undefined) {
      pdf.font(font);
      answer = (pdf as unknown as OpenFont)._font.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
      seen.set(character, answer);
    }
    return answer;
  }

  function fontFor(character: string, main: FontName): FontName {
    if (character === ' ' || has(main, character)) return main;
    return main === 'bold' || main === 'boldItalic' || main === 'monoBold' ? 'signsBold' : 'signs';
  }

  return {
    split(text, look) {
      const main = mainFont(look);
      const runs: FontRun[] = [];
      for (const character of text) {
        const font = fontFor(character, main);
        const last = runs.at(-1);
        if (last?.font === font) last.text += character;
        else runs.push({ text: character, font });
      }
      return runs;
    },
    width(text, font, size) {
      pdf.font(font).fontSize(size);
      if (text.length <= longestKept) return pdf.widthOfString(text);
      let width = 0;
      for (let start = 0; start < text.length; start += longestKept) {
        width += pdf.widthOfString(text.slice(start, start + longestKept));
      }
      return width;
    },
  };
}

function mainFont({ bold, italic, mono }: Look): FontName {
  if (mono) return bold ? 'monoBold' : 'mono';
  if (bold) return italic ? 'boldItalic' : 'bold';
  return italic ? 'italic' : 'text';
}
