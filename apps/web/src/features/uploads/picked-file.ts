/** A file that a person gave, with the folders it lay in: «Комплект/АР4_document.md». */
export interface PickedFile {
  path: string;
  file: File;
}

/** Folders deeper than this, or fuller, are not documents. */
const maxDepth = 12;
const maxFiles = 5_000;

/** What systems and programs leave beside documents. */
const litter = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

/** Files chosen in the browser's own window. */
export function pickedByInput(files: Iterable<File>): PickedFile[] {
  return [...files]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !path.split('/').some((part) => litter.test(part)));
}

/** Files and whole folders dropped on the page. Call it before the drop's handler returns: then the data is gone. */
export async function pickedByDrop(data: DataTransfer): Promise<PickedFile[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...data.files];
  if (entries.every((entry) => entry === null)) return pickedByInput(files);
  const found: PickedFile[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, { folder: '', depth: 0, found });
  return found;
}

/** Whether something from outside of the page is dragged over it. */
export function hasFiles(data: DataTransfer): boolean {
  return data.types.includes('Files');
}

interface Walk {
  folder: string;
  depth: number;
  found: PickedFile[];
}

async function collect(entry: FileSystemEntry, { folder, depth, found }: Walk): Promise<void> {
  if (litter.test(entry.name) || depth > maxDepth || found.length >= maxFiles) return;
  const path = folder + entry.name;
  if (entry.isFile) {
    found.push({ path, file: await readFile(entry as FileSystemFileEntry) });
    return;
  }
  for await (const inner of entriesOf(entry as FileSystemDirectoryEntry))
    await collect(inner, { folder: `${path}/`, depth: depth + 1, found });
}

const readFile = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A reader gives a hundred at a time, and nothing when it has given all. */
async function* entriesOf(directory: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = directory.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    yield* some;
  }
}
