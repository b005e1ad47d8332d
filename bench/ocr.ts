import {
  findOcrEngine,
  LOW_CONFIDENCE,
  type OcrEngine,
  ocrPage,
  type RenderRegion,
} from '@aizoomdoc/documents/ocr';
import { createPdfPool, type PdfPool } from '@aizoomdoc/documents/pdf';
import { judgeTextLayer } from '@aizoomdoc/documents/text-layer';
import { characterErrorRate, wordsFound } from './lib/error-rate.ts';
import { type PdfFile, pdfsOf, SHARED_PDFS } from './lib/pdf-folder.ts';
import { BenchError, callerPath, readFlags, runProgram, say } from './lib/program.ts';
import { formatTable } from './lib/table.ts';

const USAGE = `npm run bench:ocr -- [--folder DIR] [--pages N]

Распознаёт страницы набора и сравнивает с текстом, который на них есть: CER по тексту без пробелов, доля найденных слов.`;

/** What is read, and the file whose text layer says what stands there; `null` where nobody does. */
const CASES: { file: string; truth: string | null }[] = [
  { file: 'ru-scan-8LO39V-wrong-ocr-layer.pdf', truth: 'ru-scan-8LO39V-good-ocr-layer.pdf' },
  { file: 'ru-court-A56-41447-2022-decision.pdf', truth: 'ru-court-A56-41447-2022-decision.pdf' },
  {
    file: 'ru-court-A56-41469-2022-ruling-asphalt-plant.pdf',
    truth: 'ru-court-A56-41469-2022-ruling-asphalt-plant.pdf',
  },
  { file: 'ru-gost-26433.0-85-landscape.pdf', truth: 'ru-gost-26433.0-85-landscape.pdf' },
  { file: 'ru-kompas-pump-ecn325-a3.pdf', truth: 'ru-kompas-pump-ecn325-a3.pdf' },
  { file: 'ru-scan-ITM2-M-no-text.pdf', truth: null },
  { file: 'rot-cardinal-4-scans.pdf', truth: null },
  { file: 'rot-mismatch-scan.pdf', truth: null },
  { file: 'ru-dwg-embedded-part-zd2-a4.pdf', truth: null },
  { file: 'ru-dwg-plinth-bmc2-a1.pdf', truth: null },
];

runProgram(async () => {
  const flags = readFlags({ folder: { type: 'string' }, pages: { type: 'string', default: '2' } }, USAGE);
  const files = new Map(
    pdfsOf(flags.folder === undefined ? SHARED_PDFS : callerPath(flags.folder)).map((file) => [
      file.name,
      file,
    ]),
  );
  const { engine, missing } = await findOcrEngine(process.env);
  if (engine === null) throw new BenchError(missing ?? 'OCR недоступен');
  const pool = createPdfPool();
  const rows: string[][] = [];
  try {
    for (const { file, truth } of CASES) {
      const source = files.get(file);
      if (source === undefined) {
        rows.push([file, 'нет файла']);
        continue;
      }
      const limit = file.startsWith('rot-cardinal') ? 4 : Number(flags.pages);
      rows.push(...(await measure({ pool, engine, source, truth: files.get(truth ?? '') ?? null }, limit)));
    }
  } finally {
    await pool.close();
  }
  console.log(`${engine.name}, OMP_THREAD_LIMIT=1; мало уверенности — ниже ${LOW_CONFIDENCE}\n`);
  console.log(
    formatTable(['файл, страница', 'поворот', 'слов', 'уверенность', 'CER, %', 'слов найдено, %', 'с'], rows),
  );
});

interface Measure {
  pool: PdfPool;
  engine: OcrEngine;
  source: PdfFile;
  truth: PdfFile | null;
}

async function measure({ pool, engine, source, truth }: Measure, limit: number): Promise<string[][]> {
  const { pages } = await pool.info(source);
  const rows: string[][] = [];
  for (const page of pages.slice(0, limit)) {
    say(`${source.name} ${page.number}`);
    const started = performance.now();
    const { words, meanConfidence, rotation } = await ocrPage(renderOf(pool, source), page, engine);
    const seconds = (performance.now() - started) / 1000;
    const expected =
      truth === null ? null : judgeTextLayer((await pool.content(truth, page.number)).words).words;
    rows.push([
      `${source.name}, ${page.number}`,
      `${rotation}°`,
      `${words.length}`,
      meanConfidence.toFixed(2),
      expected === null ? '' : (characterErrorRate(words, expected) * 100).toFixed(2),
      expected === null ? '' : (wordsFound(words, expected) * 100).toFixed(1),
      seconds.toFixed(1),
    ]);
  }
  return rows;
}

function renderOf(pool: PdfPool, source: PdfFile): RenderRegion {
  return async ({ signal, ...region }) =>
    (await pool.render({ ...region, source, format: 'png', tone: 'gray', maxPixels: 64_000_000 }, { signal }))
      .bytes;
}
