import { readFileSync, writeFileSync } from 'node:fs';
import { encodeManifest, manifestPaths, markdownManifest } from '@aizoomdoc/contracts';
import { placeholderOf } from '../docx/placeholder.ts';
import type { ExportDocument, ExportPicture, Format } from '../export-document.ts';
import { writeMarkdown } from '../markdown/write-markdown.ts';
import { composeReport } from '../report/compose-report.ts';
import type { Report } from '../report/report.ts';
import { checkPictures } from './check-pictures.ts';
import { draftManifest, sealBytes, sealManifest } from './manifest.ts';
import { readme } from './readme.ts';
import { createZipWriter, type ZipWriter } from './zip-writer.ts';

export interface ExportJob {
  document: ExportDocument;
  format: Format;
  /** A ZIP with pictures and `manifest.json`; else one file with the manifest inside. */
  isPackage: boolean;
  /** Where to write; not there yet, and to be thrown away when writing fails. */
  target: string;
  /** For a file in between; to be thrown away. */
  scratch: string;
}

interface Prepared {
  document: ExportDocument;
  format: Format;
  report: Report;
}

/** Writes the export to its file. */
export async function writeExport({ isPackage, target, scratch, format, ...job }: ExportJob): Promise<void> {
  const document = { ...job.document, pictures: checkPictures(job.document.pictures) };
  const prepared = { document, format, report: composeReport(document) };
  if (isPackage) await writePackage(prepared, target, scratch);
  else await writers[format](prepared, target);
}

const writers: Record<Format, (job: Prepared, target: string) => Promise<void> | void> = {
  markdown: writeSingleMarkdown,
  pdf: writeSinglePdf,
  docx: writeSingleDocx,
};

function writeSingleMarkdown({ document, format, report }: Prepared, target: string): void {
  const draft = draftManifest({ document, format, isPackage: false, files: [], pathOf: () => null });
  const { before, after } = markdownManifest;
  const text = `${writeMarkdown(report, () => null)}${before}${encodeManifest(draft)}${after}`;
  writeFileSync(target, sealBytes(Buffer.from(text), draft), newFile);
}

async function writeSinglePdf({ document, format, report }: Prepared, target: string): Promise<void> {
  const draft = draftManifest({ document, format, isPackage: false, files: [], pathOf: () => null });
  const bytes = Buffer.from(encodeManifest(draft));
  const description = 'Манифест доказательств AIZoomDoc: aizoomdoc export verify';
  // Each export is a thread of its own: what the others need is not loaded.
  const { writePdf } = await import('../pdf/write-pdf.ts');
  await writePdf(report, target, { name: manifestPaths.pdf, bytes, description });
  writeFileSync(target, sealBytes(readFileSync(target), draft));
}

async function writeSingleDocx({ document, format, report }: Prepared, target: string): Promise<void> {
  const { writeDocx } = await import('../docx/write-docx.ts');
  const zip = createZipWriter(target, new Date(document.created_at));
  try {
    const paths = addParts(zip, withManifestPart(await writeDocx(report)), document.pictures);
    const pathOf = (id: string) => paths.get(id) ?? null;
    const draft = draftManifest({ document, format, isPackage: false, files: zip.files, pathOf });
    zip.seal(manifestPaths.docx, encodedLength(draft), (container) => sealManifest(draft, container));
  } finally {
    zip.close();
  }
}

const newFile = { flag: 'wx', mode: 0o600 } as const;

const encodedLength = (draft: Parameters<typeof sealManifest>[0]) => Buffer.byteLength(encodeManifest(draft));

/** @returns where each picture stands, by its id */
function addParts(
  zip: ZipWriter,
  parts: Record<string, Uint8Array>,
  pictures: readonly ExportPicture[],
): Map<string, string> {
  const byPlaceholder = new Map(pictures.map((picture) => [placeholderOf(picture).toString(), picture]));
  const paths = new Map<string, string>();
  for (const [path, bytes] of Object.entries(parts)) {
    const picture = path.startsWith('word/media/')
      ? byPlaceholder.get(Buffer.from(bytes).toString())
      : undefined;
    if (picture?.file == null) zip.add(path, bytes);
    else {
      zip.addFile(path, picture.file);
      paths.set(picture.id, path);
    }
  }
  return paths;
}

/** Names the manifest in the directory of a Word document, so that Word takes it for a part and not for damage. */
function withManifestPart(parts: Record<string, Uint8Array>): Record<string, Uint8Array> {
  const edit = (path: string, end: string, added: string): Uint8Array => {
    const text = Buffer.from(parts[path] ?? []).toString();
    if (!text.includes(end)) throw new Error(`${path} of the Word document is not as expected`);
    return Buffer.from(text.replace(end, added + end));
  };
  const type = '<Default Extension="json" ContentType="application/json"/>';
  const relation = `<Relationship Id="aizoomdocManifest" Type="urn:aizoomdoc:export-manifest" Target="${manifestPaths.docx}"/>`;
  return {
    ...parts,
    '[Content_Types].xml': edit('[Content_Types].xml', '</Types>', type),
    '_rels/.rels': edit('_rels/.rels', '</Relationships>', relation),
  };
}

async function writePackage(job: Prepared, target: string, scratch: string): Promise<void> {
  const { document, format, report } = job;
  const paths = picturePaths(document.pictures);
  const pathOf = (id: string) => paths.get(id) ?? null;
  const name = document.message_id === null ? 'chat' : 'answer';
  const zip = createZipWriter(target, new Date(document.created_at));
  try {
    if (format === 'markdown') {
      zip.add(`${name}.md`, Buffer.from(writeMarkdown(report, ({ id }) => pathOf(id))));
    } else {
      await writers[format](job, scratch);
      zip.addFile(`${name}.${format}`, scratch);
    }
    for (const { id, file } of document.pictures) {
      const path = pathOf(id);
      if (path !== null && file !== null) zip.addFile(path, file);
    }
    zip.add('messages.json', Buffer.from(`${JSON.stringify(document.messages, null, 2)}\n`));
    zip.add('README.txt', Buffer.from(readme));
    const draft = draftManifest({ document, format, isPackage: true, files: zip.files, pathOf });
    zip.seal(manifestPaths.zip, encodedLength(draft), (container) => sealManifest(draft, container));
  } finally {
    zip.close();
  }
}

/** `pictures/01-P3.png`: numbered in the order of the text, because each answer counts its pictures from one. */
function picturePaths(pictures: readonly ExportPicture[]): Map<string, string> {
  const there = pictures.filter(({ file }) => file !== null);
  const digits = Math.max(2, String(there.length).length);
  return new Map(
    there.map(({ id, name }, index) => {
      const safeName = name.replaceAll(/[^\w-]/g, '').slice(0, 20);
      const number = String(index + 1).padStart(digits, '0');
      return [id, `pictures/${number}${safeName === '' ? '' : `-${safeName}`}.png`];
    }),
  );
}
