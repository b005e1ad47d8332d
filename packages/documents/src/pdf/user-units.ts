import { inflateSync } from 'node:zlib';
import type { Pdfium } from './pdfium.ts';

/** FPDF_REMOVE_SECURITY of FPDF_SaveAsCopy. */
const removeSecurity = 3;
const largestObjectStream = 64 * 1024 * 1024;
const unitPattern = /\/UserUnit\s+([0-9]*\.?[0-9]+)/;

/**
 * UserUnit by object number of the page, only those that are not 1. PDFium knows nothing of it, so the file is searched: plain
 * objects, and objects packed into streams.
 */
export function readUserUnits(
  pdfium: Pdfium,
  document: number,
  stored: { pointer: number; length: number },
): Map<number, number> {
  const file = Buffer.from(pdfium.heap().buffer, stored.pointer, stored.length);
  const packed = file.includes('/ObjStm');
  if (packed && pdfium.api.EPDF_IsEncrypted(document)) return unitsIn(decryptedCopy(pdfium, document));
  if (!packed && !file.includes('/UserUnit')) return new Map();
  return unitsIn(file);
}

function unitsIn(file: Buffer): Map<number, number> {
  const units = new Map<number, number>();
  const note = (objectNumber: number, text: string) => {
    const unit = Number(unitPattern.exec(text)?.[1]);
    if (unit > 0 && Number.isFinite(unit) && unit !== 1) units.set(objectNumber, unit);
    else units.delete(objectNumber);
  };
  for (const packed of packedObjects(file)) note(packed.number, packed.text);
  for (const plain of plainObjects(file)) note(plain.number, plain.text);
  return units;
}

interface PdfObject {
  number: number;
  text: string;
}

/** Objects of the file that name a UserUnit and later definitions of the same objects. */
function* plainObjects(file: Buffer): Generator<PdfObject> {
  if (!file.includes('/UserUnit')) return;
  const text = file.toString('latin1');
  for (const match of text.matchAll(/(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endobj', start);
    const head = text.slice(start, Math.min(end < 0 ? text.length : end, start + 65_536));
    if (/\/Type\s*\/Page\b/.test(head)) yield { number: Number(match[1]), text: head };
  }
}

function* packedObjects(file: Buffer): Generator<PdfObject> {
  for (let found = file.indexOf('/ObjStm'); found >= 0; found = file.indexOf('/ObjStm', found + 7)) {
    const keyword = file.indexOf('stream', found);
    if (keyword < 0) return;
    const before = file.toString('latin1', Math.max(0, found - 512), keyword);
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1]);
    const start = keyword + 6 + (file[keyword + 6] === 13 ? 2 : 1);
    const content = inflated(file.subarray(start), dictionary);
    if (content?.includes('/UserUnit')) yield* objectsOf(content, first);
  }
}

function* objectsOf(content: Buffer, first: number): Generator<PdfObject> {
  if (!(first > 0)) return;
  const header = content.toString('latin1', 0, first).trim().split(/\s+/).map(Number);
  for (let entry = 0; entry + 1 < header.length; entry += 2) {
    const start = first + (header[entry + 1] ?? 0);
    const end = entry + 3 < header.length ? first + (header[entry + 3] ?? 0) : content.length;
    yield { number: header[entry] ?? 0, text: content.toString('latin1', start, end) };
  }
}

function inflated(bytes: Buffer, dictionary: string): Buffer | null {
  if (!dictionary.includes('/FlateDecode')) return bytes.subarray(0, Math.max(0, bytes.indexOf('endstream')));
  try {
    return inflateSync(bytes, { maxOutputLength: largestObjectStream });
  } catch {
    return null;
  }
}

/** Strings inside packed objects are encrypted with the stream; PDFium writes them out plain. */
function decryptedCopy(pdfium: Pdfium, document: number): Buffer {
  const { api } = pdfium;
  const writer = api.PDFiumExt_OpenFileWriter();
  try {
    api.FPDF_SaveAsCopy(document, writer, removeSecurity);
    const size = api.PDFiumExt_GetFileWriterSize(writer);
    return pdfium.withBuffer(Math.max(1, size), (pointer) => {
      api.PDFiumExt_GetFileWriterData(writer, pointer, size);
      return Buffer.from(pdfium.heap().slice(pointer, pointer + size));
    });
  } finally {
    api.PDFiumExt_CloseFileWriter(writer);
  }
}
