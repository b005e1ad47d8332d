import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { createPdfPool, type PageGeometry, type PdfPool, type PdfSource } from '../../pdf/index.ts';
import type { RenderRegion } from '../ocr-page.ts';

interface Label {
  text: string;
  /** Points from the top left. */
  x: number;
  y: number;
  size?: number;
  /** Reads upwards. */
  upwards?: boolean;
}

interface PrintedPage extends AsyncDisposable {
  page: PageGeometry;
  render: RenderRegion;
  /** The whole page at 300 dpi. */
  png(): Promise<Buffer>;
}

const font = fileURLToPath(
  new URL('../fonts/NotoSans-Regular.ttf', import.meta.resolve('@embedpdf/fonts-latin')),
);

/** A page printed in Noto Sans and drawn by PDFium, so that no font of the machine matters. */
export async function printedPage(
  labels: readonly Label[],
  size: [number, number] = [595, 842],
): Promise<PrintedPage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-ocr-test-'));
  const pool = createPdfPool({ workers: 1 });
  const source = await save(path.join(folder, 'page.pdf'), await pdfOf(labels, size));
  const [page] = (await pool.info(source)).pages;
  if (page === undefined) throw new Error('a page without a page');
  const render = renderer(pool, source);
  const pixels = (points: number) => Math.round((points / 72) * 300);
  const whole = { page: 1, box: [0, 0, 1, 1] as [number, number, number, number] };
  const signal = new AbortController().signal;
  return {
    page,
    render,
    png: async () =>
      Buffer.from(await render({ ...whole, width: pixels(page.width), height: pixels(page.height), signal })),
    async [Symbol.asyncDispose]() {
      await pool.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function renderer(pool: PdfPool, source: PdfSource): RenderRegion {
  return async ({ signal, ...region }) => {
    const request = { ...region, source, format: 'png', tone: 'gray', maxPixels: 64_000_000 } as const;
    return (await pool.render(request, { signal })).bytes;
  };
}

async function save(file: string, bytes: Buffer): Promise<PdfSource> {
  await writeFile(file, bytes);
  return { id: createHash('sha256').update(bytes).digest('hex'), path: file };
}

async function pdfOf(labels: readonly Label[], size: [number, number]): Promise<Buffer> {
  const document = new PDFDocument({ size, margin: 0 });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.font(font);
  for (const { text, x, y, size: fontSize = 12, upwards = false } of labels) {
    document.save();
    if (upwards) document.rotate(-90, { origin: [x, y] });
    document.fontSize(fontSize).text(text, x, y, { lineBreak: false });
    document.restore();
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
