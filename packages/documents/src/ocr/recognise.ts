import type { Box } from '../model.ts';
import { meanConfidence } from './confidence.ts';
import {
  type OcrEngine,
  OcrError,
  type OcrOptions,
  type OcrPicture,
  type OcrResult,
  type OcrWord,
  type QuarterTurn,
  type Region,
} from './engine.ts';
import { findRotation, mostInk } from './orientation.ts';
import { pictureOfImage, turned } from './picture.ts';
import type { OcrReader, ReadRequest, ReadWord } from './reader.ts';
import { type Tile, tilesOf } from './tiles.ts';
import { angleBeforeTurn, boxBeforeTurn } from './turn.ts';

const TILE_TIMEOUT_MS = 120_000;
const DEFAULT_LANGUAGES = ['rus', 'eng'];
/** Text that reads upwards on a drawing is taken only when it is surely read, for upright lines look like letters when turned. */
const SURE = 0.7;
/** Two words on one spot: the same word read twice at a seam or in a second pass. */
const SAME_SPOT = 0.4;
/** Three letters that are so much higher than wide do not stand side by side. */
const UPENDED = 1.5;

/** An engine over a program that reads one upright picture. */
export function createOcrEngine(reader: OcrReader): OcrEngine {
  const engine: OcrEngine = {
    name: reader.name,
    recognise: async (image, options = {}) =>
      engine.recognisePicture(await pictureOfImage(image, options.dpi), options),
    recognisePicture: (picture, options = {}) => recognise(reader, picture, options),
  };
  return engine;
}

async function recognise(reader: OcrReader, picture: OcrPicture, options: OcrOptions): Promise<OcrResult> {
  const tiles = tilesOf(picture.width, picture.height);
  const deadline = AbortSignal.timeout(options.timeoutMs ?? TILE_TIMEOUT_MS * tiles.length);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  const request: ReadRequest = {
    languages: options.languages ?? DEFAULT_LANGUAGES,
    dpi: picture.dpi,
    layout: options.layout ?? 'page',
    signal,
  };
  try {
    const rotation =
      options.findRotation === false
        ? 0
        : await findRotation(reader, await mostInk(picture, tiles, signal), request);
    const words = await readTiles({ reader, picture, tiles, request }, rotation);
    if (request.layout === 'drawing')
      await addTurnedText({ reader, picture, tiles, request }, rotation, words);
    return { words, rotation, meanConfidence: meanConfidence(words) };
  } catch (error) {
    if (deadline.aborted && !options.signal?.aborted) throw new OcrError('timeout', { cause: error });
    throw error;
  }
}

interface Reading {
  reader: OcrReader;
  picture: OcrPicture;
  tiles: readonly Tile[];
  request: ReadRequest;
}

async function readTiles(reading: Reading, rotation: QuarterTurn): Promise<OcrWord[]> {
  const { reader, picture, tiles, request } = reading;
  const words: OcrWord[] = [];
  let lines = 0;
  let blocks = 0;
  for (const tile of tiles) {
    request.signal.throwIfAborted();
    const png = await turned(await picture.region(tile.region, request.signal), rotation);
    const found = await reader.read(png, request);
    const place = placeOf(tile.region, picture, rotation);
    for (const word of found) {
      const bbox = place(word);
      if (!isCentredIn(bbox, tile.core, picture) || words.some((other) => sameSpot(other.bbox, bbox)))
        continue;
      const { text, confidence } = word;
      words.push({
        text,
        bbox,
        confidence,
        angle: angleBeforeTurn(isUpended(word) ? turnedOnce(rotation) : rotation),
        line: lines + word.line,
        block: blocks + word.block,
      });
    }
    lines += 1 + Math.max(-1, ...found.map(({ line }) => line));
    blocks += 1 + Math.max(-1, ...found.map(({ block }) => block));
  }
  return words;
}

const turnedOnce = (rotation: QuarterTurn): QuarterTurn => ((rotation + 90) % 360) as QuarterTurn;

/** The program also finds lines that read upwards, and does not say so. */
const isUpended = ({ text, width, height }: ReadWord): boolean => text.length > 2 && height > UPENDED * width;

/** Frames and dimensions of a drawing also carry text that reads upwards. */
async function addTurnedText(reading: Reading, upright: QuarterTurn, words: OcrWord[]): Promise<void> {
  const rotation = turnedOnce(upright);
  const lines = 1 + Math.max(-1, ...words.map(({ line }) => line));
  const blocks = 1 + Math.max(-1, ...words.map(({ block }) => block));
  for (const word of await readTiles(reading, rotation)) {
    if (word.confidence < SURE || !/[\p{L}\p{N}]{2}/u.test(word.text)) continue;
    const rivals = words.filter((other) => sameSpot(other.bbox, word.bbox));
    if (rivals.some((other) => other.confidence >= word.confidence)) continue;
    for (const rival of rivals) words.splice(words.indexOf(rival), 1);
    words.push({ ...word, line: lines + word.line, block: blocks + word.block });
  }
}

/** From pixels of a turned tile to 0–1 of the picture. */
function placeOf(region: Region, picture: OcrPicture, rotation: QuarterTurn): (word: ReadWord) => Box {
  const sideways = rotation === 90 || rotation === 270;
  const width = sideways ? region.height : region.width;
  const height = sideways ? region.width : region.height;
  return ({ left, top, width: wide, height: high }) => {
    const inTile = boxBeforeTurn(
      [left / width, top / height, (left + wide) / width, (top + high) / height],
      rotation,
    );
    const across = (part: number) => clamp((region.left + part * region.width) / picture.width);
    const down = (part: number) => clamp((region.top + part * region.height) / picture.height);
    return [across(inTile[0]), down(inTile[1]), across(inTile[2]), down(inTile[3])];
  };
}

const clamp = (part: number): number => Math.min(1, Math.max(0, part));

function isCentredIn([x0, y0, x1, y1]: Box, core: Region, picture: OcrPicture): boolean {
  const x = ((x0 + x1) / 2) * picture.width - core.left;
  const y = ((y0 + y1) / 2) * picture.height - core.top;
  // One pixel of tolerance: the two tiles may measure a word differently, and twice is mended where never is not.
  return x >= -1 && y >= -1 && x <= core.width + 1 && y <= core.height + 1;
}

function sameSpot(one: Box, other: Box): boolean {
  const width = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const height = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  if (width <= 0 || height <= 0) return false;
  return width * height > SAME_SPOT * Math.min(area(one), area(other));
}

const area = ([x0, y0, x1, y1]: Box): number => (x1 - x0) * (y1 - y0);
