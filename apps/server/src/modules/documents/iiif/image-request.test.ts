import { describe, expect, it } from 'vitest';
import { fullSize } from './image-info.ts';
import { readImageRequest } from './image-request.ts';

const full = { width: 6000, height: 3000 };
const read = (region: string, size: string, rotation = '0', quality_format = 'default.png') =>
  readImageRequest(full, { region, size, rotation, quality_format });
const refused = (...parts: Parameters<typeof read>) => {
  try {
    read(...parts);
    return 'accepted';
  } catch (error) {
    return (error as { status: number; code: string }).code;
  }
};

it.each([
  ['full', { x: 0, y: 0, width: 6000, height: 3000 }, 'full'],
  ['square', { x: 1500, y: 0, width: 3000, height: 3000 }, '1500,0,3000,3000'],
  ['0,0,1024,1024', { x: 0, y: 0, width: 1024, height: 1024 }, '0,0,1024,1024'],
  ['5900,2900,1024,1024', { x: 5900, y: 2900, width: 100, height: 100 }, '5900,2900,100,100'],
  ['0,0,99999,99999', { x: 0, y: 0, width: 6000, height: 3000 }, 'full'],
  ['pct:0,0,100,100', { x: 0, y: 0, width: 6000, height: 3000 }, 'full'],
  ['pct:25,50,50,50', { x: 1500, y: 1500, width: 3000, height: 1500 }, '1500,1500,3000,1500'],
  ['pct:33.3333,0,33.3334,.5', { x: 2000, y: 0, width: 2000, height: 15 }, '2000,0,2000,15'],
  ['pct:90,90,50,50', { x: 5400, y: 2700, width: 600, height: 300 }, '5400,2700,600,300'],
])('region %s', (text, region, canonical) => {
  const request = read(text, '^1,1');
  expect(request.region).toEqual(region);
  expect(request.canonical.split('/')[0]).toBe(canonical);
});

it.each([
  ...['', 'Full', 'x', '1,2,3', '1,2,3,4,5', '0,0,0,10', '0,0,10,0', '6000,0,10,10', '0,3000,10,10'],
  ...[
    '-1,0,10,10',
    '1.5,0,10,10',
    '+1,0,10,10',
    '0x1,0,10,10',
    ' 0,0,10,10',
    '0,0,1e3,10',
    '1234567890,0,1,1',
  ],
  ...[
    'pct:',
    'pct:1,2,3',
    'pct:100,0,10,10',
    'pct:0,0,0,10',
    'pct:-1,0,10,10',
    'pct:1e1,0,10,10',
    'pct:0,0,1.,1',
  ],
  ...['pct:NaN,0,10,10', 'square,1', 'full/', '0,0,10,10,'],
])('no region: «%s»', (text) => {
  expect(refused(text, 'max')).toBe('iiif_request_invalid');
});

it.each([
  // The whole image is larger than an answer may be.
  ['full', 'max', [4096, 2048], 'max'],
  ['full', '^max', [4096, 2048], 'max'],
  ['0,0,1000,500', 'max', [1000, 500], 'max'],
  ['0,0,1000,500', '^max', [4096, 2048], '^max'],
  ['0,0,1000,500', '500,', [500, 250], '500,250'],
  ['0,0,1000,500', ',50', [100, 50], '100,50'],
  ['0,0,1000,500', '1000,500', [1000, 500], 'max'],
  ['0,0,1000,500', '300,300', [300, 300], '300,300'],
  ['0,0,1000,500', '^1500,', [1500, 750], '^1500,750'],
  ['0,0,1000,500', '^,1000', [2000, 1000], '^2000,1000'],
  ['0,0,1000,500', '^2000,100', [2000, 100], '^2000,100'],
  ['0,0,1000,500', '^200,', [200, 100], '200,100'],
  ['0,0,1000,500', 'pct:100', [1000, 500], 'max'],
  ['0,0,1000,500', 'pct:12.5', [125, 63], '125,63'],
  ['0,0,1000,500', '^pct:200', [2000, 1000], '^2000,1000'],
  ['0,0,1000,500', '!300,300', [300, 150], '300,150'],
  ['0,0,1000,500', '!300,100', [200, 100], '200,100'],
  ['0,0,1000,500', '!5000,5000', [1000, 500], 'max'],
  ['0,0,1000,500', '^!2000,2000', [2000, 1000], '^2000,1000'],
  ['0,0,1000,500', '^!9000,9000', [4096, 2048], '^max'],
  ['0,0,1000,1', '10,', [10, 1], '10,1'],
])('size of %s: %s', (region, size, [width, height], canonical) => {
  const request = read(region, size);
  expect(request.size).toEqual({ width, height });
  expect(request.canonical.split('/')[1]).toBe(canonical);
});

it.each([
  ...[
    '',
    'full',
    'Max',
    '^',
    '!',
    ',',
    '^,',
    '!,',
    '0,',
    ',0',
    '0,0',
    '!0,10',
    '!10,',
    '!,10',
    '^!',
    '1001,',
    ',501',
  ],
  ...[
    '1001,500',
    '500,501',
    '^4097,',
    '^,4097',
    '^5000,5000',
    'pct:0',
    'pct:100.1',
    'pct:101',
    '^pct:500',
    'pct:',
  ],
  ...[
    'pct:-5',
    '-5,',
    '5.5,',
    '5,5,5',
    '!max',
    'max,',
    '^^max',
    '!^10,10',
    '1e2,',
    'NaN,',
    '9999999999,',
    'pct:0.01',
  ],
])('no size of 1000 × 500: «%s»', (text) => {
  expect(refused('0,0,1000,500', text)).toBe('iiif_request_invalid');
});

it.each([
  ['0', false, 0],
  ['90', false, 90],
  ['180', false, 180],
  ['270', false, 270],
  ['360', false, 0],
  ['90.0', false, 90],
  ['!0', true, 0],
  ['!270', true, 270],
])('rotation %s', (text, mirror, rotation) => {
  expect(read('full', 'max', text)).toMatchObject({ mirror, rotation });
});

it.each(['', '!', '-90', '45', '22.5', '361', '450', '90deg', '+90', '0x5a', '90,', '!!90', '1e2', '90.'])(
  'no rotation: «%s»',
  (text) => {
    expect(refused('full', 'max', text)).toBe('iiif_request_invalid');
  },
);

describe('quality and format', () => {
  const all = ['default', 'color', 'gray', 'bitonal'].flatMap((quality) =>
    ['png', 'jpg', 'webp'].map((format) => [quality, format] as const),
  );
  it.each(all)('%s.%s', (quality, format) => {
    const request = read('full', 'max', '0', `${quality}.${format}`);
    expect(request).toMatchObject({ quality, format });
    expect(request.canonical).toBe(`full/max/0/${quality === 'color' ? 'default' : quality}.${format}`);
  });

  it.each([
    '',
    'default',
    '.png',
    'default.',
    'native.jpg',
    'default.tif',
    'default.gif',
    'default.jp2',
    'default.pdf',
  ])('not «%s»', (text) => {
    expect(refused('full', 'max', '0', text)).toBe('iiif_request_invalid');
  });
  it.each(['default.png.exe', 'DEFAULT.PNG', 'default.jpeg', 'grey.png', 'default.png/', 'default,png'])(
    'not «%s»',
    (text) => {
      expect(refused('full', 'max', '0', text)).toBe('iiif_request_invalid');
    },
  );
});

it('counts a sheet at 300 dpi, a small one at 600, none past 20 000 px', () => {
  const geometry = {
    number: 1,
    rotation: 0 as const,
    userUnit: 1,
    cropBox: [0, 0, 1, 1] as [number, number, number, number],
  };
  const points = (width: number, height: number) =>
    fullSize({ geometry: { ...geometry, width, height }, pixels: null });
  expect(points(595.276, 841.89)).toEqual({ width: 4961, height: 7016 });
  expect(points(2383.94, 1683.78)).toEqual({ width: 9933, height: 7016 });
  expect(points(14_400, 3600)).toEqual({ width: 20_000, height: 5000 });
  expect(points(0.1, 14_400)).toEqual({ width: 1, height: 20_000 });
  expect(
    fullSize({ geometry: { ...geometry, width: 10, height: 10 }, pixels: { width: 3000, height: 200 } }),
  ).toEqual({ width: 3000, height: 200 });
});
