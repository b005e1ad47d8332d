import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import type { OcrEngine } from './engine.ts';
import type { OcrReader } from './reader.ts';
import { createOcrEngine } from './recognise.ts';
import { runBounded } from './run-bounded.ts';
import { createTesseractReader, dataArgs } from './tesseract-reader.ts';

/** The variables that matter: `PATH`, `LD_LIBRARY_PATH`, `TESSDATA_PREFIX`, and `DATA_DIR` whose folder `tessdata` goes first. */
export type OcrEnvironment = Readonly<Record<string, string | undefined>>;

export interface OcrAvailability {
  engine: OcrEngine | null;
  /** What a person must install, in Russian; `null` when all is there. With an engine: what it cannot read. */
  missing: string | null;
}

const LANGUAGES = ['rus', 'eng'];
const START_TIMEOUT_MS = 10_000;
const INSTALL =
  'Установите tesseract с русским языком: «apt-get install tesseract-ocr tesseract-ocr-rus» (Debian, Ubuntu), ' +
  '«brew install tesseract tesseract-lang» (macOS) — и перезапустите сервер.';

/** The program for OCR of this machine. Never throws: a server without OCR is a server. */
export async function findOcrEngine(
  environment: OcrEnvironment,
  { systemFolders = foldersOfSystem() } = {},
): Promise<OcrAvailability> {
  const env = programEnvironment(environment);
  const tessdata = ownLanguageFiles(environment);
  const version = await versionOf(env);
  if (version === null) return withoutProgram(environment, systemFolders);
  const languages = await languagesOf(env, tessdata);
  if (!languages.has('rus')) {
    return {
      engine: null,
      missing: `OCR недоступен: у tesseract нет файла русского языка rus.traineddata. ${INSTALL}`,
    };
  }
  const hasOrientation = languages.has('osd');
  const reader = createTesseractReader({ command: 'tesseract', tessdata, version, hasOrientation, env });
  return available(reader, languages);
}

/** Language files alone will do: Tesseract itself is then taken from a package. */
async function withoutProgram(
  environment: OcrEnvironment,
  systemFolders: readonly string[],
): Promise<OcrAvailability> {
  const prefix = environment.TESSDATA_PREFIX;
  const named = prefix === undefined ? [] : [prefix, path.join(prefix, 'tessdata')];
  const own = ownLanguageFiles(environment);
  const folder = [...(own === null ? [] : [own]), ...named, ...systemFolders].find((one) =>
    hasFile(one, 'rus'),
  );
  if (folder === undefined)
    return { engine: null, missing: `OCR недоступен: программа tesseract не найдена. ${INSTALL}` };
  const { createTesseractJsReader } = await import('./tesseract-js-reader.ts');
  const reader = createTesseractJsReader({
    folder: path.resolve(folder),
    hasOrientation: hasFile(folder, 'osd'),
  });
  const { engine, missing } = available(reader, new Set(LANGUAGES.filter((name) => hasFile(folder, name))));
  const slow = `Программы tesseract нет: распознаёт ${reader.name}, медленнее и по одной странице. ${INSTALL}`;
  return { engine, missing: missing === null ? slow : `${missing} ${slow}` };
}

function available(reader: OcrReader, languages: ReadonlySet<string>): OcrAvailability {
  const usable = LANGUAGES.filter((language) => languages.has(language));
  const engine = createOcrEngine({
    ...reader,
    read: (png, request) =>
      reader.read(png, { ...request, languages: request.languages.filter((name) => usable.includes(name)) }),
  });
  const missing = languages.has('eng')
    ? null
    : 'У tesseract нет файла eng.traineddata: латиница распознаётся хуже.';
  return { engine, missing };
}

/** Where distributions keep language files. */
const foldersOfSystem = (): string[] => [
  ...globSync('/usr/share/tesseract-ocr/*/tessdata').toSorted().toReversed(),
  '/usr/share/tessdata',
];

const hasFile = (folder: string, language: string): boolean =>
  existsSync(path.join(folder, `${language}.traineddata`));

function programEnvironment(environment: OcrEnvironment): NodeJS.ProcessEnv {
  const names = ['PATH', 'LD_LIBRARY_PATH', 'TESSDATA_PREFIX', 'SystemRoot'];
  return Object.fromEntries(
    names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}

function ownLanguageFiles({ DATA_DIR }: OcrEnvironment): string | null {
  if (DATA_DIR === undefined) return null;
  const folder = path.resolve(DATA_DIR, 'tessdata');
  return hasFile(folder, 'rus') ? folder : null;
}

async function versionOf(env: NodeJS.ProcessEnv): Promise<string | null> {
  const output = await outputOf(['--version'], env);
  return /tesseract v?(\d[\w.-]*)/.exec(output ?? '')?.[1] ?? null;
}

async function languagesOf(env: NodeJS.ProcessEnv, tessdata: string | null): Promise<Set<string>> {
  const output = await outputOf(['--list-langs', ...dataArgs({ tessdata })], env);
  return new Set((output ?? '').split(/\s*\n/).slice(1));
}

/** `null` when the program cannot be run. */
async function outputOf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(START_TIMEOUT_MS);
    const { exitCode, stdout, stderr } = await runBounded({
      command: 'tesseract',
      args,
      env,
      signal,
      maxOutputBytes: 65_536,
    });
    return exitCode === 0 ? `${stdout}${stderr}` : null;
  } catch {
    return null;
  }
}
