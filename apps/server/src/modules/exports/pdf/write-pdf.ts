import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import type { Report } from '../report/report.ts';
import { drawReport } from './draw-report.ts';
import { createFlow } from './flow.ts';
import { createFonts } from './fonts.ts';
import { page } from './style.ts';

export interface Attachment {
  name: string;
  bytes: Buffer;
  description: string;
}

/** Writes the report as a PDF to a file that is not there yet. Attached bytes stand in it as they are. */
export async function writePdf(report: Report, file: string, attachment: Attachment | null): Promise<void> {
  const pdf = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    bufferPages: true,
    lang: 'ru-RU',
    displayTitle: true,
    info: {
      Title: report.title,
      Creator: 'AIZoomDoc',
      Producer: 'AIZoomDoc',
      CreationDate: new Date(report.created_at),
    },
  });
  const written = pdf.pipe(createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  drawReport(createFlow(pdf, createFonts(pdf)), report);
  if (attachment !== null) attach(pdf, attachment);
  pdf.end();
  await finished(written);
}

/** Like pdfkit's own, but not compressed and without a checksum: the bytes are sealed after the file is written. */
function attach(pdf: PDFKit.PDFDocument, { name, bytes, description }: Attachment): void {
  const compress = pdf.compress;
  pdf.compress = false;
  const content = pdf.ref({
    Type: 'EmbeddedFile',
    Subtype: 'application#2Fjson',
    Params: { Size: bytes.length },
  });
  pdf.compress = compress;
  content.end(bytes);
  const specification = pdf.ref({
    Type: 'Filespec',
    AFRelationship: 'Data',
    F: new String(name),
    UF: new String(name),
    Desc: new String(description),
    EF: { F: content },
  });
  specification.end(undefined);
  pdf.addNamedEmbeddedFile(name, specification);
}
