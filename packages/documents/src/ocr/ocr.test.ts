import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { provideTesseract } from '../../../../scripts/tesseract.ts';
import type { Box } from '../model.ts';
import type { QuarterTurn } from './engine.ts';
import { findOcrEngine, LOW_CONFIDENCE, type OcrEngine, ocrPage, rereadBlock } from './index.ts';
import { printedPage } from './testing/printed-page.ts';
import { tilesOf } from './tiles.ts';
import { boxBeforeTurn } from './turn.ts';

const lines = [
  'Ведомость рабочих чертежей основного комплекта',
  'Общие данные. План этажа на отметке',
  'Кладку наружных стен выполнять из газобетонных блоков',
  'Перемычки над проёмами принять по серии',
  'Работы вести в соответствии с проектом производства',
  'Монтаж конструкций начинать после приёмки фундаментов',
  'Гидроизоляцию выполнить из двух слоёв рубероида',
  'Отделочные работы вести после прокладки всех сетей',
];
const labels = lines.map((text, index) => ({ text, x: 60, y: 80 + index * 40 }));
const environment = await provideTesseract();

/** The program, and what is taken where there is no program but its language files. */
const ways = [
  { name: /^tesseract \d/, env: environment ?? {} },
  { name: /^tesseract\.js /, env: { TESSDATA_PREFIX: environment?.TESSDATA_PREFIX } },
];

describe.skipIf(environment === null).each(ways)('OCR by $name', { timeout: 90_000 }, ({ name, env }) => {
  let engine: OcrEngine;
  let png: Buffer;
  beforeAll(async () => {
    const found = await findOcrEngine({ PATH: '/nonexistent', ...env });
    if (found.engine === null) throw new Error(found.missing ?? 'no engine');
    expect(found.engine.name).toMatch(name);
    engine = found.engine;
    await using page = await printedPage(labels, [420, 420]);
    png = await page.png();
  });
  const textOf = (words: readonly { text: string }[]) => words.map(({ text }) => text).join(' ');

  it('reads Russian print', async () => {
    const { words, rotation, meanConfidence } = await engine.recognise(png);
    expect(textOf(words)).toContain('Ведомость рабочих чертежей');
    expect(textOf(words)).toContain('прокладки всех сетей');
    expect(rotation).toBe(0);
    expect(meanConfidence).toBeGreaterThan(LOW_CONFIDENCE);
    const first = words.find(({ text }) => text === 'Ведомость');
    expect(first?.bbox[0]).toBeCloseTo(60 / 420, 1);
    expect(first?.bbox[1]).toBeCloseTo(84 / 420, 1);
    expect(new Set(words.map(({ line }) => line)).size).toBe(lines.length);
  });

  it.each([90, 180, 270] as const)('turns a picture that lies by %i°', async (turn) => {
    const { words, rotation } = await engine.recognise(await sharp(png).rotate(turn).png().toBuffer());
    expect((rotation + turn) % 360).toBe(0);
    expect(textOf(words)).toContain('газобетонных блоков');
    expect(new Set(words.map(({ angle }) => angle))).toEqual(new Set([turn]));
    const [x0, y0, x1, y1] = words.find(({ text }) => text === 'Ведомость')?.bbox ?? [0, 0, 0, 0];
    const wide = x1 - x0 > y1 - y0;
    expect(wide).toBe(turn === 180);
  });

  it('reads through noise and says that it is less sure', async () => {
    const noisy = await sharp(png)
      .blur(4)
      .composite([{ input: await noise(png), blend: 'soft-light' }])
      .png()
      .toBuffer();
    const clean = await engine.recognise(png, { findRotation: false });
    const { words, meanConfidence } = await engine.recognise(noisy, { findRotation: false });
    expect(words.length).toBeGreaterThan(5);
    expect(meanConfidence).toBeLessThan(clean.meanConfidence);
  });

  it('finds nothing on an empty sheet', async () => {
    const empty = await blank(800, 1200);
    expect(await engine.recognise(empty)).toEqual({ words: [], rotation: 0, meanConfidence: 0 });
  });

  it('refuses what is no picture and what is a bomb', async () => {
    await expect(engine.recognise(Buffer.from('no picture'))).rejects.toMatchObject({ code: 'bad_image' });
    await expect(engine.recognise(png.subarray(0, png.length / 2))).rejects.toMatchObject({
      code: 'bad_image',
    });
    await expect(engine.recognise(path.join(tmpdir(), 'no-such.png'))).rejects.toMatchObject({
      code: 'bad_image',
    });
    const bomb = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="32000" height="32000"/>');
    await expect(engine.recognise(bomb)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('reads a sheet of several tiles, each word once', async () => {
    const wide = Array.from({ length: 7 }, (_, index) => ({
      text: `Помещение ${index + 1}1`,
      x: 30 + index * 170,
      y: 100,
      size: 16,
    }));
    await using page = await printedPage(
      [...wide, { text: 'Согласовано', x: 1180, y: 190, size: 14, upwards: true }],
      [1250, 220],
    );
    const { words } = await ocrPage(page.render, page.page, engine);
    expect(words.filter(({ text }) => text === 'Помещение')).toHaveLength(7);
    for (const { x } of wide) {
      expect(words.some(({ text, bbox }) => text === 'Помещение' && Math.abs(bbox[0] * 1250 - x) < 6)).toBe(
        true,
      );
    }
    expect(words.find(({ text }) => text === 'Согласовано')).toMatchObject({ angle: 270 });
    expect(words.every(({ confidence }) => confidence !== undefined)).toBe(true);
  });

  it('rereads one block from its picture', async () => {
    await using page = await printedPage([
      ...labels,
      { text: 'Масса единицы 12,5 кг', x: 60, y: 400, size: 5 },
    ]);
    const box: Box = [58 / 595, 400 / 842, 125 / 595, 408 / 842];
    const { words } = await rereadBlock(page.render, { page: page.page, box }, engine);
    expect(textOf(words)).toBe('Масса единицы 12,5 кг');
    expect((words[0]?.bbox[0] ?? 0) * 595).toBeCloseTo(60, -0.5);
    expect((words[0]?.bbox[1] ?? 0) * 842).toBeGreaterThan(398);
    expect((words[0]?.bbox[3] ?? 0) * 842).toBeLessThan(410);
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const reading = engine.recognise(png, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    await expect(engine.recognise(png, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'timeout' });
    // In the midst of it, too; others in the line go on.
    const late = engine.recognise(png, { timeoutMs: 300, findRotation: false });
    const next = engine.recognise(png, { findRotation: false });
    await expect(late).rejects.toMatchObject({ code: 'timeout' });
    expect(textOf((await next).words)).toContain('Ведомость');
  });
});

describe('findOcrEngine', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-fake-tesseract-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A program that says these languages and then does this. */
  async function fakeProgram(languages: string, body: string): Promise<{ PATH: string }> {
    const script = `#!/bin/sh
case "$*" in
  --version) echo 'tesseract 5.9.9'; exit ;;
  --list-langs*) printf 'List of available languages (2):\\n${languages}'; exit ;;
esac
${body}
`;
    await writeFile(path.join(folder, 'tesseract'), script, { mode: 0o755 });
    return { PATH: `${folder}:/usr/bin:/bin` };
  }

  it('says what to install', async () => {
    expect(await findOcrEngine({ PATH: '/nonexistent' }, { systemFolders: [] })).toEqual({
      engine: null,
      missing: expect.stringContaining('OCR недоступен: программа tesseract не найдена. Установите'),
    });
    expect(await findOcrEngine(await fakeProgram('eng\\n', ''))).toEqual({
      engine: null,
      missing: expect.stringContaining('rus.traineddata'),
    });
    const russianOnly = await findOcrEngine(await fakeProgram('rus\\n', ''));
    expect(russianOnly.engine?.name).toBe('tesseract 5.9.9');
    expect(russianOnly.missing).toContain('eng.traineddata');
  });

  it('takes language files of the data folder first', async () => {
    const dataFolder = path.join(folder, 'data');
    await mkdir(path.join(dataFolder, 'tessdata'), { recursive: true });
    await writeFile(path.join(dataFolder, 'tessdata', 'rus.traineddata'), '');
    const seen = path.join(folder, 'arguments');
    const env = await fakeProgram('rus\\neng\\n', `echo "$*" > ${seen}`);
    const { engine } = await findOcrEngine({ ...env, DATA_DIR: dataFolder });
    await engine?.recognise(await blank(20, 20), { findRotation: false });
    expect(await readFile(seen, 'utf8')).toContain(
      `--tessdata-dir ${dataFolder}/tessdata -l rus+eng --psm 3`,
    );
  });

  it('kills the program and its children on timeout and on abort', async () => {
    const pids = path.join(folder, 'pids');
    const env = await fakeProgram('rus\\neng\\n', `sleep 600 & echo "$$ $!" > ${pids}; wait`);
    const { engine } = await findOcrEngine(env);
    const image = await blank(20, 20);
    await expect(engine?.recognise(image, { timeoutMs: 3000, findRotation: false })).rejects.toMatchObject({
      code: 'timeout',
    });
    await expectGone(pids);
    const stop = new AbortController();
    const reading = engine?.recognise(image, { signal: stop.signal, findRotation: false });
    await vi.waitFor(async () => expect(await readFile(pids, 'utf8')).toMatch(/\d/), { timeout: 5000 });
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    await expectGone(pids);
  });

  it('bounds what the program says', async () => {
    const { engine } = await findOcrEngine(await fakeProgram('rus\\neng\\n', 'yes 2>/dev/null; yes >&2'));
    await expect(engine?.recognise(await blank(20, 20), { findRotation: false })).rejects.toMatchObject({
      code: 'failed',
    });
  });

  it('reports a program that fails without its words', async () => {
    const { engine } = await findOcrEngine(await fakeProgram('rus\\neng\\n', 'echo boom >&2; exit 3'));
    const failed = engine?.recognise(await blank(20, 20), { findRotation: false });
    await expect(failed).rejects.toThrow('переустановите tesseract');
    await expect(failed).rejects.not.toThrow('boom');
  });
});

describe('geometry of pictures', () => {
  it('covers any picture by tiles whose cores touch and never overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 20_000 }),
        (width, height) => {
          const tiles = tilesOf(width, height);
          const covered = tiles.reduce((sum, { core }) => sum + core.width * core.height, 0);
          expect(covered).toBe(width * height);
          for (const { region, core } of tiles) {
            expect(region.left).toBeLessThanOrEqual(core.left);
            expect(region.left + region.width).toBeGreaterThanOrEqual(core.left + core.width);
            expect(region.left + region.width).toBeLessThanOrEqual(width);
            expect(Math.max(region.width, region.height)).toBeLessThanOrEqual(3600);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('turns a box back to where it was', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const turns = fc.constantFrom<QuarterTurn>(0, 90, 180, 270);
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), turns, ([a, b, c, d], turn) => {
        const box: Box = [Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)];
        let back = box;
        for (let times = 0; times < 4; times += 1) back = boxBeforeTurn(back, turn);
        for (const [index, value] of back.entries()) expect(value).toBeCloseTo(box[index] as number, 9);
      }),
    );
  });
});

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'white' } })
    .png()
    .toBuffer();

async function noise(like: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(like).metadata();
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'white',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
}

/** Every process whose number the file holds has ended; the file is removed. */
async function expectGone(pidFile: string): Promise<void> {
  const pids = (await readFile(pidFile, 'utf8')).trim().split(' ');
  await vi.waitFor(async () => {
    for (const pid of pids) expect(await stateOf(pid)).not.toMatch(/^[RSD]$/);
  });
  await rm(pidFile);
}

/** As /proc says; a zombie (`Z`) has ended. */
async function stateOf(pid: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status.slice(status.lastIndexOf(')') + 2).slice(0, 1);
}
