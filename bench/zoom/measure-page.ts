import { randomUUID } from 'node:crypto';
import type { PageGeometry, PdfPool, PdfSource } from '@aizoomdoc/documents/pdf';
import { timed } from '../lib/metrics.ts';
import { mutool, type PixelRegion, pdftoppm } from './rivals.ts';

export interface PageFigures {
  name: string;
  page: number;
  /** Pixels of a region. */
  width: number;
  height: number;
  dpi: number;
  /** Milliseconds of each region. */
  warm: number[];
  cold: number[];
  pdftoppm: number[];
  /** Of the whole sheet, once; `null` where it was not measured. */
  mutool: number | null;
  /** Of this process with its workers, bytes. */
  rss: number;
}

export interface Repetitions {
  warm: number;
  cold: number;
}

interface Sheet {
  pool: PdfPool;
  source: PdfSource;
  name: string;
  geometry: PageGeometry;
}

/** Of the sheet's width and of its height. */
const share = 1 / 8;
const wantedDpi = 300;
/** A poster of 12 m would be gigapixels: then both draw at fewer dpi. */
const mostPixels = 16_000_000;
/** mutool can only draw the whole sheet; past this it would take minutes. */
const mostPixelsOfSheet = 400_000_000;

/** Cold and warm regions of one page, each at a place of its own, beside the other programs at the same places. */
export async function measurePage(sheet: Sheet, repetitions: Repetitions): Promise<PageFigures> {
  const { pool, source, name, geometry } = sheet;
  const { dpi, width, height } = regionSize(geometry);
  const draw = async (from: PdfSource, { x, y }: Place) => {
    const box = [x, y, x + share, y + share] as [number, number, number, number];
    const request = { source: from, page: geometry.number, box, width, height, format: 'png' } as const;
    return (await timed(() => pool.render({ ...request, maxPixels: mostPixels }))).ms;
  };
  const figures: PageFigures = {
    name,
    page: geometry.number,
    width,
    height,
    dpi,
    warm: [],
    cold: [],
    pdftoppm: [],
    mutool: null,
    rss: 0,
  };
  for (const place of places(repetitions.cold)) {
    // Another id is another document to the pool: opened and parsed anew.
    figures.cold.push(await draw({ ...source, id: randomUUID() }, place));
    const rival = await pdftoppm(pixelRegion(sheet, { ...place, dpi, width, height }));
    if (rival !== null) figures.pdftoppm.push(rival);
  }
  await draw(source, { x: 0, y: 0 });
  for (const place of places(repetitions.warm)) figures.warm.push(await draw(source, place));
  if (width * height <= mostPixelsOfSheet * share * share) {
    figures.mutool = await mutool(pixelRegion(sheet, { x: 0, y: 0, dpi, width, height }));
  }
  figures.rss = process.memoryUsage().rss;
  return figures;
}

interface Place {
  x: number;
  y: number;
}

function places(count: number): Place[] {
  const anywhere = () => Math.random() * (1 - share);
  return Array.from({ length: count }, () => ({ x: anywhere(), y: anywhere() }));
}

/** UserUnit is left out: pdftoppm knows nothing of it. */
function regionSize({ width, height, userUnit }: PageGeometry) {
  const inches = { across: (width / userUnit / 72) * share, down: (height / userUnit / 72) * share };
  const dpi = Math.min(wantedDpi, Math.floor(Math.sqrt(mostPixels / (inches.across * inches.down))));
  const pixels = (length: number) => Math.max(1, Math.round(length * dpi));
  return { dpi, width: pixels(inches.across), height: pixels(inches.down) };
}

function pixelRegion(
  { source, geometry }: Sheet,
  at: Place & Pick<PixelRegion, 'dpi' | 'width' | 'height'>,
): PixelRegion {
  const { path: file, password } = source;
  const x = Math.round((at.x / share) * at.width);
  const y = Math.round((at.y / share) * at.height);
  return { ...at, file, password, page: geometry.number, x, y };
}
