import { type Affine, toSeen } from './affine.ts';
import type { PageGeometry } from './page-content.ts';
import type { Pdfium } from './pdfium.ts';

/** Bounds in points as seen. */
export interface AnnotationBounds {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** A page of more annotations is nobody's work. */
const maxAnnotations = 50_000;

/** Calls `visit` with the handle of each annotation of a page, in the file's order; the handle is closed after it. */
export function eachAnnotation({ api }: Pdfium, page: number, visit: (annotation: number) => void): void {
  const count = Math.min(maxAnnotations, api.FPDFPage_GetAnnotCount(page));
  for (let index = 0; index < count; index += 1) {
    const annotation = api.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    visit(annotation);
    api.FPDFPage_CloseAnnot(annotation);
  }
}

/** Of /Rect, whichever two corners it names. */
export function annotationBounds(
  pdfium: Pdfium,
  annotation: number,
  geometry: PageGeometry,
): AnnotationBounds {
  const seen = toSeen(geometry);
  const corners = pdfium.withBuffer(16, (pointer) => {
    pdfium.api.FPDFAnnot_GetRect(annotation, pointer);
    const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.floats(pointer, 4);
    return [apply(seen, left, top), apply(seen, right, bottom)];
  });
  const across = corners.map(([x]) => x);
  const down = corners.map(([, y]) => y);
  return { x0: Math.min(...across), y0: Math.min(...down), x1: Math.max(...across), y1: Math.max(...down) };
}

/** Text under a key; '' where there is none or it takes more than `maxBytes` of UTF-16. */
export function annotationText(
  pdfium: Pdfium,
  annotation: number,
  { key, maxBytes }: { key: string; maxBytes: number },
): string {
  const { api } = pdfium;
  const bytes = api.FPDFAnnot_GetStringValue(annotation, key, 0, 0);
  if (bytes <= 2 || bytes > maxBytes) return '';
  return pdfium.withBuffer(bytes, (buffer) => {
    api.FPDFAnnot_GetStringValue(annotation, key, buffer, bytes);
    return Buffer.from(pdfium.heap().slice(buffer, buffer + bytes - 2)).toString('utf16le');
  });
}

function apply([a, b, c, d, e, f]: Affine, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}
