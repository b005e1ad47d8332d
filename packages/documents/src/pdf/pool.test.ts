import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Box } from '../model.ts';
import type { PdfSource } from './pool/messages.ts';
import { createPdfPool, type PdfPool, type PdfPoolOptions, type RenderRequest } from './pool.ts';
import { bombPdf, endlessPdf, onePagePdf } from './testing/make-pdf.ts';

let folder: string;
const pools: PdfPool[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pdf-pool-'));
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function startPool(options: PdfPoolOptions): PdfPool {
  const pool = createPdfPool({ workers: 1, ...options });
  pools.push(pool);
  return pool;
}

async function stored(bytes: Buffer): Promise<PdfSource> {
  const id = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, `${id}.pdf`);
  await writeFile(path, bytes);
  return { id, path };
}

const sheet = (text = 'Sheet') =>
  stored(
    onePagePdf({
      content: `BT /F 40 Tf 20 200 Td (${text}) Tj ET 1 0 0 rg 0 0 60 40 re f`,
      resources: '/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>',
    }),
  );

function region(source: PdfSource, more: Partial<RenderRequest> = {}): RenderRequest {
  return { source, page: 1, box: [0, 0, 1, 1], width: 120, height: 80, format: 'png', ...more };
}

const withCode = (code: string) => expect.objectContaining({ name: 'PdfError', code });

describe('a pool', () => {
  it('tells pages, words and draws pictures of every format and tone', async () => {
    const pool = startPool({});
    const source = await sheet('First words');
    const info = await pool.info(source);
    expect(info).toMatchObject({ pageCount: 1, pages: [{ number: 1, width: 600, height: 400 }] });
    const content = await pool.content(source, 1);
    expect(content.words.map(({ text }) => text)).toEqual(['First', 'words']);
    const expected: [Partial<RenderRequest>, object][] = [
      [{ format: 'png' }, { format: 'png', channels: 3 }],
      [{ format: 'jpeg', quality: 70 }, { format: 'jpeg' }],
      [{ format: 'webp' }, { format: 'webp' }],
      [
        { format: 'png', tone: 'gray' },
        { format: 'png', channels: 1 },
      ],
      [
        { format: 'png', tone: 'bitonal' },
        { format: 'png', bitsPerSample: 1 },
      ],
    ];
    for (const [wanted, metadata] of expected) {
      const picture = await pool.render(region(source, wanted));
      expect(picture.mediaType).toBe(`image/${wanted.format}`);
      expect(await sharp(picture.bytes).metadata()).toMatchObject({ width: 120, height: 80, ...metadata });
    }
  });

  it('draws once for all who want the same at the same time', async () => {
    const pool = startPool({ memoryCacheBytes: 0 });
    const source = await sheet();
    const pictures = await Promise.all(Array.from({ length: 8 }, () => pool.render(region(source))));
    expect(new Set(pictures.map(({ bytes }) => bytes.toString('hex'))).size).toBe(1);
    expect(pool.renders).toBe(1);
    await pool.render(region(source));
    expect(pool.renders).toBe(2);
  });

  it('keeps pictures in memory and on disk, and does without a damaged one', async () => {
    const cacheDir = join(folder, 'cache');
    const source = await sheet('cached');
    const first = startPool({ cacheDir });
    const drawn = await first.render(region(source));
    expect((await first.render(region(source))).bytes).toEqual(drawn.bytes);
    expect(first.renders).toBe(1);
    await first.close();
    const second = startPool({ cacheDir });
    expect((await second.render(region(source))).bytes).toEqual(drawn.bytes);
    expect(second.renders).toBe(0);
    await second.close();
    const files = (await readdir(cacheDir, { recursive: true })).filter((name) => name.length > 60);
    expect(files).toHaveLength(1);
    await truncate(join(cacheDir, files[0] ?? ''), 30);
    const third = startPool({ cacheDir });
    expect((await third.render(region(source))).bytes).toEqual(drawn.bytes);
    expect(third.renders).toBe(1);
  });

  it('does not show to one without the password what another saw', async () => {
    const pool = startPool({});
    const source = await sheet('secret');
    await pool.render(region(source));
    await pool.render(region({ ...source, password: 'other' }));
    expect(pool.renders).toBe(2);
  });

  it.each([
    [[0, 0, 1.01, 1], 10, 10],
    [[0.5, 0, 0.5, 1], 10, 10],
    [[0, 0, 1, Number.NaN], 10, 10],
    [[0, 0, 1, 1], 0, 10],
    [[0, 0, 1, 1], 10.5, 10],
  ] as [Box, number, number][])('refuses the region %s at %s × %s', async (box, width, height) => {
    const pool = startPool({});
    const source = await sheet();
    await expect(pool.render(region(source, { box, width, height }))).rejects.toThrow(RangeError);
  });

  it('gives each refusal its reason', async () => {
    const pool = startPool({});
    const source = await sheet();
    await expect(pool.render(region(source, { page: 2 }))).rejects.toEqual(withCode('page_not_found'));
    await expect(pool.render(region(source, { width: 9000, height: 9000 }))).rejects.toEqual(
      withCode('too_large'),
    );
    const gone = { id: 'gone', path: join(folder, 'gone.pdf') };
    await expect(pool.info(gone)).rejects.toEqual(withCode('file_missing'));
    await expect(pool.info(await stored(Buffer.from('no PDF')))).rejects.toEqual(withCode('damaged'));
  });
});

describe('under load', () => {
  it('refuses at once what the queue cannot hold', async () => {
    const pool = startPool({ queueLimit: 3, memoryCacheBytes: 0 });
    const source = await sheet();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => pool.render(region(source, { width: 100 + n }))),
    );
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(reasons.length).toBe(6);
    expect(reasons[0]).toEqual(withCode('busy'));
  });

  it('lets documents take turns', async () => {
    const pool = startPool({ memoryCacheBytes: 0 });
    const [busy, quiet] = [await sheet('busy'), await sheet('quiet')];
    const order: string[] = [];
    const many = Array.from({ length: 20 }, (_, n) =>
      pool.render(region(busy, { width: 100 + n })).then(() => order.push('busy')),
    );
    const one = pool.render(region(quiet)).then(() => order.push('quiet'));
    await Promise.all([...many, one]);
    expect(order.indexOf('quiet')).toBeLessThan(5);
  });

  it('forgets a task whose asker has gone', async () => {
    const pool = startPool({ memoryCacheBytes: 0 });
    const source = await sheet();
    const stop = new AbortController();
    const first = pool.render(region(source));
    const second = pool.render(region(source, { width: 121 }), { signal: stop.signal });
    stop.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await first;
    await expect(
      pool.render(region(source), { signal: AbortSignal.abort(new Error('late')) }),
    ).rejects.toThrow('late');
  });
});

describe('what kills a worker', () => {
  it('fails by itself: others in the queue never notice', async () => {
    const pool = startPool({ taskTimeoutMs: 1500, memoryCacheBytes: 0 });
    const [endless, good] = [await stored(endlessPdf()), await sheet()];
    const bad = expect(pool.render(region(endless))).rejects.toEqual(withCode('timeout'));
    const others = await Promise.all([1, 2, 3].map((n) => pool.render(region(good, { width: 100 + n }))));
    expect(others.every(({ bytes }) => bytes.length > 0)).toBe(true);
    await bad;
  });

  it('is refused at once after it was killed often enough, for a while', async () => {
    const pool = startPool({ taskTimeoutMs: 700, memoryCacheBytes: 0, poisonMs: 4000 });
    const endless = await stored(endlessPdf());
    const attempt = async () => {
      const from = performance.now();
      await expect(pool.render(region(endless))).rejects.toEqual(withCode('timeout'));
      return performance.now() - from;
    };
    expect(await attempt()).toBeGreaterThan(600);
    expect(await attempt()).toBeGreaterThan(600);
    expect(await attempt()).toBeLessThan(600);
    // Its pages can still be counted.
    expect((await pool.info(endless)).pageCount).toBe(1);
  });

  it('may be the memory it wants, in the middle of drawing', async () => {
    const pool = startPool({ memoryLimitBytes: 64 * 1024 * 1024, memoryCacheBytes: 0 });
    const [huge, good] = [await stored(bombPdf(100 * 1024 * 1024)), await sheet()];
    await pool.render(region(good));
    await expect(pool.render(region(huge))).rejects.toEqual(withCode('out_of_memory'));
    expect((await pool.render(region(good))).bytes.length).toBeGreaterThan(0);
  });
});

describe('workers', () => {
  it('are closed when there is nothing to do and started again', async () => {
    const pool = startPool({ idleMs: 50, memoryCacheBytes: 0 });
    const source = await sheet();
    await pool.render(region(source));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await pool.render(region(source))).bytes.length).toBeGreaterThan(0);
  });

  it('leave nobody waiting when the pool is closed', async () => {
    const pool = startPool({ memoryCacheBytes: 0 });
    const endless = await stored(endlessPdf());
    const source = await sheet();
    const waiting = [pool.render(region(endless)), pool.render(region(source))];
    const settled = Promise.allSettled(waiting);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pool.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
