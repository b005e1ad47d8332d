import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { PageWord } from '@aizoomdoc/documents/pdf';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Columns rather than words: like beside like packs to about half. Places to a hundred-thousandth of the page, less than a pixel. */
interface Columns {
  texts: string[];
  /** Four numbers a word. */
  boxes: number[];
  sizes: number[];
  angles: number[];
  runs: number[];
  /** In thousandths. */
  confidences: number[];
}

const fineness = 100_000;
const thousand = 1000;
/** No page has as many words. */
const mostBytes = 64 * 1024 * 1024;

export function packWords(words: readonly PageWord[]): Promise<Buffer> {
  const columns: Columns = {
    texts: words.map(({ text }) => text),
    boxes: words.flatMap(({ bbox }) => bbox.map((edge) => Math.round(edge * fineness))),
    sizes: words.map(({ size }) => Math.round(size * 10) / 10),
    angles: words.map(({ angle }) => angle),
    runs: words.map(({ run }) => run),
    confidences: words.map(({ confidence = 1 }) => Math.round(confidence * thousand)),
  };
  return pack(JSON.stringify(columns));
}

export async function unpackWords(packed: Uint8Array): Promise<PageWord[]> {
  const bytes = await unpack(packed, { maxOutputLength: mostBytes });
  const { texts, boxes, sizes, angles, runs, confidences } = JSON.parse(bytes.toString()) as Columns;
  const edge = (at: number) => (boxes[at] ?? 0) / fineness;
  return texts.map((text, at) => ({
    text,
    bbox: [edge(4 * at), edge(4 * at + 1), edge(4 * at + 2), edge(4 * at + 3)],
    size: sizes[at] ?? 0,
    angle: angles[at] ?? 0,
    run: runs[at] ?? 0,
    confidence: (confidences[at] ?? thousand) / thousand,
  }));
}
