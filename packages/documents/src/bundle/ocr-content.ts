import { joinPieces } from '../html/html-to-markdown.ts';
import { type HtmlPiece, HtmlWriter } from '../html/html-writer.ts';
import { scanHtml } from '../html/scan-html.ts';
import type { BlockKind, PageStamp } from '../model.ts';
import { leadingBlockCode } from './block-code.ts';
import { describeImage } from './image-description.ts';
import { findJson } from './loose-json.ts';
import { pageStampOf } from './stamp-line.ts';

/** What the HTML of one recognised block says, with or without the frame that a page puts around it. */
export interface OcrContent {
  /** Markdown. */
  text: string;
  /** «Блок #1 (стр. 2) | Тип: text | ID: 7LPV-EU9...»; empty where there is none. */
  header: string;
  code: string | null;
  linkedCode: string | null;
  cropUrl: string | null;
  stamp: PageStamp | null;
  /** The stamp was copied from another block. */
  stampInherited: boolean;
  /** JSON stands there that could not be read; its text is kept. */
  brokenJson: boolean;
}

const MARKER = /^\**(BLOCK|Linked block|Created|Group)\s*:?\**\s*:?\s*(.*)$/iu;
const CROP = /(?:^|\/)crops\/([^/?#]+)\.(?:pdf|png|jpe?g|webp)(?:[?#]|$)/iu;
/** Markers stand at the top of a block. */
const MARKER_PIECES = 8;

/** Code of the block that a crop belongs to, by its address or path. */
export function cropCode(address: string): string | null {
  const name = CROP.exec(address)?.[1] ?? '';
  const code = leadingBlockCode(name);
  return code?.length === name.length ? code.code : null;
}

/** Reads the HTML of one block, whose `code` may be known; stray tags, whole pages inside and JSON in place of prose are all usual. */
export function readOcrContent(html: string, kind: BlockKind, code: string | null = null): OcrContent {
  const scan = new BlockScan();
  scanHtml(html, scan);
  const pieces = scan.writer.take();
  const marks = takeMarkers(pieces, code);
  const text = joinPieces(pieces);
  const described =
    kind === 'image' || /^\s*(?:`{3}|\{)/u.test(text) ? readDescription(scan.raw.join('')) : null;
  const stampLine = scan.stampLine.replace(/\s+/gu, ' ');
  return {
    header: scan.header.replace(/\s+/gu, ' ').trim(),
    text: described?.text ?? text,
    code: marks.code,
    linkedCode: marks.linkedCode,
    cropUrl: scan.cropUrl,
    stamp: pageStampOf(stampLine) ?? described?.stamp ?? null,
    stampInherited: scan.stampInherited,
    brokenJson: described?.broken ?? false,
  };
}

type Region = 'body' | 'header' | 'stamp' | 'crop_link';

/** Sorts the events of a block: its header, its stamp, the link to its crop, and the rest. */
class BlockScan {
  readonly writer = new HtmlWriter();
  /** Text of the body as it stands, for JSON. */
  readonly raw: string[] = [];
  header = '';
  stampLine = '';
  stampInherited = false;
  cropUrl: string | null = null;
  private region: Region = 'body';
  private hidden = false;

  open(name: string, attributes: ReadonlyMap<string, string>) {
    const classes = attributes.get('class') ?? '';
    if (name === 'div' && classes.includes('block-header')) this.region = 'header';
    else if (name === 'div' && classes.includes('stamp-info')) {
      this.region = 'stamp';
      this.stampLine = '';
      this.stampInherited = classes.includes('stamp-inherited');
    } else if (name === 'title') this.hidden = true;
    else if (name === 'a' && this.region === 'body') this.openLink(attributes.get('href') ?? '');
    if (this.region === 'body') this.writer.open(name, attributes);
    if (this.region === 'body' && name === 'p') this.raw.push('\n');
  }

  close(name: string) {
    if (name === 'title') this.hidden = false;
    else if (this.region === 'crop_link' && name === 'a') this.region = 'body';
    else if (name === 'div' && this.region !== 'body') {
      this.region = 'body';
      this.writer.open('div', new Map());
    } else if (this.region === 'body') this.writer.close(name);
  }

  text(data: string) {
    if (this.hidden) return;
    if (this.region === 'header') this.header += data;
    else if (this.region === 'stamp') this.stampLine += data;
    else if (this.region === 'body') {
      this.writer.text(data);
      this.raw.push(data);
    }
  }

  private openLink(href: string) {
    if (!CROP.test(href)) return;
    this.cropUrl ??= href;
    this.region = 'crop_link';
  }
}

function takeMarkers(
  pieces: HtmlPiece[],
  known: string | null,
): { code: string | null; linkedCode: string | null } {
  const found: { code: string | null; linkedCode: string | null } = { code: known, linkedCode: null };
  for (let at = 0, seen = 0; at < pieces.length && seen < MARKER_PIECES; seen++) {
    const marker = MARKER.exec(pieces[at]?.text ?? '');
    const name = marker?.[1]?.toLowerCase();
    const value = marker?.[2]?.trim() ?? '';
    const code = leadingBlockCode(value);
    if (name === 'block' && isOwnMarker(value, found.code)) found.code ??= code?.code ?? null;
    else if (name === 'linked block' && code !== null) found.linkedCode = code.code;
    else if (name !== 'created' || value.length > 40) {
      at += 1;
      continue;
    }
    pieces.splice(at, 1);
  }
  return found;
}

/** The block's code, or what recognition made of its marker when it read it off the page once more. */
function isOwnMarker(value: string, known: string | null): boolean {
  if (value.includes(' ') || value.length > 40) return false;
  if (known === null) return leadingBlockCode(value)?.length === value.length;
  if (value.length !== known.length) return false;
  return [...value].filter((sign, at) => sign !== known[at]).length <= 4;
}

/** Descriptions out of the JSON of a picture; `null` where it holds no JSON. */
export function readDescription(
  raw: string,
): { text: string; stamp: PageStamp | null; broken: boolean } | null {
  const { objects, rest, broken } = findJson(raw);
  if (objects.length === 0) return null;
  const descriptions = objects.map(
    (object) => describeImage(object) ?? { text: jsonText(object), stamp: null },
  );
  const own = rest
    .split('\n')
    .filter((line) => !MARKER.test(line.trim()) && line.trim() !== '')
    .join('\n')
    .trim();
  const texts = [...descriptions.map(({ text }) => text), own].filter((text) => text !== '');
  return { text: texts.join('\n\n'), stamp: descriptions.find(({ stamp }) => stamp)?.stamp ?? null, broken };
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value, null, 1) ?? '';
  } catch {
    // Nested deeper than the stack.
    return '';
  }
}
