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
  const path = name.normalize('NFC').replaceAll('\\', '/');
  const folderEnd = path.lastIndexOf('/') + 1;
  for (const [shape, kind] of PARTS) {
    const found = shape.exec(path.slice(folderEnd));
    if (found === null) continue;
    const stem = `${found[1] ?? ''}${found[2] ?? ''}`;
    return { kind, stem, key: `${path.slice(0, folderEnd)}${stem}`.toLowerCase() };
  }
  return null;
}
