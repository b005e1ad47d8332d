import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface LocalFile {
  /** Absolute. */
  path: string;
  /** As a person at `cwd` would write it. */
  shown: string;
  size: number;
  /** Milliseconds since the epoch. */
  changedAt: number;
}

/** Files that are imported by one request, for they may be parts of one document. */
export interface Package {
  /** What their names share. */
  stem: string;
  files: LocalFile[];
}

export interface Collected {
  packages: Package[];
  /** Folders without anything to read, as they were named. */
  emptyFolders: string[];
  /** How many files of the folders were passed over for their kind. */
  skipped: number;
}

/** What is taken out of folders; a file that is named itself is sent whatever it is called. */
const readable = /\.(pdf|md|txt|html?|json|docx|zip|png|jpe?g|webp|tiff?|gif|bmp|heic|heif|avif)$/iu;
const part =
  /(?:^|[_\s-]+)(?:document|blocks|ocr|annotation|result|prepared|подготовленный)( \(\d+\))?\.(?:md|json|html?)$/iu;
const copy = / \(\d+\)$/u;
const pagePicture = /^page_\d+(?:_full)?\.\w+$/iu;

/** Collects the named files, and what can be read in the named folders with all that is inside, by document. */
export async function collectFiles(paths: readonly string[], cwd: string): Promise<Collected> {
  const files = new Map<string, LocalFile>();
  const emptyFolders: string[] = [];
  let skipped = 0;
  for (const given of paths) {
    const absolute = path.resolve(cwd, given);
    const isFolder = (await stat(absolute)).isDirectory();
    const inside = isFolder ? await walk(absolute) : [absolute];
    const taken = isFolder ? inside.filter((file) => readable.test(file)) : inside;
    skipped += inside.length - taken.length;
    if (taken.length === 0) emptyFolders.push(given);
    for (const file of taken) files.set(file, await describe(file, cwd));
  }
  return { packages: groupByDocument([...files.values()]), emptyFolders, skipped };
}

async function describe(file: string, cwd: string): Promise<LocalFile> {
  const { size, mtimeMs } = await stat(file);
  const relative = path.relative(cwd, file);
  return { path: file, shown: relative.startsWith('..') ? file : relative, size, changedAt: mtimeMs };
}

/**
 * The server tells exactly what belongs to what; here only what may belong together is kept together: names with a common beginning in one
 * folder, and a whole folder where pictures of its blocks or pages lie beside.
 */
function groupByDocument(files: readonly LocalFile[]): Package[] {
  const whole = new Set(files.flatMap((file) => (isPicturePart(file.path) ? [homeOf(file.path)] : [])));
  const packages = new Map<string, Package>();
  for (const file of files) {
    const home = homeOf(file.path);
    const stem = stemOf(file.path);
    const key = whole.has(home) ? home : path.join(home, fold(stem));
    const group = packages.get(key) ?? { stem: stem || path.basename(home), files: [] };
    group.files.push(file);
    packages.set(key, group);
  }
  return [...packages.values()];
}

const inCrops = (file: string) => /^crops/iu.test(path.basename(path.dirname(file)));
const isPicturePart = (file: string) => inCrops(file) || pagePicture.test(path.basename(file));

/** The folder of the document that a file is of. */
const homeOf = (file: string) => (inCrops(file) ? path.dirname(path.dirname(file)) : path.dirname(file));

/** The name without the endings of parts: «X_document (1).md» is of «X»; empty for «annotation.json». */
function stemOf(file: string): string {
  const base = path.basename(file).normalize('NFC');
  return part.test(base) ? base.replace(part, '') : base.replace(/\.[^.]+$/u, '');
}

const fold = (stem: string) =>
  stem
    .replace(copy, '')
    .replaceAll(/[_\s]+/gu, ' ')
    .trim()
    .toLowerCase();

/** Every file inside, but for what is hidden: «._АР4.pdf» is what macOS leaves on foreign disks. */
async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !path.relative(folder, file).split(path.sep).some(isHidden))
    .sort((a, b) => a.localeCompare(b, 'ru'));
}

const isHidden = (name: string) => name.startsWith('.') || name === '__MACOSX';
