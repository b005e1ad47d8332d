import type { Box } from '../model.ts';
import { annotationBounds, eachAnnotation } from './annotations.ts';
import type { PageGeometry } from './page-content.ts';
import type { Pdfium } from './pdfium.ts';

const linkSubtype = 2;
const popupSubtype = 16;
const hiddenFlag = 2;
const normalAppearance = 0;
/** Bytes of an appearance that is not there: the end of an empty text. */
const emptyAppearance = 2;
/** A line's width, an arrow's head: what an annotation may draw outside its rectangle, as a share of the page. */
const margin = 0.02;

/**
 * Where the annotations of a page are that draw anything. Sheets of AutoCAD carry hundreds that do not («AutoCAD SHX Text»), and PDFium
 * takes 20 ms to find that out with every picture.
 */
export function drawnAnnotations(pdfium: Pdfium, page: number, geometry: PageGeometry): Box[] {
  const boxes: Box[] = [];
  eachAnnotation(pdfium, page, (annotation) => {
    if (isDrawn(pdfium, annotation)) boxes.push(boxOf(pdfium, annotation, geometry));
  });
  return boxes;
}

export function overlaps(one: Box, other: Box): boolean {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
}

function isDrawn(pdfium: Pdfium, annotation: number): boolean {
  const { api } = pdfium;
  const subtype = api.FPDFAnnot_GetSubtype(annotation);
  if (subtype === popupSubtype || (api.FPDFAnnot_GetFlags(annotation) & hiddenFlag) !== 0) return false;
  if (api.FPDFAnnot_GetAP(annotation, normalAppearance, 0, 0) > emptyAppearance) return true;
  if (subtype === linkSubtype) return false;
  // PDFium draws an appearance of its own, unless there is neither a border nor a filling.
  return borderWidth(pdfium, annotation) !== 0 || api.FPDFAnnot_HasKey(annotation, 'IC');
}

/** In points; `null` where the annotation does not say. */
function borderWidth(pdfium: Pdfium, annotation: number): number | null {
  return pdfium.withBuffer(12, (pointer) => {
    const stated = pdfium.api.FPDFAnnot_GetBorder(annotation, pointer, pointer + 4, pointer + 8);
    return stated ? (pdfium.floats(pointer, 3)[2] ?? null) : null;
  });
}

function boxOf(pdfium: Pdfium, annotation: number, geometry: PageGeometry): Box {
  const { x0, y0, x1, y1 } = annotationBounds(pdfium, annotation, geometry);
  const { width, height } = geometry;
  return [x0 / width - margin, y0 / height - margin, x1 / width + margin, y1 / height + margin];
}
