import type { Database } from '#platform/db/database.ts';
import type { PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { linesInside } from '../views/lines-inside.ts';
import { trustedWords } from '../views/trusted-words.ts';
import { type Frame, fillFrame, listEmptyFrames } from './frame-store.ts';

export interface FillFramesDeps {
  db: Database;
  pictures: Pictures;
}

/** Gives frames of a bundle in which nothing was recognised the text that its PDF prints there; what the bundle says stays. */
export async function fillFrames(
  { db, pictures }: FillFramesDeps,
  { versionId, file, signal }: { versionId: string; file: PictureFile; signal: AbortSignal },
): Promise<void> {
  const frames = await listEmptyFrames(db.executor, versionId);
  for (const [filePage, own] of Map.groupBy(frames, ({ file_page }) => file_page)) {
    signal.throwIfAborted();
    const texts = await textsOf(own, filePage);
    if (texts.length === 0) continue;
    await db.transaction(async (tx) => {
      for (const { frame, text } of texts) await fillFrame(tx, versionId, { ...frame, text });
    });
  }

  async function textsOf(own: readonly Frame[], filePage: number) {
    // A page that cannot be read gives nothing; why was said when it was drawn.
    const content = await pictures.content(file, filePage, signal).catch(() => {
      signal.throwIfAborted();
      return null;
    });
    const words = content && (await trustedWords(content.words));
    if (content === null || words === null) return [];
    const texts = [];
    for (const frame of own) {
      const lines = await linesInside({ ...content, words }, frame.bbox);
      const text = lines.map((line) => line.text).join('\n');
      if (text !== '') texts.push({ frame, text });
    }
    return texts;
  }
}
