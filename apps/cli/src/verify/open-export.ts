import { createHash } from 'node:crypto';
import { manifestBeginning, manifestPaths, markdownManifest } from '@aizoomdoc/contracts';
import { Damaged } from './damaged.ts';
import { readZip } from './read-zip.ts';

/** An export with its manifest found, nothing checked yet. */
export interface OpenedExport {
  kind: 'zip' | 'docx' | 'pdf' | 'markdown';
  manifest: Buffer;
  /** SHA-256 of all the file but the manifest. @throws {Damaged} */
  containerHash(): string;
  /** Names of what stands beside the manifest. */
  paths: string[];
  /** @throws {Damaged} */
  read(path: string): Buffer;
}

/** Finds the manifest by the file's own format. @throws {Damaged} when there is none */
export function openExport(bytes: Buffer): OpenedExport {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return openZip(bytes);
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return openPdf(bytes);
  return openMarkdown(bytes);
}

function openZip(bytes: Buffer): OpenedExport {
  const zip = readZip(bytes);
  const isDocx = zip.paths.includes('word/document.xml');
  const path = isDocx ? manifestPaths.docx : manifestPaths.zip;
  return {
    kind: isDocx ? 'docx' : 'zip',
    manifest: zip.read(path),
    containerHash: () => zip.hashWithout(path),
    paths: zip.paths.filter((each) => each !== path),
    read: zip.read,
  };
}

function openPdf(bytes: Buffer): OpenedExport {
  // Everything else in a PDF of ours that could hold these words is compressed.
  const beginning = Buffer.from(`stream\n${manifestBeginning}`);
  const start = bytes.indexOf(beginning);
  const end = start < 0 ? -1 : bytes.indexOf('\nendstream', start);
  if (end < 0) throw new Damaged('В файле PDF нет манифеста AIZoomDoc.');
  return single('pdf', bytes, start + 'stream\n'.length, end);
}

function openMarkdown(bytes: Buffer): OpenedExport {
  const { before, after } = markdownManifest;
  const start = bytes.lastIndexOf(before + manifestBeginning);
  const end = start < 0 ? -1 : bytes.indexOf(after, start + before.length);
  if (end < 0) throw new Damaged('Это не выгрузка AIZoomDoc, или её манифест повреждён.');
  return single('markdown', bytes, start + Buffer.byteLength(before), end);
}

function single(kind: 'pdf' | 'markdown', bytes: Buffer, start: number, end: number): OpenedExport {
  return {
    kind,
    manifest: bytes.subarray(start, end),
    containerHash: () =>
      createHash('sha256').update(bytes.subarray(0, start)).update(bytes.subarray(end)).digest('hex'),
    paths: [],
    read: (path) => {
      throw new Damaged(`В файле нет части ${path}.`);
    },
  };
}
