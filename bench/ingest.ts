import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { ImportFigures, MeasuredSource, Refusal, TextFigures } from './ingest/measure.ts';
import { BenchError, callerPath, runProgram, say } from './lib/program.ts';
import { formatTable } from './lib/table.ts';
import { passwords } from './pdf-set/passwords.ts';

// npm run -s bench:ingest -- DIR [--json]: text with boxes beside pdftotext -bbox-layout on one core, then the whole import.

const run = promisify(execFile);
const sharedFolder = path.resolve(import.meta.dirname, '../../shared/data/pdf');
const child = path.join(import.meta.dirname, 'ingest/measure.ts');
const limitMs = 300_000;
const leastRatio = 0.7;
const memoryLimitMb = 1024;

interface FileFigures {
  name: string;
  refused: string | null;
  text: TextFigures | null;
  import: ImportFigures | null;
}

runProgram(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const folder = positionals[0] === undefined ? sharedFolder : callerPath(positionals[0]);
  if (!existsSync(folder)) throw new BenchError(`Нет папки: ${folder}`);
  const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.pdf')).sort();
  if (names.length === 0) throw new BenchError(`В папке нет PDF: ${folder}`);
  const sources = names.map((name) => sourceOf(path.join(folder, name)));
  say('текст: два прохода по папке, считается второй');
  const texts = await own<TextFigures>('text', sources);
  const measured: FileFigures[] = [];
  for (const [index, source] of sources.entries()) {
    say(path.basename(source.path));
    measured.push(await measureFile(source, texts[index] ?? { refused: '—' }));
  }
  const totals = totalsOf(measured);
  console.log(values.json ? JSON.stringify({ files: measured, totals }, null, 2) : report(measured, totals));
});

function sourceOf(file: string): MeasuredSource {
  const password = passwords[path.basename(file)];
  return { path: file, ...(password !== undefined && { password }) };
}

async function measureFile(source: MeasuredSource, text: TextFigures | Refusal): Promise<FileFigures> {
  const name = path.basename(source.path);
  if ('refused' in text) return { name, refused: text.refused, text: null, import: null };
  const [imported] = await own<ImportFigures>('import', [source]);
  if (imported === undefined || 'refused' in imported) throw new BenchError(`Не импортирован: ${name}`);
  return { name, refused: null, text, import: imported };
}

async function own<Figures>(
  mode: 'text' | 'import',
  sources: MeasuredSource[],
): Promise<(Figures | Refusal)[]> {
  const { stdout } = await onCore(mode === 'text', process.execPath, [child, mode, JSON.stringify(sources)]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function onCore(one: boolean, command: string, args: string[]) {
  const options = { timeout: limitMs, maxBuffer: 1 << 24 };
  return one ? run('taskset', ['-c', '0', command, ...args], options) : run(command, args, options);
}

interface Totals {
  pages: number;
  /** Pages a second over the files that both read. */
  ours: number;
  rival: number;
  ratio: number;
  imported: number;
  peakMb: number;
}

function totalsOf(measured: readonly FileFigures[]): Totals {
  const both = measured.flatMap(({ text }) =>
    text && text.rivalMs !== null ? [{ ...text, rivalMs: text.rivalMs }] : [],
  );
  const imports = measured.flatMap((file) => file.import ?? []);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const pages = sum(both.map((file) => file.pages));
  const ours = (pages / sum(both.map((file) => file.ms))) * 1000;
  const rival = (pages / sum(both.map((file) => file.rivalMs))) * 1000;
  const imported = (sum(imports.map((file) => file.pages)) / sum(imports.map((file) => file.ms))) * 1000;
  return {
    pages,
    ours,
    rival,
    ratio: ours / rival,
    imported,
    peakMb: Math.max(...imports.map((file) => file.peakMb)),
  };
}

function report(measured: readonly FileFigures[], totals: Totals): string {
  const header = [
    'файл',
    'страниц',
    'слов',
    'текст, стр/с',
    'pdftotext',
    'к нему',
    'импорт, стр/с',
    'блоков',
    'OCR',
    'МБ',
  ];
  const rows = measured.map(({ name, refused, text, import: imported }) => {
    if (text === null || imported === null) return [name, refused ?? '—'];
    const { rivalMs } = text;
    const speed = (ms: number) => ((text.pages / ms) * 1000).toFixed(0);
    return [
      name,
      String(text.pages),
      String(text.words),
      speed(text.ms),
      rivalMs === null ? 'отказ' : speed(rivalMs),
      rivalMs === null ? '—' : `${(rivalMs / text.ms).toFixed(2)}×`,
      speed(imported.ms),
      String(imported.blocks),
      String(imported.needsOcr),
      imported.peakMb.toFixed(0),
    ];
  });
  const kept = totals.ratio >= leastRatio;
  const bounded = totals.peakMb <= memoryLimitMb;
  return [
    formatTable(header, rows),
    `${kept ? '✓' : '✗'} текст с рамками на одном ядре: ${totals.ours.toFixed(0)} стр/с, pdftotext -bbox-layout ${totals.rival.toFixed(0)} стр/с — ${totals.ratio.toFixed(2)}× (предел ${leastRatio}×), ${totals.pages} страниц`,
    `${bounded ? '✓' : '✗'} импорт целиком: ${totals.imported.toFixed(0)} стр/с, память до ${totals.peakMb.toFixed(0)} МБ (предел ${memoryLimitMb})`,
  ].join('\n');
}
