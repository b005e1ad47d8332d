import type { PickedFile } from './picked-file.ts';

/** Files that are read together: they may make one document. */
export interface PickedGroup {
  /** What the person knows it by. */
  label: string;
  files: PickedFile[];
}

const part =
  /^(.*?)(?:^|[_\s-]+)(?:document|blocks|ocr|annotation|result|prepared|подготовленный)(?: \(\d+\))?\.(?:md|json|html?)$/iu;
const pagePicture = /^page_\d+(?:_full)?\.\w+$/iu;
const cropsFolder = /^crops/iu;

interface Place {
  folder: string;
  /** Files of one stem are parts or versions of one document, wherever they lie. */
  stem: string;
  /** Has no name of its own: belongs to whatever lies in its folder. */
  isNameless: boolean;
}

/**
 * Parts the files of a drop into what may be read apart, so that one that fails leaves the others alone. The server says
 * in the end which files are one document.
 */
export function groupPicked(files: readonly PickedFile[]): PickedGroup[] {
  const places = files.map(({ path }) => placeOf(path));
  const shared = new Set(places.filter(({ isNameless }) => isNameless).map(({ folder }) => folder));
  const sets = new Sets();
  for (const { folder, stem, isNameless } of places) {
    const inFolder = `folder ${folder}`;
    if (!isNameless && shared.has(folder)) sets.join(inFolder, `stem ${stem}`);
  }
  const groups = new Map<string, PickedFile[]>();
  for (const [at, file] of files.entries()) {
    const { folder, stem, isNameless } = places[at] as Place;
    const key = sets.find(isNameless ? `folder ${folder}` : `stem ${stem}`);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].map((group) => ({ label: labelOf(group), files: group }));
}

function placeOf(path: string): Place {
  const folders = path.normalize('NFC').split('/');
  const base = folders.pop() ?? '';
  const isCrop = cropsFolder.test(folders.at(-1) ?? '');
  if (isCrop) folders.pop();
  const bare = part.exec(base)?.[1] ?? base.replace(/\.[^.]+$/u, '');
  const stem = bare
    .replace(/ \(\d+\)$/u, '')
    .replace(/[_\s]+/gu, ' ')
    .trim()
    .toLowerCase();
  return { folder: folders.join('/'), stem, isNameless: isCrop || stem === '' || pagePicture.test(base) };
}

function labelOf(files: readonly PickedFile[]): string {
  const named = files.find(({ path }) => !placeOf(path).isNameless) ?? files[0];
  const base = named?.path.split('/').at(-1) ?? '';
  if (files.length === 1) return base;
  return (part.exec(base)?.[1] || base.replace(/\.[^.]+$/u, '')).trim() || base;
}

/** Which names lead to which, by the one they all end at. */
class Sets {
  private readonly next = new Map<string, string>();

  find(name: string): string {
    let end = name;
    for (let up = this.next.get(end); up !== undefined; up = this.next.get(end)) end = up;
    return end;
  }

  join(one: string, other: string): void {
    const [from, to] = [this.find(one), this.find(other)];
    if (from !== to) this.next.set(from, to);
  }
}
