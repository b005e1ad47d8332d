import { surelyRead } from './confidence.ts';
import type { OcrPicture, QuarterTurn } from './engine.ts';
import { turned } from './picture.ts';
import type { OcrReader, ReadRequest } from './reader.ts';
import type { Tile } from './tiles.ts';

/** What the program itself says of the orientation is believed from here on. */
const CERTAIN = 2;
/** Text read as well as this stands upright. */
const WELL_READ = 0.75;
const ENOUGH_LETTERS = 30;
const turns: readonly QuarterTurn[] = [0, 90, 180, 270];

/**
 * Degrees clockwise by which a picture must be turned to stand upright. The program is believed when it sees it upright; a turn that it
 * proposes must also read well, else the one of the four is taken in which the most letters are surely read.
 */
export async function findRotation(
  reader: OcrReader,
  png: Uint8Array,
  request: ReadRequest,
): Promise<QuarterTurn> {
  const seen = await reader.orientation(png, request);
  const proposed = seen !== null && seen.certainty >= CERTAIN ? seen.rotation : null;
  if (proposed === 0) return 0;
  // As a page of columns, sideways text would be found and read, too.
  const strewn: ReadRequest = { ...request, layout: 'drawing' };
  let best: { rotation: QuarterTurn; score: number } = { rotation: 0, score: 0 };
  for (const rotation of new Set<QuarterTurn>([proposed ?? 0, ...turns])) {
    const { score, confidence } = surelyRead(await reader.read(await turned(png, rotation), strewn));
    if (score > best.score) best = { rotation, score };
    if (confidence >= WELL_READ && score >= ENOUGH_LETTERS) break;
  }
  return best.rotation;
}

/** The tile that says most about the picture: the one that compresses worst. */
export async function mostInk(
  picture: OcrPicture,
  tiles: readonly Tile[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  let best: Uint8Array = new Uint8Array();
  for (const { region } of tiles) {
    signal.throwIfAborted();
    const png = await picture.region(region, signal);
    if (png.length > best.length) best = png;
  }
  return best;
}
