import { leadingBlockCode } from './block-code.ts';

/** Files of one document, by the names they were uploaded with. */
export interface BundleGroup {
  /** What the names share, e.g. «133_23-ГК-АР4_изм7». */
  stem: string;
  document: string | null;
  blocks: string | null;
  pdf: string | null;
}

export interface BundleGrouping {
  groups: BundleGroup[];
  /** Names that belong to no bundle, or repeat a part that another file already gave. */
  unmatched: string[];
}

type Part = 'document' | 'blocks' | 'pdf';

const PARTS: [RegExp, Part][] = [
  [/^(.*?)_?document( \(\d+\))?\.md$/iu, 'document'],
  [/^(.*?)_?blocks( \(\d+\))?\.json$/iu, 'blocks'],
  [/^(.*?)( \(\d+\))?\.pdf$/iu, 'pdf'],
];

/**
 * Groups uploaded files by stem: `A_document.md`, `A_blocks.json` and `A.pdf` are one document. Folders, letter case, the
 * « (1)» that browsers append and decomposed letters of macOS are taken into account.
 */
export function groupBundleFiles(names: readonly string[]): BundleGrouping {
  const groups = new Map<string, BundleGroup>();
  const unmatched: string[] = [];
  for (const name of names) {
    const part = recognise(name);
    if (part === null) {
      unmatched.push(name);
      continue;
    }
    const group = groups.get(part.key) ?? { stem: part.stem, document: null, blocks: null, pdf: null };
    if (group[part.kind] === null) group[part.kind] = name;
    else unmatched.push(name);
    groups.set(part.key, group);
  }
  return { groups: [...groups.values()], unmatched };
}

/** The part of a bundle that a file is by its name, or `null`. */
export function bundlePart(name: string): Part | null {
  return recognise(name)?.kind ?? null;
}

/** What a file's name says about its document, without folder and suffix. */
export function bundleStem(name: string): string {
  return recognise(name)?.stem ?? name;
}

function recognise(name: string): { kind: Part; stem: string; key: string } | null {
  const { folder, base } = splitName(name);
  for (const [shape, kind] of PARTS) {
    const found = shape.exec(base);
    if (found === null) continue;
    const stem = `${found[1] ?? ''}${found[2] ?? ''}`;
    return { kind, stem, key: `${folder}${stem}`.toLowerCase() };
  }
  return null;
}

/** Folder with its slash, and the name in it; letters composed. */
function splitName(name: string): { folder: string; base: string } {
  const path = name.normalize('NFC').replaceAll('\\', '/');
  const end = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, end), base: path.slice(end) };
}

const SUFFIX =
  /^(.*?)(?:^|[_\s-]+)(?:document|blocks|ocr|annotation|result|prepared|подготовленный)( \(\d+\))?\.(?:md|json|html?)$/iu;
const COPY = / \(\d+\)$/u;

/** What the name of a file tells of its document. */
export interface NamedFile {
  name: string;
  folder: string;
  /** Without folder, suffix and extension; empty for `annotation.json`. */
  stem: string;
}

/** Reads a name: `b/X_document (1).md` is of the document «X (1)» in `b/`. */
export function readName(name: string): NamedFile {
  const { folder, base } = splitName(name);
  const found = SUFFIX.exec(base);
  const stem = found === null ? base.replace(/\.[^.]+$/u, '') : `${found[1] ?? ''}${found[2] ?? ''}`;
  return { name, folder, stem: found !== null && COPY.test(stem) && stem.trim().startsWith('(') ? '' : stem };
}

/** The code that a picture of one block is named by: `crops/9CXH-MNAX-4JL.pdf`; `null` where the name is no code. */
export function cropNameCode(name: string): string | null {
  const bare = splitName(name).base.replace(/\.[^.]+$/u, '');
  const code = leadingBlockCode(bare);
  return code?.length === bare.length ? code.code : null;
}

/** Whether a file lies in a folder of crops. */
export const inCropsFolder = (name: string): boolean =>
  /(?:^|\/)crops[^/]*\/[^/]+$/iu.test(name.replaceAll('\\', '/'));

/** A file whose part in a document is known by its content. */
export interface PartFile extends NamedFile {
  kind: string;
}

export interface FileGroup<File extends PartFile> {
  stem: string;
  folder: string;
  files: File[];
}

/**
 * Puts the parts of documents together by stem: first those of one folder, then copies (« (1)») that complete each other, then those of different
 * folders. Files of the same part are versions and stay apart.
 */
export function groupParts<File extends PartFile>(files: readonly File[]): FileGroup<File>[] {
  const byName = new Map<string, FileGroup<File>[]>();
  for (const file of files) {
    const key = keyOf(file.folder, file.stem);
    const alike = byName.get(key) ?? [];
    const same = alike.find((group) => !group.files.some(({ kind }) => kind === file.kind));
    if (same === undefined) alike.push({ stem: file.stem, folder: file.folder, files: [file] });
    else same.files.push(file);
    byName.set(key, alike);
  }
  let groups = [...byName.values()].flat();
  groups = joinBy(groups, ({ folder, stem }) => keyOf(folder, stem.replace(COPY, '')));
  groups = joinBy(groups, ({ stem }) => (stem === '' ? null : keyOf('', stem)));
  return groups.map((group) => ({ ...group, stem: group.stem || lastFolder(group.folder) }));
}

const keyOf = (folder: string, stem: string) =>
  `${folder}\n${stem.replace(/[_\s]+/gu, ' ').trim()}`.toLowerCase();

const lastFolder = (folder: string) =>
  folder
    .split('/')
    .filter(Boolean)
    .at(-1)
    ?.replace(/\.zip$/iu, '') ?? 'document';

/** Joins groups of one key where no part occurs twice among them; otherwise nobody knows which belongs to which. */
function joinBy<File extends PartFile>(
  groups: readonly FileGroup<File>[],
  keyOfGroup: (group: FileGroup<File>) => string | null,
): FileGroup<File>[] {
  const byKey = new Map<string, FileGroup<File>[]>();
  for (const [at, group] of groups.entries()) {
    const key = keyOfGroup(group) ?? `alone ${at}`;
    const alike = byKey.get(key) ?? [];
    alike.push(group);
    byKey.set(key, alike);
  }
  return [...byKey.values()].flatMap((alike) => {
    const kinds = alike.flatMap((group) => group.files.map((file) => file.kind));
    const [first] = alike;
    if (first === undefined || alike.length === 1 || new Set(kinds).size < kinds.length) return alike;
    const stem = alike.map((group) => group.stem).sort((one, other) => one.length - other.length)[0] ?? '';
    return [{ stem, folder: first.folder, files: alike.flatMap((group) => group.files) }];
  });
}
