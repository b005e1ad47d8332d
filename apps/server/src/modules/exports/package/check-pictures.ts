import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { ExportPicture } from '../export-document.ts';

/** Bytes of pictures in one export at most; those that come later are named in it, but not in it. */
const mostBytes = 150 * 1024 * 1024;

/** Leaves a picture without its file when that is gone, is not what was stored, is no PNG, or when there are too many. */
export function checkPictures(pictures: readonly ExportPicture[]): ExportPicture[] {
  let total = 0;
  return pictures.map((picture) => {
    const size = picture.file === null ? null : readPng(picture.file, picture.sha256);
    if (size === null || total + picture.size_bytes > mostBytes) return { ...picture, file: null };
    total += picture.size_bytes;
    return { ...picture, width: size.width, height: size.height };
  });
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function readPng(file: string, sha256: string): { width: number; height: number } | null {
  try {
    const { head, hash } = readFile(file);
    if (hash !== sha256 || head.length < 24 || !head.subarray(0, 8).equals(signature)) return null;
    const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)];
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null;
  }
}

function readFile(file: string): { head: Buffer; hash: string } {
  const handle = openSync(file, 'r');
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(1024 * 1024);
    let head: Buffer | null = null;
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
      head ??= Buffer.from(chunk.subarray(0, Math.min(read, 64)));
      hash.update(chunk.subarray(0, read));
    }
    return { head: head ?? Buffer.alloc(0), hash: hash.digest('hex') };
  } finally {
    closeSync(handle);
  }
}
