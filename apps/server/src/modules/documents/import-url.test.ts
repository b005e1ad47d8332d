import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnPdf } from '#platform/testing/drawn-pdf.ts';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';
import { loopbackCertificate } from '#platform/testing/loopback-certificate.ts';

let app: TestApp;
let user: Person;
let server: https.Server;
let port: number;

beforeAll(async () => {
  const bytes = await drawnPdf([{ words: [{ text: 'Перемычка В2 из сети', x: 40, y: 60 }] }]);
  server = https.createServer(loopbackCertificate, (request, response) => {
    if (request.url === '/АР.pdf' || request.url === encodeURI('/АР.pdf')) response.end(bytes);
    else if (request.url === '/big') response.end(Buffer.alloc(2_000_000));
    else response.end('<html><body>Войдите</body></html>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  app = await startTestApp({
    env: { MAX_FILE_SIZE_MB: '1' },
    network: {
      resolve: async (host) => (host === 'files.test' ? ['127.0.0.1'] : ['10.0.0.1']),
      isAllowed: (address) => address === '127.0.0.1',
      ports: [443, port],
      ca: loopbackCertificate.cert,
    },
  });
  user = await app.newUser();
});
afterAll(async () => {
  await app.close();
  server.close();
});

const importUrl = (url: string) =>
  user.post('/api/documents/import-url', { url: url.replace('PORT', String(port)) });

it('a document is read from an address', async () => {
  const { status, body } = await importUrl('https://files.test:PORT/АР.pdf');
  expect(status).toBe(201);
  expect(body.documents[0]).toMatchObject({ name: 'АР', status: 'ready', page_count: 1 });
  expect((await user.get('/api/search/blocks?q=В2')).body).toHaveLength(1);
  const lines = await app.database.query('select outcome, target_id from audit_logs where action = $1', [
    'documents.import_url',
  ]);
  expect(lines).toEqual([{ outcome: 'ok', target_id: body.documents[0].id }]);
});

it('what may not be fetched is refused, and nothing stays', async () => {
  const codes: string[] = [];
  for (const url of [
    'https://inner.test/x',
    'http://files.test/x',
    'https://files.test:1/x',
    'https://files.test:PORT/big',
  ])
    codes.push((await importUrl(url)).body.code);
  expect(codes).toEqual(['url_refused', 'validation_failed', 'url_refused', 'too_large']);
  expect(await readdir(path.join(app.dataDir, 'objects', '.incoming'))).toEqual([]);
});
