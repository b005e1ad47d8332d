import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPdfium, openDocument, type PdfDocument, renderRegion } from '../pdf/index.ts';
import { boxToPage, pageView, toPagePoint, toViewPoint, type View, zoom } from './index.ts';

const ROTATIONS = [0, 90, 180, 270] as const;
/** In user space: a dark mark inside the CropBox, which is no part of the middle. */
const MARK = { left: 130, bottom: 90, right: 190, top: 110 };

/** Pages of 600 × 400 whose CropBox is 500 × 350, rotated by quarters; on the last four a unit is two points. */
async function rotatedPages(): Promise<Uint8Array> {
  const document = new PDFDocument({ autoFirstPage: false });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const userUnit of [1, 2]) {
    for (const rotation of ROTATIONS) {
      document.addPage({ size: [600, 400], margin: 0 });
      Object.assign(document.page.dictionary.data, {
        Rotate: rotation,
        CropBox: [50, 30, 550, 380],
        UserUnit: userUnit,
      });
      document.rect(MARK.left, 400 - MARK.top, MARK.right - MARK.left, MARK.top - MARK.bottom).fill('black');
    }
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

describe('views agree with PDFium', () => {
  let document: PdfDocument;

  beforeAll(async () => {
    document = openDocument(await loadPdfium(), await rotatedPages());
  });
  afterAll(() => document.close());

  /** Where PDFium says that a device pixel of the whole page lies. */
  function pdfiumPoint(number: number, { width, height }: View, pixel: readonly [number, number]) {
    const page = document.loadPage(number);
    const { api } = document.pdfium;
    try {
      return document.pdfium.withBuffer(16, (pointer) => {
        api.FPDF_DeviceToPage(page.handle, 0, 0, width, height, 0, ...pixel, pointer, pointer + 8);
        const heap = document.pdfium.heap();
        const view = new DataView(heap.buffer, heap.byteOffset + pointer, 16);
        return [view.getFloat64(0, true), view.getFloat64(8, true)];
      });
    } finally {
      page.close();
    }
  }

  /** Bounds of the dark pixels of a view as PDFium draws it. */
  function darkBox(number: number, { box, width, height }: View) {
    const page = document.loadPage(number);
    try {
      const { data } = renderRegion(page, { box, width, height, maxPixels: 5_000_000 });
      const found = [width, height, 0, 0];
      for (let at = 0; at < width * height; at++) {
        if (data[at * 4]! > 127) continue;
        const [x, y] = [at % width, Math.floor(at / width)];
        found.splice(
          0,
          4,
          ...[
            Math.min(found[0]!, x),
            Math.min(found[1]!, y),
            Math.max(found[2]!, x + 1),
            Math.max(found[3]!, y + 1),
          ],
        );
      }
      return found;
    } finally {
      page.close();
    }
  }

  function markIn(view: View): number[] {
    const [ax, ay] = toViewPoint(view, [MARK.left, MARK.bottom]);
    const [bx, by] = toViewPoint(view, [MARK.right, MARK.top]);
    return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('page %i: matrix, picture and a zoom into it', (number) => {
    const geometry = document.geometry(number);
    expect(geometry.rotation).toBe(ROTATIONS[(number - 1) % 4]);
    expect(geometry.userUnit).toBe(number > 4 ? 2 : 1);
    const overview = pageView(geometry, { longSide: 1000, area: 1_000_000 });
    for (const pixel of [
      [0, 0],
      [overview.width, 0],
      [123, 456],
      [overview.width, overview.height],
    ] as const) {
      const [x, y] = pdfiumPoint(number, overview, pixel);
      const point = toPagePoint(overview, [...pixel]);
      expect(Math.hypot(point[0] - x!, point[1] - y!)).toBeLessThan(0.01);
    }

    const mark = markIn(overview);
    const target = zoom(overview, { box: mark as [number, number, number, number], units: 'px' });
    const closer = zoom(target, { box: [0.3, 0.3, 0.9, 0.8] });
    for (const view of [overview, target]) {
      const drawn = darkBox(number, view);
      expect(drawn.map((value, at) => Math.abs(value - markIn(view)[at]!) <= 1)).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
    const [x, y] = toPagePoint(closer, [closer.width / 2, closer.height / 2]);
    const seen = boxToPage(target, [...toViewPoint(target, [x, y]), ...toViewPoint(target, [x, y])]);
    expect(seen[0]).toBeCloseTo((closer.box[0] + closer.box[2]) / 2, 9);
    expect(seen[1]).toBeCloseTo((closer.box[1] + closer.box[3]) / 2, 9);
  });
});
