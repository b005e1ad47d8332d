import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Box } from '../model.ts';
import { createImagePool } from './image-pool.ts';
import { turnPicture } from './turn-picture.ts';

let folder: string;
let photo: string;
const size = { width: 3200, height: 2000 };
const pool = createImagePool();

/** Every pixel is another one, so whatever is off shows. */
function pattern({ width, height }: { width: number; height: number }): Buffer {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      data[at] = (x * 255) / width;
      data[at + 1] = (y * 255) / height;
      data[at + 2] = ((x >> 4) ^ (y >> 4)) & 1 ? 255 : 0;
    }
  }
  return data;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aizoomdoc-images-'));
  photo = join(folder, 'photo.png');
  await sharp(pattern(size), { raw: { ...size, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toFile(photo);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function pixels(bytes: Uint8Array) {
  return sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}

function draw(path: string, region: { x: number; y: number; width: number; height: number; factor: number }) {
  const { x, y, width, height, factor } = region;
  const box: Box = [x / size.width, y / size.height, (x + width) / size.width, (y + height) / size.height];
  const request = {
    width: Math.ceil(width / factor),
    height: Math.ceil(height / factor),
    format: 'png' as const,
  };
  return pool.render({ id: path, file: { path, page: 1 }, box, ...request });
}

describe('a region', () => {
  it.each([1, 2, 4])('is the same alone and as a part of a larger one, %i times smaller', async (factor) => {
    const side = 256 * factor;
    const large = await pixels(
      (await draw(photo, { x: side, y: 0, width: 2 * side, height: side, factor })).bytes,
    );
    const right = await pixels(
      (await draw(photo, { x: 2 * side, y: 0, width: side, height: side, factor })).bytes,
    );
    let worst = 0;
    for (let y = 0; y < 256; y++) {
      for (let at = 0; at < 256 * 3; at++) {
        const whole = large.data[(y * 512 + 256) * 3 + at] ?? 0;
        worst = Math.max(worst, Math.abs(whole - (right.data[y * 256 * 3 + at] ?? 0)));
      }
    }
    expect(worst, 'difference of a channel').toBeLessThanOrEqual(1);
  });

  it('keeps its pixels when nothing is resized', async () => {
    const { data } = await pixels(
      (await draw(photo, { x: 100, y: 50, width: 64, height: 64, factor: 1 })).bytes,
    );
    const expected = await sharp(photo)
      .extract({ left: 100, top: 50, width: 64, height: 64 })
      .raw()
      .toBuffer();
    expect(data.equals(expected)).toBe(true);
  });

  it('stands where the camera’s orientation puts it', async () => {
    const path = join(folder, 'turned.jpg');
    const left = await sharp({ create: { width: 200, height: 100, channels: 3, background: 'red' } })
      .composite([
        {
          input: await sharp({ create: { width: 100, height: 100, channels: 3, background: 'blue' } })
            .png()
            .toBuffer(),
          left: 100,
          top: 0,
        },
      ])
      .png()
      .toBuffer();
    await sharp(left).withMetadata({ orientation: 6 }).jpeg().toFile(path);
    const info = await pool.info({ path, page: 1 });
    expect(info).toMatchObject({ width: 100, height: 200 });
    const bottom = await pool.render({
      id: 'turned',
      file: { path, page: 1 },
      box: [0.1, 0.6, 0.9, 0.9],
      width: 20,
      height: 20,
      format: 'png',
    });
    const { data } = await pixels(bottom.bytes);
    expect([data[0], data[1], data[2]].map((value) => (value ?? 0) > 128)).toEqual([false, false, true]);
  });

  it('has one of several pages of a TIFF', async () => {
    const path = join(folder, 'pages.tiff');
    const page = (background: string) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer();
    await sharp([await page('red'), await page('lime')], { join: { animated: true } })
      .tiff()
      .toFile(path);
    expect((await pool.info({ path, page: 2 })).pageCount).toBe(2);
    const second = await pool.render({
      id: 'pages',
      file: { path, page: 2 },
      box: [0, 0, 1, 1],
      width: 10,
      height: 10,
      format: 'png',
    });
    const [red = 0, green = 0] = (await pixels(second.bytes)).data;
    expect(red < 64 && green > 192).toBe(true);
    await expect(pool.info({ path, page: 3 })).rejects.toMatchObject({ code: 'page_not_found' });
  });

  it('is grey or black and white when asked', async () => {
    const request = {
      id: photo,
      file: { path: photo, page: 1 },
      box: [0, 0, 1, 1] as Box,
      width: 64,
      height: 64,
      format: 'png' as const,
    };
    const gray = await sharp((await pool.render({ ...request, tone: 'gray' })).bytes).stats();
    expect(gray.channels).toHaveLength(1);
    const bitonal = await pixels((await pool.render({ ...request, tone: 'bitonal' })).bytes);
    expect(new Set(bitonal.data)).toEqual(new Set([0, 255]));
  });
});

it('turns and mirrors', async () => {
  // Red, lime / blue, white.
  const raw = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
  const source = await sharp(raw, { raw: { width: 2, height: 2, channels: 3 } })
    .png()
    .toBuffer();
  const corners = async (mirror: boolean, rotation: 0 | 90 | 180 | 270) => {
    const turned = await pixels(await turnPicture(source, { mirror, rotation }, { format: 'png' }));
    const names: Record<string, string> = {
      '255,0,0': 'r',
      '0,255,0': 'l',
      '0,0,255': 'b',
      '255,255,255': 'w',
    };
    return [0, 3, 6, 9].map((at) => names[[...turned.data.subarray(at, at + 3)].join(',')]).join('');
  };
  expect(await corners(false, 90)).toBe('brwl');
  expect(await corners(false, 180)).toBe('wblr');
  expect(await corners(false, 270)).toBe('lwrb');
  expect(await corners(true, 0)).toBe('lrwb');
  expect(await corners(true, 90)).toBe('wlbr');
});

it('refuses what is no picture, and bombs', async () => {
  const path = join(folder, 'text.png');
  await import('node:fs/promises').then(({ writeFile }) => writeFile(path, 'no picture'));
  await expect(pool.info({ path, page: 1 })).rejects.toMatchObject({ code: 'damaged' });
  const bomb = join(folder, 'bomb.png');
  await sharp({
    create: { width: 20_000, height: 14_000, channels: 3, background: 'white' },
    limitInputPixels: false,
  })
    .png()
    .toFile(bomb);
  await expect(pool.info({ path: bomb, page: 1 })).rejects.toMatchObject({ code: 'too_large' });
});
