import type { Box } from '../model.ts';
import { overlaps } from './drawn-annotations.ts';
import type { PdfPage } from './open-document.ts';
import { PdfError } from './pdf-error.ts';
import type { Pdfium } from './pdfium.ts';

export interface RegionRequest {
  /** What of the page, as seen. */
  box: Box;
  /** Size of the picture in pixels; the box is stretched to it. */
  width: number;
  height: number;
  /** Shades of grey, still in RGBA. */
  gray?: boolean;
  /** More pixels are refused with `too_large`. */
  maxPixels: number;
}

/** 8 bits a channel, opaque. */
export interface RegionPixels {
  /** RGBA, rows from the top, `width * 4` bytes each. */
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/** FPDFBitmap_BGRx: the background is opaque, so no alpha is kept. */
const bitmapFormat = 3;
const bytesPerPixel = 4;
const white = 0xffffffff;
/** FPDF_RenderPageBitmap…: annotations too; shades of grey; RGB, not BGR. */
const renderFlags = { annotations: 0x01, gray: 0x08, rgb: 0x10 };

/**
 * Draws exactly the region, not the page around it.
 * @throws {PdfError} `too_large`, `out_of_memory`
 */
export function renderRegion(page: PdfPage, request: RegionRequest): RegionPixels {
  const { pdfium } = page.document;
  const { width, height } = request;
  if (width * height > request.maxPixels) throw new PdfError('too_large');
  const pointer = pdfium.allocate(width * height * bytesPerPixel);
  try {
    drawInto(pdfium, page, { ...request, pointer });
    return { data: pdfium.heap().slice(pointer, pointer + width * height * bytesPerPixel), width, height };
  } finally {
    if (!pdfium.isBroken()) pdfium.free(pointer);
  }
}

function drawInto(pdfium: Pdfium, page: PdfPage, request: RegionRequest & { pointer: number }): void {
  const { api } = pdfium;
  const { width, height, pointer } = request;
  const bitmap = api.FPDFBitmap_CreateEx(width, height, bitmapFormat, pointer, width * bytesPerPixel);
  if (bitmap === 0) throw new PdfError('out_of_memory');
  try {
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
    page.document.chooseFonts();
    pdfium.withBuffer(40, (matrix) => {
      const values = new Float32Array([...regionMatrix(pdfium, page, request), 0, 0, width, height]);
      pdfium.heap().set(new Uint8Array(values.buffer), matrix);
      api.FPDF_RenderPageBitmapWithMatrix(bitmap, page.handle, matrix, matrix + 24, flagsFor(page, request));
    });
  } finally {
    if (!pdfium.isBroken()) api.FPDFBitmap_Destroy(bitmap);
  }
}

function flagsFor(page: PdfPage, { box, gray }: RegionRequest): number {
  const annotated = page.drawnAnnotations().some((drawn) => overlaps(drawn, box));
  return renderFlags.rgb | (annotated ? renderFlags.annotations : 0) | (gray ? renderFlags.gray : 0);
}

/**
 * From the page as PDFium lays it out — on a rectangle of whole points, its size cut down — to the picture: `a b c d e f`. The other
 * call, with whole pixels for the size of the page, would be off by up to a pixel.
 */
function regionMatrix({ api }: Pdfium, page: PdfPage, { box, width, height }: RegionRequest): number[] {
  const laidWidth = Math.trunc(api.FPDF_GetPageWidthF(page.handle));
  const laidHeight = Math.trunc(api.FPDF_GetPageHeightF(page.handle));
  const [x0, y0, x1, y1] = box;
  const a = width / (x1 - x0) / laidWidth;
  const d = height / (y1 - y0) / laidHeight;
  return [a, 0, 0, d, -x0 * laidWidth * a, -y0 * laidHeight * d];
}
