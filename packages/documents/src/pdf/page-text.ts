import { type Affine, toSeen } from './affine.ts';
import { type DirectCalls, directCalls, type Scratch, withScratch } from './direct-calls.ts';
import type { PdfPage } from './open-document.ts';
import type { PageGeometry, PageWord } from './page-content.ts';
import { type Letter, WordBuilder } from './word-builder.ts';

/** A page of more letters is no page that anyone reads. */
const maxLetters = 1_000_000;
/** PDFium's mark for a hyphen at the end of a line. */
const lineEndHyphen = 0x02;
const replacement = 0xfffd;

/** How the letters of one text object stand on the page as seen. */
interface Style {
  size: number;
  angle: number;
}

/** Words of the text layer, in the order of the content stream; invisible ones (OCR over a scan) too, those off the page not. */
export function readWords(page: PdfPage): PageWord[] {
  const { pdfium, handle } = { pdfium: page.document.pdfium, handle: page.handle };
  const textPage = pdfium.api.FPDFText_LoadPage(handle);
  if (textPage === 0) return [];
  try {
    return withScratch(pdfium, 6, (scratch) =>
      new TextPage({ calls: directCalls(pdfium), textPage, scratch, geometry: page.geometry }).words(
        Math.min(maxLetters, pdfium.api.FPDFText_CountChars(textPage)),
      ),
    );
  } finally {
    if (!pdfium.isBroken()) pdfium.api.FPDFText_ClosePage(textPage);
  }
}

interface TextPageParts {
  calls: DirectCalls;
  textPage: number;
  scratch: Scratch;
  geometry: PageGeometry;
}

class TextPage {
  private readonly parts: TextPageParts;
  private readonly seen: Affine;

  constructor(parts: TextPageParts) {
    this.parts = parts;
    this.seen = toSeen(parts.geometry);
  }

  words(count: number): PageWord[] {
    const { calls, textPage, geometry } = this.parts;
    const builder = new WordBuilder(geometry);
    let object = -1;
    let style: Style = { size: 0, angle: 0 };
    for (let index = 0; index < count; index++) {
      const code = calls.FPDFText_GetUnicode(textPage, index);
      if (code === 0x0a || code === 0x0d) {
        builder.endLine();
        continue;
      }
      if (code === 0x20 || code === 0xa0 || code === 0x09) {
        builder.endWord();
        continue;
      }
      const owner = calls.FPDFText_GetTextObject(textPage, index);
      if (owner !== object) {
        object = owner;
        style = this.style(index);
      }
      const letter = this.letter(index, code, style);
      if (letter !== null) builder.add(letter);
    }
    return builder.finish();
  }

  private style(index: number): Style {
    const { calls, textPage, scratch, geometry } = this.parts;
    calls.FPDFText_GetMatrix(textPage, index, scratch.pointer);
    const fontSize = calls.FPDFText_GetFontSize(textPage, index);
    const [a = 1, b = 0, c = 0, d = 1] = scratch.floats();
    const across = this.seen[0] * a + this.seen[2] * b;
    const down = this.seen[1] * a + this.seen[3] * b;
    const degrees = (Math.atan2(down, across) * 180) / Math.PI;
    return {
      size: Math.abs(fontSize) * Math.hypot(c, d) * geometry.userUnit,
      angle: snapped((degrees + 360) % 360),
    };
  }

  private letter(index: number, code: number, style: Style): Letter | null {
    const text = letterText(code);
    if (text === null) return null;
    const { calls, textPage, scratch } = this.parts;
    if (calls.FPDFText_GetLooseCharBox(textPage, index, scratch.pointer) === 0) return null;
    const [left = 0, top = 0, right = 0, bottom = 0] = scratch.floats();
    const [a, b, c, d, e, f] = this.seen;
    const x = a * left + c * bottom + e;
    const y = b * left + d * bottom + f;
    const u = a * right + c * top + e;
    const v = b * right + d * top + f;
    return {
      text,
      x0: Math.min(x, u),
      y0: Math.min(y, v),
      x1: Math.max(x, u),
      y1: Math.max(y, v),
      ...style,
    };
  }
}

/** Baselines a hair off the level are level. */
function snapped(degrees: number): number {
  const quarter = Math.round(degrees / 90) * 90;
  return (Math.abs(degrees - quarter) < 1.5 ? quarter : Math.round(degrees)) % 360;
}

/** `null` for what has no shape: zero-width marks and controls. */
function letterText(code: number): string | null {
  if (code === 0) return String.fromCodePoint(replacement);
  if (code === lineEndHyphen || code === 0xfffe) return '-';
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return null;
  if ((code >= 0x200b && code <= 0x200f) || code === 0xfeff || (code >= 0x2060 && code <= 0x2064))
    return null;
  if (code > 0x10ffff) return String.fromCodePoint(replacement);
  return String.fromCodePoint(code);
}
