import { decodeText } from '../bundle/decode.ts';
import { cropNameCode, type FileGroup, groupParts, inCropsFolder, readName } from '../bundle/group-files.ts';
import { createReporter } from '../bundle/report.ts';
import type { ReportEntry } from '../model.ts';
import { attachCrops } from './crops.ts';
import { type FileKind, fileKind, textKind } from './kind.ts';
import type { KnownFile } from './known-file.ts';
import { READER_LIMITS } from './limits.ts';
import { readGroup } from './read-group.ts';
import { ReaderError } from './reader-error.ts';
import type { InputFile, ReadDocument, ReadDocuments, ReaderLimits, ReaderOptions } from './types.ts';
import { unpack } from './unpack.ts';

/** Formats of which every file is a document of its own. */
const ALONE: ReadonlySet<string> = new Set(['html', 'json', 'markdown', 'docx', 'image']);

/**
 * Reads every document out of uploaded files: bundles of all generations, plain formats, archives. Trouble with a file is a remark in
 * a report and the other files are read; rejects with `ReaderError` only when aborted.
 */
export async function readDocuments(
  files: readonly InputFile[],
  options: ReaderOptions = {},
): Promise<ReadDocuments> {
  try {
    return await new Reading(options).read(files);
  } catch (error) {
    if (options.signal?.aborted) throw new ReaderError('reader_aborted', error);
    throw error;
  }
}

class Reading {
  private readonly options: ReaderOptions;
  private readonly limits: ReaderLimits;
  private readonly signal: AbortSignal;
  private readonly documents: (ReadDocument & { folder: string })[] = [];
  private readonly report: ReportEntry[] = [];

  constructor(options: ReaderOptions) {
    this.options = options;
    this.limits = { ...READER_LIMITS, ...options.limits };
    this.signal = options.signal ?? new AbortController().signal;
  }

  async read(given: readonly InputFile[]): Promise<ReadDocuments> {
    this.progress({ stage: 'unpacking', name: given[0]?.name ?? '', done: 0, total: given.length });
    const { plain, unpacked, report } = await unpack(given, this.limits, this.signal);
    this.report.push(...report);
    const known = await this.recognise([...plain, ...unpacked]);
    const isCrop = ({ file, kind }: KnownFile) =>
      (kind === 'pdf' || kind === 'image') && cropNameCode(file.name) !== null;
    await this.readGroups(known.filter((file) => !isCrop(file)));
    const strays = new Set(
      attachCrops(
        this.documents,
        known.filter(isCrop).map(({ name }) => name),
      ),
    );
    for (const name of strays) if (inCropsFolder(name)) this.report.push(strayCrop(name));
    await this.readGroups(known.filter(({ name }) => strays.has(name) && !inCropsFolder(name)));
    return { documents: nameApart(this.documents), unpacked, report: this.report };
  }

  private async recognise(files: readonly InputFile[]): Promise<KnownFile[]> {
    const known: KnownFile[] = [];
    const names = new Set<string>();
    for (const file of files) {
      this.signal.throwIfAborted();
      if (names.has(file.name)) this.report.push(repeatedName(file.name));
      else {
        const found = this.recogniseOne(file, await fileKind(file.name, file.bytes));
        if (found !== null) known.push(found);
      }
      names.add(file.name);
    }
    return known;
  }

  private recogniseOne(file: InputFile, kind: FileKind): KnownFile | null {
    const reporter = createReporter(file.name);
    const named = readName(file.name);
    // Archives were opened or refused before.
    if (kind.type === 'zip') return null;
    if (kind.type === 'refused') {
      this.report.push(unreadable(file.name, kind.what));
      return null;
    }
    if (kind.type !== 'text') return { ...named, file, kind: kind.type, text: '', reporter };
    const text = decodeText(file.bytes, reporter);
    if (text === null) {
      this.report.push(...reporter.entries());
      return null;
    }
    return { ...named, file, kind: textKind(file.name, text), text, reporter };
  }

  private async readGroups(given: readonly KnownFile[]) {
    const files = this.withoutPagePictures(given);
    const alone = files.filter(({ kind }) => ALONE.has(kind));
    const groups = [
      ...groupParts(files.filter(({ kind }) => !ALONE.has(kind))),
      ...alone.map((file) => ({ stem: file.stem || 'document', folder: file.folder, files: [file] })),
    ];
    for (const [at, group] of groups.entries()) {
      this.signal.throwIfAborted();
      this.progress({ stage: 'reading', name: group.stem, done: at, total: groups.length });
      const { model, report } = await this.readOne(group);
      if (model === null) this.report.push(...report);
      else {
        const sources = group.files.map(({ name }) => name);
        this.documents.push({ stem: group.stem, folder: group.folder, sources, model, report });
      }
      // Lets timers and messages of the thread through.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What goes wrong with one document leaves the others alone. */
  private async readOne(group: FileGroup<KnownFile>): ReturnType<typeof readGroup> {
    const { readPdf } = this.options;
    try {
      return await readGroup(group, { readPdf, limits: this.limits, signal: this.signal });
    } catch {
      this.signal.throwIfAborted();
      return { model: null, report: group.files.map(({ name }) => readingFailed(name)) };
    }
  }

  /** The first program laid a picture of every page beside its annotation. */
  private withoutPagePictures(files: readonly KnownFile[]): KnownFile[] {
    const folders = new Set(files.filter(({ kind }) => !ALONE.has(kind)).map(({ folder }) => folder));
    return files.filter(({ name, kind, folder }) => {
      const isPage =
        kind === 'image' && /(?:^|[/\\])page_\d+(?:_full)?\.\w+$/iu.test(name) && folders.has(folder);
      if (isPage) this.report.push(pagePicture(name));
      return !isPage;
    });
  }

  private progress(progress: Parameters<NonNullable<ReaderOptions['onProgress']>>[0]) {
    this.options.onProgress?.(progress);
  }
}

/** Documents of one stem in different folders, or of different formats, are told apart by more of their names. */
function nameApart(documents: readonly (ReadDocument & { folder: string })[]): ReadDocument[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  const keyOf = (stem: string) => stem.toLowerCase();
  for (const { stem } of documents) counts.set(keyOf(stem), (counts.get(keyOf(stem)) ?? 0) + 1);
  return documents.map(({ folder, ...document }) => {
    let stem = document.stem;
    if ((counts.get(keyOf(stem)) ?? 0) > 1 && folder !== '') stem = `${folder}${stem}`;
    if (taken.has(keyOf(stem))) stem = document.sources[0]?.normalize('NFC') ?? stem;
    for (let copy = 2; taken.has(keyOf(stem)); copy++) stem = `${document.stem} (${copy})`;
    taken.add(keyOf(stem));
    return { ...document, stem };
  });
}

const unreadable = (file: string, what: string): ReportEntry => ({
  file,
  line: null,
  severity: 'warning',
  code: 'unsupported_format',
  message: `Файл пропущен: такие файлы не читаются (${what}). Сохраните документ в PDF, DOCX, HTML, Markdown или картинкой.`,
});

const repeatedName = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'warning',
  code: 'duplicate_file',
  message: 'Файл с таким именем прислан дважды; прочитан первый. Загрузите второй отдельно или переименуйте.',
});

const readingFailed = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'error',
  code: 'reading_failed',
  message:
    'Файл не удалось прочитать: его строение слишком необычно. Сохраните его заново или в PDF и загрузите ещё раз.',
});

const pagePicture = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'info',
  code: 'page_picture',
  message:
    'Картинка страницы пропущена: документ прочитан по разметке. Чтобы видеть страницы, загрузите PDF.',
});

const strayCrop = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'info',
  code: 'crop_without_block',
  message:
    'Картинка не подошла ни к одному блоку. Загрузите вместе с ней документ, из которого она вырезана.',
});
