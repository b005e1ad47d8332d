import { OcrError, type OcrLayout } from './engine.ts';
import type { OcrReader, Orientation } from './reader.ts';
import { startTesseractJsWorker, type TesseractJsWorker, tesseractJsVersion } from './tesseract-js-worker.ts';
import { wordsOfTsv } from './tesseract-tsv.ts';

export interface TesseractJsFiles {
  /** Folder of the language files. */
  folder: string;
  /** Whether the file for orientation is there. */
  hasOrientation: boolean;
}

/** Tesseract's engine modes: the one that can tell orientation, and neural networks. */
const LEGACY = 0;
const NEURAL = 1;
const modes: Record<OcrLayout, string> = { page: '3', drawing: '11' };
/** Its memory only grows, by some fifty megabytes a picture: a new thread begins after so many. */
const PICTURES_A_THREAD = 6;
/** A thread that nobody needs holds two hundred megabytes. */
const IDLE_MS = 30_000;

interface Loaded {
  worker: TesseractJsWorker;
  /** What it is ready for: languages and engine mode. */
  state: string;
  pictures: number;
}

/** Tesseract in WebAssembly: no program is needed, only language files; slower and hungrier than the program, one picture at a time. */
export function createTesseractJsReader({ folder, hasOrientation }: TesseractJsFiles): OcrReader {
  let loaded: Loaded | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const drop = (): void => {
    loaded?.worker.terminate();
    loaded = null;
  };

  async function threadFor(languages: string, mode: number, signal: AbortSignal): Promise<Loaded> {
    if (loaded !== null && (loaded.worker.isOver || loaded.pictures >= PICTURES_A_THREAD)) drop();
    if (loaded === null) {
      loaded = { worker: startTesseractJsWorker(), state: '', pictures: 0 };
      // Told of an old engine, it takes the build that holds both.
      await loaded.worker.run('load', { options: { lstmOnly: LEGACY, logging: false } }, signal);
    }
    const state = `${languages} ${mode}`;
    if (loaded.state !== state) {
      const options = { langPath: folder, gzip: false, cacheMethod: 'none', lstmOnly: false };
      await loaded.worker.run('loadLanguage', { langs: languages, options }, signal);
      await loaded.worker.run('initialize', { langs: languages, oem: mode, config: {} }, signal);
      loaded.state = state;
    }
    loaded.pictures += 1;
    return loaded;
  }

  /** Pictures are taken one after another; whoever gives up in the line disturbs nobody. */
  function inTurn<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    clearTimeout(idle);
    const done = turn.then(async () => {
      signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        drop();
        if (signal.aborted) throw signal.reason;
        throw failure(error);
      } finally {
        clearTimeout(idle);
        idle = setTimeout(drop, IDLE_MS).unref();
      }
    });
    turn = done.catch(() => {});
    return untilAborted(done, signal);
  }

  return {
    name: `tesseract.js ${tesseractJsVersion}`,
    read: (png, { languages, dpi, layout, signal }) =>
      inTurn(signal, async () => {
        const { worker } = await threadFor(languages.join('+'), NEURAL, signal);
        const options = { tessedit_pageseg_mode: modes[layout], user_defined_dpi: `${Math.round(dpi)}` };
        const output = { text: false, tsv: true };
        const { tsv } = (await worker.run('recognize', { image: png, options, output }, signal)) as {
          tsv: string;
        };
        return wordsOfTsv(tsv);
      }),
    orientation: (png, { signal }) =>
      hasOrientation
        ? inTurn(signal, async () => {
            const { worker } = await threadFor('osd', LEGACY, signal);
            return orientationOf(await worker.run('detect', { image: png }, signal));
          })
        : Promise.resolve(null),
  };
}

function orientationOf(found: unknown): Orientation | null {
  const { orientation_degrees: rotation, orientation_confidence: certainty } = found as {
    orientation_degrees: Orientation['rotation'] | null;
    orientation_confidence: number | null;
  };
  return rotation === null || certainty === null ? null : { rotation, certainty };
}

const failure = (cause: unknown): OcrError => {
  const code = /read image/i.test(String(cause)) ? 'bad_image' : 'failed';
  return new OcrError(code, { cause });
};

/** The same promise for one who does not wait in line any longer. */
function untilAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
