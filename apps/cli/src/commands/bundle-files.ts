import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface BundleFile {
  /** Absolute. */
  path: string;
  /** As a person at `cwd` would write it. */
  shown: string;
}

/** Files of one document, by what their names share. */
export interface Bundle {
  stem: string;
  files: BundleFile[];
}

const bundleFile = /_?(document( \(\d+\))?\.md|blocks( \(\d+\))?\.json)$/iu;
const bundleParts = /(_?document(?: \(\d+\))?\.md|_?blocks(?: \(\d+\))?\.json|\.[^.]+)$/iu;

export interface CollectedBundles {
  bundles: Bundle[];
  /** Folders without any bundle, as they were named. */
  emptyFolders: string[];
}

/** Groups the named files, and the bundles' files inside the named folders, by document. */
export async function collectBundles(paths: readonly string[], cwd: string): Promise<CollectedBundles> {
  const files = new Set<string>();
  const emptyFolders: string[] = [];
  for (const given of paths) {
    const absolute = path.resolve(cwd, given);
    const found = (await stat(absolute)).isDirectory() ? await walk(absolute) : [absolute];
    if (found.length === 0) emptyFolders.push(given);
    for (const file of found) files.add(file);
  }
  return { bundles: groupByDocument(files, cwd), emptyFolders };
}

function groupByDocument(files: Iterable<string>, cwd: string): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const file of files) {
    const stem = path.basename(file).replace(bundleParts, '');
    const key = path.join(path.dirname(file), stem.normalize('NFC').toLowerCase());
    const bundle = bundles.get(key) ?? { stem, files: [] };
    bundle.files.push({ path: file, shown: shownPath(file, cwd) });
    bundles.set(key, bundle);
  }
  return [...bundles.values()];
}

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && bundleFile.test(entry.name) && !isHidden(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort((a, b) => a.localeCompare(b, 'ru'));
}

/** «._АР4_document.md» is what macOS leaves on foreign disks. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') ? file : relative;
}
