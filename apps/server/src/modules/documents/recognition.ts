import type { PageWord } from '@aizoomdoc/documents/pdf';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { conflict } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { createTurnstile } from '#platform/http/turnstile.ts';
import { type BlockRow, findBlockRows, storeReread } from './block-store.ts';
import { type DocumentRow, findVisibleDocuments } from './document-store.ts';
import { blockNotFound, documentNotFound, ocrUnavailable } from './errors.ts';
import type { Addresses } from './iiif/addresses.ts';
import type { Library } from './library.ts';
import { pictureNotFound } from './pictures/errors.ts';
import { findPictureFiles } from './pictures/picture-store.ts';
import type { Pictures } from './pictures/pictures.ts';
import { type PresentedBlock, type PresentedDocument, presentBlock, presentDocument } from './present.ts';
import type { TreeAccess } from './tree-access.ts';
import { replaceWords } from './word-store.ts';
import type { DocumentWork } from './work/document-work.ts';
import { type Recogniser, renderRegionOf } from './work/recognise.ts';
import { announceDocument, listPageFiles, listUnrecognised, markPages } from './work/work-store.ts';

export interface RecognitionDeps {
  db: Database;
  clock: Clock;
  library: Library;
  pictures: Pictures;
  recogniser: Recogniser;
  work: DocumentWork;
  access: Pick<TreeAccess, 'findOpen'>;
  addresses: Addresses;
}

const readingAtOnce = 1;
const readingInLine = 10;
const rereadTimeoutMs = 60_000;

/** Text read from pictures when a person asks for it: of pages in the background, of one block at once. */
export function createRecognition(deps: RecognitionDeps) {
  const { db, clock, library, pictures, recogniser, work, access, addresses } = deps;
  const turnstile = createTurnstile({ atOnce: readingAtOnce, waiting: readingInLine });

  async function find(actor: Actor, id: string): Promise<DocumentRow> {
    const [row] = await findVisibleDocuments(db.executor, actor, [id]);
    if (row === undefined) throw documentNotFound();
    return row;
  }

  /** The document, when the actor may change it: what is read anew takes part in everybody's search. */
  async function findOwn(actor: Actor, id: string): Promise<DocumentRow> {
    const document = await find(actor, id);
    await access.findOpen(actor, id).catch(() => {
      throw documentNotFound();
    });
    return document;
  }

  async function findEngine() {
    const { engine, missing } = await recogniser.find();
    if (engine === null) throw ocrUnavailable(missing ?? 'OCR недоступен.');
    return engine;
  }

  async function readBlock(
    block: BlockRow,
    signal: AbortSignal,
  ): Promise<{ words: PageWord[]; certainty: number }> {
    const place = placeOf(block);
    const [file] = place === null ? [] : await findPictureFiles(db.executor, [place.fileId]);
    if (place === null || file === undefined) throw pictureNotFound();
    const engine = await findEngine();
    const { rereadBlock } = await import('@aizoomdoc/documents/ocr');
    const { geometry } = await pictures.size(file, place.filePage, signal);
    const region = { page: geometry, box: place.box };
    const render = renderRegionOf(pictures, { file, filePage: place.filePage });
    const read = await turnstile.pass(() =>
      rereadBlock(render, region, engine, { signal, timeoutMs: rereadTimeoutMs }),
    );
    return { words: read.words, certainty: read.meanConfidence };
  }

  return {
    /** Begins to recognise the pages given, else those that need it. */
    async recognise(actor: Actor, id: string, pages?: readonly number[]): Promise<PresentedDocument> {
      const document = await findOwn(actor, id);
      await findEngine();
      const drawn = (await listPageFiles(db.executor, document.version_id)).map(({ number }) => number);
      const wanted = pages === undefined ? drawn : drawn.filter((number) => pages.includes(number));
      if (wanted.length === 0) throw pictureNotFound();
      if (document.work !== null) throw conflict('Документ ещё читается. Дождитесь конца и повторите.');
      const numbers = pages === undefined ? await listUnrecognised(db.executor, document.version_id) : wanted;
      await markPages(db.executor, document.version_id, { numbers, ocr: 'needed' });
      if (numbers.length > 0) await work.recognise(document.version_id, numbers.length);
      return presentDocument(await find(actor, id));
    },

    /** Reads a block again from its picture and keeps the text beside the earlier one. */
    async reread(
      actor: Actor,
      id: string,
      { code, signal }: { code: string; signal: AbortSignal },
    ): Promise<PresentedBlock> {
      const document = await findOwn(actor, id);
      const codes = [code.toUpperCase(), code];
      const [block] = await findBlockRows(db.executor, [document.version_id], codes);
      if (block === undefined) throw blockNotFound(code);
      const { words, certainty } = await readBlock(block, signal);
      await db.transaction(async (tx) => {
        await storeReread(tx, block, { text: linesOf(words), confidence: certainty, at: clock.now() });
        if (block.bbox !== null && block.file_id !== null)
          await replaceWords(
            tx,
            { versionId: block.version_id, page: block.page },
            { box: block.bbox, words },
          );
        await announceDocument(tx, id);
      });
      await library.refresh(id);
      const [fresh] = await findBlockRows(db.executor, [document.version_id], [block.code]);
      if (fresh === undefined) throw blockNotFound(code);
      return presentBlock(fresh, { document, version: document.current_version, addresses });
    },
  };
}

export type Recognition = ReturnType<typeof createRecognition>;

/** The block on its page, else its own picture. */
function placeOf({ file_id, file_page, bbox, crop_file_id }: BlockRow) {
  if (file_id !== null && file_page !== null && bbox !== null)
    return { fileId: file_id, filePage: file_page, box: bbox };
  if (crop_file_id === null) return null;
  return { fileId: crop_file_id, filePage: 1, box: [0, 0, 1, 1] as [number, number, number, number] };
}

function linesOf(words: readonly PageWord[]): string {
  const lines = Map.groupBy(words, (word) => word.run);
  return [...lines.values()].map((line) => line.map((word) => word.text).join(' ')).join('\n');
}
