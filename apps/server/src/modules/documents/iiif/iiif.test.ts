import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestClock,
  drawnPdf,
  type Person,
  type PicturedDocument,
  picturedDocument,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

const clock = createTestClock();
const hour = 3600_000;
let app: TestApp;
let owner: Person;
let stranger: Person;
let drawing: PicturedDocument;

beforeAll(async () => {
  app = await startTestApp({ clock });
  owner = await app.newUser();
  stranger = await app.newUser();
  const bytes = await drawnPdf([
    { width: 1684, height: 1191, lines: 90, words: [{ text: 'FIRST', x: 800, y: 600, size: 40 }] },
    { width: 300, height: 600, lines: 20, rotation: 90, words: [{ text: 'SECOND', x: 20, y: 20 }] },
  ]);
  drawing = await picturedDocument(app, owner, {
    file: { name: 'sheet.pdf', bytes, mimeType: 'application/pdf' },
    blocks: [
      { code: 'AAAA-BBBB-CC1', page: 1, text: 'План', bbox: [0.4, 0.4, 0.6, 0.6] },
      { code: 'AAAA-BBBB-CC2', page: 2, text: 'Разрез', bbox: [0, 0, 1, 1] },
    ],
  });
});
afterAll(() => app.close());

/** Signed base of a page's image. */
async function signedBase(page: number): Promise<string> {
  const { body } = await owner.get(`/api/documents/${drawing.documentId}/pages`);
  return body.find(({ number }: { number: number }) => number === page).iiif_url;
}

async function picture(url: string, headers: Record<string, string> = {}) {
  const response = await app.http.inject({ method: 'GET', url, headers });
  return { status: response.statusCode, headers: response.headers, bytes: response.rawPayload };
}

async function pixels(url: string) {
  const { bytes, status } = await picture(url);
  expect(status, url).toBe(200);
  return sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}

describe('info.json', () => {
  it('describes the page as the standard says', async () => {
    const base = await signedBase(1);
    const { status, body, headers } = await app.api('GET', `${base}/info.json`);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(
      /^application\/ld\+json; ?profile="http:\/\/iiif\.io\/api\/image\/3\/context\.json"/,
    );
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers.link).toBe('<http://iiif.io/api/image/3/level2.json>;rel="profile"');
    expect(Object.keys(body)[0]).toBe('@context');
    expect(body).toMatchObject({
      '@context': 'http://iiif.io/api/image/3/context.json',
      type: 'ImageService3',
      protocol: 'http://iiif.io/api/image',
      profile: 'level2',
      width: 7017,
      height: 4963,
      maxWidth: 4096,
      maxHeight: 4096,
      tiles: [{ width: 1024, scaleFactors: [1, 2, 4, 8] }],
      extraFormats: ['webp'],
    });
    expect(new URL(body.id).pathname).toBe(base);
    for (const { width, height } of body.sizes) {
      const { status: sized } = await picture(`${base}/full/${width},${height}/0/default.jpg`);
      expect(sized, `${width},${height}`).toBe(200);
    }
  });

  it('comes as plain JSON when that is asked for, and by the base address', async () => {
    const base = await signedBase(1);
    const plain = await app.api('GET', `${base}/info.json`, { headers: { accept: 'application/json' } });
    expect(plain.headers['content-type']).toContain('application/json');
    const linked = await app.api('GET', `${base}/info.json`, {
      headers: { accept: 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"' },
    });
    expect(linked.headers['content-type']).toContain('application/ld+json');
    const redirected = await app.api('GET', base);
    expect(redirected.status).toBe(303);
    expect(new URL(String(redirected.headers.location)).pathname).toBe(`${base}/info.json`);
  });

  it('shows a turned page as it is seen', async () => {
    const { body } = await app.api('GET', `${await signedBase(2)}/info.json`);
    expect([body.width, body.height]).toEqual([5000, 2500]);
  });
});

describe('images', () => {
  it.each([
    ['full/max/0/default.png', 4096, 2897, 'png'],
    ['full/300,/0/default.jpg', 300, 212, 'jpeg'],
    ['square/100,/0/default.webp', 100, 100, 'webp'],
    ['0,0,512,256/max/0/gray.png', 512, 256, 'png'],
    ['pct:50,50,10,10/,100/0/bitonal.png', 141, 100, 'png'],
    ['0,0,512,256/max/90/default.png', 256, 512, 'png'],
    ['0,0,512,256/max/!270/color.jpg', 256, 512, 'jpeg'],
    ['0,0,100,50/%5E400,/0/default.png', 400, 200, 'png'],
  ] as const)('%s', async (...[path, width, height, format]) => {
    const base = await signedBase(1);
    const { status, headers, bytes } = await picture(`${base}/${path}`);
    expect(status).toBe(200);
    expect(await sharp(bytes).metadata()).toMatchObject({ width, height, format });
    expect(headers['content-type']).toBe(`image/${format}`);
    expect(headers['content-disposition']).toMatch(/^inline/);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['cache-control']).toMatch(/^private, max-age=4\d{4}, immutable$/);
    expect(headers.link).toMatch(/level2\.json>;rel="profile", <http.*>;rel="canonical"$/);
  });

  it('join without a seam: tiles are cut out of one picture', async () => {
    const base = await signedBase(1);
    for (const factor of [1, 2, 4]) {
      const side = 256 * factor;
      const whole = await pixels(`${base}/${side},${side},${2 * side},${2 * side}/512,512/0/default.png`);
      for (const [column, row] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const region = `${side * (1 + column)},${side * (1 + row)},${side},${side}`;
        const tile = await pixels(`${base}/${region}/256,256/0/default.png`);
        const part = await sharp(whole.data, { raw: { width: 512, height: 512, channels: 3 } })
          .extract({ left: 256 * column, top: 256 * row, width: 256, height: 256 })
          .raw()
          .toBuffer();
        let worst = 0;
        for (const [at, value] of tile.data.entries())
          worst = Math.max(worst, Math.abs(value - (part[at] ?? 0)));
        expect(worst, `${region}, ${factor} times smaller`).toBeLessThanOrEqual(4);
      }
    }
  });

  it('mirrors before it turns', async () => {
    const base = await signedBase(1);
    const plain = await pixels(`${base}/3000,2300,400,300/200,150/0/default.png`);
    const turned = await pixels(`${base}/3000,2300,400,300/200,150/!90/default.png`);
    const expected = await sharp(plain.data, { raw: { width: 200, height: 150, channels: 3 } })
      .flop()
      .raw()
      .toBuffer();
    const rotated = await sharp(expected, { raw: { width: 200, height: 150, channels: 3 } })
      .rotate(90)
      .raw()
      .toBuffer();
    expect(turned.data.equals(rotated)).toBe(true);
  });

  it('are not sent again to who holds them', async () => {
    const url = `${await signedBase(1)}/full/200,/0/default.png`;
    const first = await picture(url);
    const etag = String(first.headers.etag);
    const second = await picture(url, { 'if-none-match': etag });
    expect([second.status, second.bytes.length]).toEqual([304, 0]);
    expect(second.headers.etag).toBe(etag);
    const third = await picture(url, { 'if-none-match': '"another"' });
    expect(third.status).toBe(200);
  });

  it.each([
    'x/max/0/default.png',
    'full/9000,/0/default.png',
    'full/max/45/default.png',
    'full/max/0/default.tif',
  ])('refuse %s in Russian, readable on other sites', async (path) => {
    const { status, body, headers } = await app.api('GET', `${await signedBase(1)}/${path}`);
    expect([status, body.code]).toEqual([400, 'iiif_request_invalid']);
    expect(body.message).toMatch(/[а-я]/);
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it('let pages of other sites ask first', async () => {
    const { status, headers } = await app.api('OPTIONS', `${await signedBase(1)}/info.json`, {
      headers: { origin: 'https://viewer.example', 'access-control-request-method': 'GET' },
    });
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-headers']).toContain('Authorization');
  });
});

describe('access', () => {
  const unsigned = (page = 1) => `/api/iiif/${drawing.fileId}.${page}`;

  it('needs a sign-in without a signature', async () => {
    expect((await app.api('GET', `${unsigned()}/info.json`)).body.code).toBe('token_missing');
    expect((await owner.get(`${unsigned()}/info.json`)).status).toBe(200);
    expect((await owner.get(`${unsigned()}/full/100,/0/default.png`)).headers['cache-control']).toBe(
      'private, no-cache',
    );
    expect((await stranger.get(`${unsigned()}/info.json`)).body.code).toBe('picture_not_found');
    expect((await owner.get(`${unsigned(9)}/info.json`)).body.code).toBe('picture_not_found');
  });

  it('a signature opens its page and nothing else', async () => {
    const base = await signedBase(1);
    const [file, page, expires, signature = ''] = base.split('/').at(-1)?.split('.') ?? [];
    const other = signature.startsWith('A') ? 'B' : 'A';
    const later = (Number.parseInt(expires ?? '', 36) + 3600).toString(36);
    for (const id of [
      `${file}.2.${expires}.${signature}`,
      `${file}.${page}.${later}.${signature}`,
      `${file}.${page}.${expires}.${other}${signature.slice(1)}`,
      `${drawing.versionId}.${page}.${expires}.${signature}`,
    ]) {
      for (const path of ['', '/info.json', '/full/100,/0/default.png']) {
        const { body } = await app.api('GET', `/api/iiif/${id}${path}`);
        expect(body.code, `${id}${path}`).toBe('picture_not_found');
      }
    }
    for (const id of [
      `${file}.${page}.${expires}`,
      `${file}.${page}.${expires}.`,
      `${file}`,
      'x',
      `${file}.0`,
    ]) {
      expect((await app.api('GET', `/api/iiif/${id}/info.json`)).body.code, id).toBe('token_missing');
    }
  });

  it('ends with the signature, and says so', async () => {
    const base = await signedBase(1);
    clock.advance(11 * hour);
    expect((await app.api('GET', `${base}/info.json`)).status).toBe(200);
    clock.advance(3 * hour);
    for (const path of ['/info.json', '/full/100,/0/default.png']) {
      const { status, body } = await app.api('GET', `${base}${path}`);
      expect([status, body.code]).toEqual([410, 'address_expired']);
    }
    // A new hour of tokens for the tests that follow.
    await owner.signIn();
    await stranger.signIn();
    await app.admin.signIn();
  });

  it('addresses of one hour are the same, so that browsers keep what they loaded', async () => {
    const [first, second, third] = [await signedBase(1), await signedBase(1), await signedBase(1)];
    // An hour may end between two of them.
    expect(first === second || second === third).toBe(true);
  });

  it('signatures are in no log and no audit note', async () => {
    const base = await signedBase(1);
    const signature = base.split('.').at(-1) ?? '';
    await app.api('GET', `${base}/full/100,/0/default.png`);
    await app.api('GET', `${base}/full/broken/0/default.png`);
    await app.api('GET', base.replace(`${drawing.fileId}.1`, `${drawing.fileId}.2`));
    expect(app.logs()).toContain('/api/iiif/:image_id/:region');
    expect(app.logs()).not.toContain(signature);
    const notes = await app.database.query('select * from audit_logs');
    expect(JSON.stringify(notes)).not.toContain(signature);
  });
});

describe('the manifest', () => {
  it('has a canvas a page, with images that open', async () => {
    const { body: link } = await owner.get(`/api/documents/${drawing.documentId}/manifest`);
    expect(new Date(link.expires_at).getTime()).toBeGreaterThan(clock.now().getTime() + 11 * hour);
    const path = new URL(link.url).pathname;
    const { status, body, headers } = await app.api('GET', path);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('presentation/3/context.json');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(body).toMatchObject({
      id: link.url,
      type: 'Manifest',
      '@context': 'http://iiif.io/api/presentation/3/context.json',
    });
    expect(body.items).toHaveLength(2);
    for (const canvas of body.items) {
      const image = canvas.items[0].items[0].body;
      expect(canvas.items[0].items[0].target).toBe(canvas.id);
      expect([image.width, image.height]).toEqual([canvas.width, canvas.height]);
      const service = new URL(image.service[0].id).pathname;
      const info = await app.api('GET', `${service}/info.json`);
      expect([info.body.width, info.body.height]).toEqual([canvas.width, canvas.height]);
      expect((await picture(new URL(canvas.thumbnail[0].id).pathname)).status).toBe(200);
    }
    const changed = path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await app.api('GET', changed)).body.code).toBe('document_not_found');
  });

  it('is nobody else’s', async () => {
    const path = `/api/iiif/manifests/${drawing.versionId}`;
    expect((await owner.get(path)).status).toBe(200);
    expect((await stranger.get(path)).body.code).toBe('document_not_found');
    expect((await app.api('GET', path)).body.code).toBe('token_missing');
  });
});
