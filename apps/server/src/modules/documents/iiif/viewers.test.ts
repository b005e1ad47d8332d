import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  drawnPdf,
  type PicturedDocument,
  picturedDocument,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';
import { launchChromium } from '../../../../../../scripts/chromium.ts';

const library = new URL('../../../../../../node_modules/openseadragon/build/openseadragon/', import.meta.url);

let app: TestApp;
let drawing: PicturedDocument;
let browser: Browser;
let site: Server;
let siteUrl: string;

beforeAll(async () => {
  app = await startTestApp();
  const owner = await app.newUser();
  const bytes = await drawnPdf([
    { width: 2384, height: 1684, lines: 120, words: [{ text: 'MARK B-2', x: 1200, y: 850, size: 6 }] },
  ]);
  drawing = await picturedDocument(app, owner, {
    file: { name: 'sheet.pdf', bytes, mimeType: 'application/pdf' },
    blocks: [{ code: 'AAAA-BBBB-CC1', page: 1, text: 'План', bbox: [0, 0, 1, 1] }],
  });
  const { body } = await owner.get(`/api/documents/${drawing.documentId}/pages`);
  site = await startSite(`${app.url}${body[0].iiif_url}/info.json`);
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  site.close();
  await app.close();
});

/** A page of another origin with a viewer as its makers ship it, pointed at an address and nothing else. */
async function startSite(infoUrl: string): Promise<Server> {
  const script = await readFile(new URL('openseadragon.min.js', library));
  const html = `<!doctype html><title>viewer</title><body style="margin:0"><div id="viewer" style="width:1000px;height:700px"></div>
    <script src="/openseadragon.js"></script>
    <script>window.viewer = OpenSeadragon({ id: 'viewer', tileSources: [${JSON.stringify(infoUrl)}], crossOriginPolicy: 'Anonymous',
      showNavigationControl: false, drawer: 'canvas', animationTime: 0, immediateRender: true, maxZoomPixelRatio: 4 });</script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === '/openseadragon.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

// Scripts of the page are texts: the server's compiler knows no window.
const loaded = (page: Page) =>
  page.waitForFunction('viewer.world.getItemAt(0)?.getFullyLoaded() === true', null, { timeout: 30_000 });

const look = (page: Page, box: readonly number[]) =>
  page.evaluate(`viewer.viewport.fitBounds(new OpenSeadragon.Rect(${box.join(', ')}), true)`);

/** Share of dark pixels in the middle of the viewer; reading them at all shows that the tiles may be read. */
const ink = (page: Page) =>
  page.evaluate<number>(`(() => {
    const { data } = viewer.drawer.canvas.getContext('2d').getImageData(300, 200, 400, 300);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] < 128 && data[at + 3] > 0) dark += 1;
    return dark / (data.length / 4);
  })()`);

describe('OpenSeadragon on a page of another origin', () => {
  it('opens a signed address and draws its tiles, far away and close', async () => {
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    const failures: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
    page.on('requestfailed', (request) => failures.push(request.url()));
    page.on('response', (response) => {
      asked.push(response.url());
      if (response.status() >= 400 && !response.url().endsWith('favicon.ico')) failures.push(response.url());
    });
    await page.goto(siteUrl);
    await loaded(page);
    expect(await ink(page)).toBeGreaterThan(0.001);
    // The mark of six points, in the middle of an A1 sheet.
    const densest = page.waitForResponse(/\/\d+,\d+,1024,1024\/1024,1024\/0\/default\.png$/);
    await look(page, [1198 / 2384, 846 / 2384, 40 / 2384, 14 / 2384]);
    await densest;
    await loaded(page);
    expect(await ink(page)).toBeGreaterThan(0.03);
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/openseadragon.png` });
    expect(failures.filter((failure) => !failure.includes('favicon'))).toEqual([]);
    const tiles = asked.filter((url) => /\/default\.png$/.test(url));
    expect(tiles.length).toBeGreaterThan(3);
    expect(tiles.every((url) => url.startsWith(`${app.url}/api/iiif/`))).toBe(true);
    await page.close();
  });
});
