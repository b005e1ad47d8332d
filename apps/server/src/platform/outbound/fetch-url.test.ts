import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIncoming, type Incoming } from '#platform/incoming.ts';
import { loopbackCertificate } from '#platform/testing/loopback-certificate.ts';
import { createFetchUrl, internet, type Network } from './fetch-url.ts';
import { isPublicAddress } from './public-address.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let folder: string;
let incoming: Incoming;
let server: https.Server;
let port: number;
let answer: Answer;
let requests: string[];
let resolved: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-fetch-'));
  incoming = createIncoming(folder);
  server = https.createServer(loopbackCertificate, (request, response) => {
    requests.push(`${request.headers.host?.split(':')[0]}${request.url}`);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  requests = [];
  resolved = [];
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Names of the test stand for the loopback address, which counts as public; everything else is as in earnest. */
const network = (hosts: Record<string, () => string[]> = {}): Network => ({
  ports: [443, port],
  ca: loopbackCertificate.cert,
  isAllowed: (address) => address === '127.0.0.1' || isPublicAddress(address),
  async resolve(host) {
    resolved.push(host);
    const addresses = hosts[host] ?? (host.endsWith('.test') ? () => ['127.0.0.1'] : undefined);
    if (addresses === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return addresses();
  },
});

const fetchUrl = (url: string, options: { network?: Network; maxBytes?: number; timeoutMs?: number } = {}) =>
  createFetchUrl({ incoming, maxBytes: 1_000_000, network: network(), ...options })(
    url.replace(':PORT', `:${port}`),
    new AbortController().signal,
  );
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'ok',
    (error) => `${error.status} ${error.code}`,
  );
const send =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(200, headers).end(body);
const redirect =
  (location: string): Answer =>
  (_, response) =>
    response.writeHead(302, { location }).end();

describe('a file', () => {
  it('arrives whole under the name that its server gives, or that its address ends with', async () => {
    answer = send('байты', { 'content-disposition': `attachment; filename*=UTF-8''%D0%90%D0%A04.pdf` });
    const named = await fetchUrl('https://files.test:PORT/get?id=1');
    expect(await readFile(named.path, 'utf8')).toBe('байты');
    expect(named).toMatchObject({ name: 'АР4.pdf', size: 10 });
    answer = send('x', { 'content-disposition': 'attachment; filename="../../etc/passwd"' });
    expect((await fetchUrl('https://files.test:PORT/x')).name).toBe('passwd');
    answer = send('x');
    expect((await fetchUrl('https://files.test:PORT/a/%D0%9A%D0%A0.pdf?b=c')).name).toBe('КР.pdf');
    expect((await fetchUrl('https://files.test:PORT/')).name).toBe('document');
    for (const name of await readdir(folder)) await rm(path.join(folder, name));
  });

  it('is found behind three redirects, not behind four', async () => {
    const hops =
      (count: number): Answer =>
      (request, response) => {
        const hop = Number(request.url?.slice(1));
        if (hop < count) redirect(`/${hop + 1}`)(request, response);
        else send('там')(request, response);
      };
    answer = hops(3);
    expect((await fetchUrl('https://files.test:PORT/0')).size).toBe(6);
    answer = hops(4);
    expect(await codeOf(fetchUrl('https://files.test:PORT/0'))).toBe('422 url_unavailable');
    for (const name of await readdir(folder)) await rm(path.join(folder, name));
  });
});

describe('a name is looked up once for each request, and the connection goes where it was seen to lead', () => {
  it('a server that moves into the own network after the check is not followed there', async () => {
    answer = send('x');
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const rebinding = network({ 'files.test': () => answers.shift() ?? [] });
    const file = await fetchUrl('https://files.test:PORT/x', { network: rebinding });
    expect([file.size, resolved]).toEqual([1, ['files.test']]);
    expect(await codeOf(fetchUrl('https://files.test:PORT/x', { network: rebinding }))).toBe(
      '422 url_refused',
    );
    await incoming.drop(file);
  });

  it('one inner address among several spoils them all', async () => {
    const mixed = network({ 'files.test': () => ['127.0.0.1', '192.168.0.1'] });
    expect(await codeOf(fetchUrl('https://files.test:PORT/x', { network: mixed }))).toBe('422 url_refused');
    expect(requests).toEqual([]);
  });
});

it.each([
  'https://169.254.169.254/latest/meta-data/',
  'https://other.test:1/',
  'http://files.test/',
  'https://[::ffff:127.0.0.2]/',
  'https://user:secret@files.test/',
])('a redirect to %s is refused', async (location) => {
  answer = redirect(location);
  expect(await codeOf(fetchUrl('https://files.test:PORT/'))).toBe('422 url_refused');
  expect(requests).toHaveLength(1);
});

it.each([
  'http://example.com/a.pdf',
  'ftp://example.com/a.pdf',
  'file:///etc/passwd',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/',
  'https://168.63.129.16/',
  'https://192.0.2.1/',
  'https://224.0.0.1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fd00:ec2::254]/',
  'https://user@example.com/',
  'https://example.com:8443/',
  'https://localhost/',
])('%s is refused before anything is asked', async (url) => {
  const local = { ...internet, resolve: async () => ['127.0.0.1'] };
  expect(await codeOf(fetchUrl(url, { network: local }))).toBe('422 url_refused');
});

it('public addresses are let through', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '2a00:1450:4010:c05::71', '2606:4700::1111'])
    expect(isPublicAddress(address), address).toBe(true);
  expect(isPublicAddress('example.com')).toBe(false);
});

describe('leaves nothing behind', () => {
  const fails = async (url: string, options: Parameters<typeof fetchUrl>[1] = {}) => {
    const code = await codeOf(fetchUrl(url, options));
    expect(await readdir(folder)).toEqual([]);
    return code;
  };
  const url = 'https://files.test:PORT/x';

  it('when the file is too large, said or not', async () => {
    answer = send('x'.repeat(2000));
    expect(await fails(url, { maxBytes: 1000 })).toBe('413 too_large');
    answer = (_, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      const more = () => response.write('x'.repeat(100_000), more);
      more();
    };
    expect(await fails(url, { maxBytes: 300_000 })).toBe('413 too_large');
  });

  it('when the server is slow, breaks off, answers otherwise or is not there', async () => {
    answer = (_, response) => response.writeHead(200).write('x');
    expect(await fails(url, { timeoutMs: 300 })).toBe('422 url_unavailable');
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('x');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await fails(url)).toBe('422 url_unavailable');
    answer = (_, response) => response.writeHead(404).end();
    expect(await fails(url)).toBe('422 url_unavailable');
    answer = send('x', { 'content-encoding': 'gzip' });
    expect(await fails(url)).toBe('422 url_unavailable');
    expect(await fails('https://nowhere.example/')).toBe('422 url_unavailable');
  });

  it('when the certificate is not trusted or not for this name', async () => {
    answer = send('x');
    const { ca: _, ...distrustful } = network();
    expect(await fails(url, { network: distrustful })).toBe('422 url_unavailable');
    expect(await fails('https://another.test:PORT/x')).toBe('422 url_unavailable');
    expect(requests).toEqual([]);
  });
});
