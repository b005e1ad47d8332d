import type { Pdfium } from './pdfium.ts';

/**
 * PDFium's functions as the WASM module exports them. The wrapped ones check and convert every argument, which is most of the cost of
 * a call made once a letter or once a line; pointers and numbers only.
 */
export interface DirectCalls {
  FPDFText_GetUnicode(textPage: number, index: number): number;
  FPDFText_GetTextObject(textPage: number, index: number): number;
  FPDFText_GetFontSize(textPage: number, index: number): number;
  /** FS_RECTF: left, top, right, bottom in user space. */
  FPDFText_GetLooseCharBox(textPage: number, index: number, rect: number): number;
  FPDFText_GetMatrix(textPage: number, index: number, matrix: number): number;
  FPDFPage_GetObject(page: number, index: number): number;
  FPDFFormObj_CountObjects(form: number): number;
  FPDFFormObj_GetObject(form: number, index: number): number;
  FPDFPageObj_GetType(object: number): number;
  FPDFPageObj_GetMatrix(object: number, matrix: number): number;
  FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number;
  FPDFPath_GetDrawMode(path: number, fill: number, stroke: number): number;
  FPDFPath_CountSegments(path: number): number;
  FPDFPath_GetPathSegment(path: number, index: number): number;
  FPDFPathSegment_GetType(segment: number): number;
  FPDFPathSegment_GetClose(segment: number): number;
  FPDFPathSegment_GetPoint(segment: number, x: number, y: number): number;
}

export function directCalls(pdfium: Pdfium): DirectCalls {
  return pdfium.api.pdfium.wasmExports as unknown as DirectCalls;
}

/** A few floats of the heap that calls write to and we read from. */
export interface Scratch {
  readonly pointer: number;
  /** Valid until the next call: the heap moves when it grows. */
  floats(): Float32Array;
}

/** Runs `use` with room for `length` floats. */
export function withScratch<T>(pdfium: Pdfium, length: number, use: (scratch: Scratch) => T): T {
  return pdfium.withBuffer(length * 4, (pointer) => {
    let view = new Float32Array(pdfium.heap().buffer, pointer, length);
    return use({
      pointer,
      floats() {
        if (view.length === 0) view = new Float32Array(pdfium.heap().buffer, pointer, length);
        return view;
      },
    });
  });
}
