import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PdfSource } from '@aizoomdoc/documents/pdf';
import { BenchError } from './program.ts';

export const SHARED_PDFS = '/work/shared/data/pdf';

export interface PdfFile extends PdfSource {
  name: string;
}

/** The PDFs of a folder by name. @throws BenchError that says plainly when the folder is missing */
export function pdfsOf(folder: string): PdfFile[] {
  if (!existsSync(folder)) throw new BenchError(`Нет папки ${folder}: укажите другую через --folder`);
  return readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith('.pdf'))
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      return { name, path: file, id: createHash('sha256').update(readFileSync(file)).digest('hex') };
    });
}
