import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnPdf } from '#platform/testing/drawn-pdf.ts';
import { type Person, startTestApp, type TestApp, until } from '#platform/testing/index.ts';

/** Reads nothing, and that for an hour, as a thick scanned book takes. */
const slowTesseract = `#!/bin/sh
case "$1" in
  --version) echo 'tesseract 5.3.0' ;;
  --list-langs) printf 'List of available languages (2):\\nrus\\neng\\n' ;;
  *) exec sleep 3600 ;;
esac
`;

let folder: string;
let app: TestApp;
let user: Person;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-work-'));
  const program = path.join(folder, 'tesseract');
  await writeFile(program, slowTesseract);
  await chmod(program, 0o755);
  app = await startTestApp({ env: { PATH: `${folder}:${process.env.PATH}` } });
  user = await app.newUser();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function importPdf(name: string, bytes: Buffer<ArrayBuffer>) {
  const { body } = await user.upload('/api/documents/import', [{ name, bytes }]);
  return body.documents[0];
}

it('a PDF with letters is read though scans are being recognised', async () => {
  for (const shade of [200, 220, 240]) {
    const background = { r: shade, g: shade, b: shade };
    const picture = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
      .png()
      .toBuffer();
    const { id } = await importPdf(`скан ${shade}.pdf`, await drawnPdf([{ picture }]));
    await until(async () => {
      const { body } = await user.get(`/api/documents/${id}`);
      return body.progress?.stage === 'ocr' ? body : null;
    });
  }
  const words = [{ text: 'Перемычка железобетонная', x: 40, y: 50 }];
  expect(await importPdf('текст.pdf', await drawnPdf([{ words }]))).toMatchObject({
    status: 'ready',
    progress: null,
  });
}, 60_000);
