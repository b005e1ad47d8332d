import type { Box } from '../model.ts';
import type { PageGeometry, PageWord } from '../pdf/page-content.ts';
import { LOW_CONFIDENCE, surelyRead } from './confidence.ts';
import type { OcrEngine, OcrLayout, OcrPicture, OcrResult, OcrWord } from './engine.ts';

/** Draws a region of a page (0–1, as seen) as a PNG of so many pixels. */
export type RenderRegion = (region: {
  page: number;
  box: Box;
  width: number;
  height: number;
  signal: AbortSignal;
}) => Promise<Uint8Array>;

export interface OcrPageOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  /** A drawing where the page is larger than A3, or reads better so, unless told. */
  layout?: OcrLayout;
}

export interface OcrPage {
  /** In boxes of the page, each with its confidence, ready for layout. */
  words: PageWord[];
  /** 0–1 over all letters; 0 for a page without any. */
  meanConfidence: number;
  /** Degrees clockwise by which the page as seen must be turned to stand upright. */
  rotation: OcrResult['rotation'];
}

const DPI = 300;
const POINTS_AN_INCH = 72;
/** Longer side of A3 in points, with a little slack. */
const LONGEST_TEXT_PAGE = 1210;
/** A page is drawn smaller than at 300 dpi rather than in more pixels than this. */
const MAX_PIXELS = 200_000_000;
/** A block is widened by this part of its height on every side, so that no letter touches the edge. */
const BLOCK_MARGIN = 0.15;
const MIN_MARGIN_POINTS = 3;
/** Small print is drawn larger: a block of one line is at least so many pixels high. */
const MIN_BLOCK_PIXELS = 60;
const MAX_DPI = 600;

/** Reads a page from its picture, with the words that its text layer would have. */
export async function ocrPage(
  render: RenderRegion,
  page: PageGeometry,
  engine: OcrEngine,
  options: OcrPageOptions = {},
): Promise<OcrPage> {
  const picture = pictureOfRegion(render, page, [0, 0, 1, 1], DPI);
  const result = await readPicture({ picture, page, engine }, options);
  return {
    words: pageWords(result.words, page),
    meanConfidence: result.meanConfidence,
    rotation: result.rotation,
  };
}

/** A small sheet may be text or a drawing: what does not read well as one is read as the other. */
async function readPicture(
  { picture, page, engine }: { picture: OcrPicture; page: PageGeometry; engine: OcrEngine },
  options: OcrPageOptions,
): Promise<OcrResult> {
  const isLarge = Math.max(page.width, page.height) > LONGEST_TEXT_PAGE;
  const layout = options.layout ?? (isLarge ? 'drawing' : 'page');
  const result = await engine.recognisePicture(picture, { ...options, layout });
  const isDoubtful = options.layout === undefined && !isLarge && result.meanConfidence < LOW_CONFIDENCE;
  if (!isDoubtful || result.words.length === 0) return result;
  const other = await engine.recognisePicture(picture, { ...options, layout: 'drawing' });
  return surelyRead(other.words).score > surelyRead(result.words).score ? other : result;
}

/** Reads one block anew («перечитать с картинки»); the words in boxes of the page. Throws as the engine does. */
export async function rereadBlock(
  render: RenderRegion,
  block: { page: PageGeometry; box: Box },
  engine: OcrEngine,
  options: Omit<OcrPageOptions, 'layout'> = {},
): Promise<OcrPage> {
  const { page } = block;
  const box = withMargin(block.box, page);
  const height = (box[3] - box[1]) * page.height;
  const dpi = Math.min(MAX_DPI, Math.max(DPI, (MIN_BLOCK_PIXELS * POINTS_AN_INCH) / height));
  const picture = pictureOfRegion(render, page, box, dpi);
  const result = await engine.recognisePicture(picture, { ...options, layout: 'page' });
  const words = pageWords(
    result.words.map((word) => ({ ...word, bbox: within(box, word.bbox) })),
    page,
  );
  return { words, meanConfidence: result.meanConfidence, rotation: result.rotation };
}

function pictureOfRegion(render: RenderRegion, page: PageGeometry, box: Box, wantedDpi: number): OcrPicture {
  const inches = {
    width: ((box[2] - box[0]) * page.width) / POINTS_AN_INCH,
    height: ((box[3] - box[1]) * page.height) / POINTS_AN_INCH,
  };
  const dpi = Math.min(wantedDpi, Math.sqrt(MAX_PIXELS / (inches.width * inches.height)));
  const width = Math.max(1, Math.round(inches.width * dpi));
  const height = Math.max(1, Math.round(inches.height * dpi));
  return {
    width,
    height,
    dpi,
    region: (region, signal) =>
      render({
        page: page.number,
        box: within(box, [
          region.left / width,
          region.top / height,
          (region.left + region.width) / width,
          (region.top + region.height) / height,
        ]),
        width: region.width,
        height: region.height,
        signal,
      }),
  };
}

function withMargin([x0, y0, x1, y1]: Box, page: PageGeometry): Box {
  const margin = Math.max(
    MIN_MARGIN_POINTS,
    BLOCK_MARGIN * Math.min((y1 - y0) * page.height, (x1 - x0) * page.width, 60),
  );
  const across = margin / page.width;
  const down = margin / page.height;
  return [Math.max(0, x0 - across), Math.max(0, y0 - down), Math.min(1, x1 + across), Math.min(1, y1 + down)];
}

/** From 0–1 of a box to 0–1 of what the box is in. */
function within(outer: Box, inner: Box): Box {
  const across = (part: number) => outer[0] + part * (outer[2] - outer[0]);
  const down = (part: number) => outer[1] + part * (outer[3] - outer[1]);
  return [across(inner[0]), down(inner[1]), across(inner[2]), down(inner[3])];
}

/** A line's tallest word is about as high as its font. */
function pageWords(words: readonly OcrWord[], page: PageGeometry): PageWord[] {
  const sizes = new Map<number, number>();
  const heightOf = ({ bbox, angle }: OcrWord) =>
    angle % 180 === 0 ? (bbox[3] - bbox[1]) * page.height : (bbox[2] - bbox[0]) * page.width;
  for (const word of words) sizes.set(word.line, Math.max(sizes.get(word.line) ?? 0, heightOf(word)));
  return words.map((word) => ({
    text: word.text,
    bbox: word.bbox,
    size: sizes.get(word.line) ?? heightOf(word),
    angle: word.angle,
    run: word.line,
    confidence: word.confidence,
  }));
}
