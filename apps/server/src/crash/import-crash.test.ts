import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/db/embedded.ts';
import { createLogger } from '#platform/log.ts';
import { freePort } from '#platform/ports.ts';
import { drawnPdf } from '#platform/testing/drawn-pdf.ts';
import { until } from '#platform/testing/until.ts';
import { ApiSession } from './run-reader.ts';
import { adminToken, type ServerProcess, startServerProcess } from './server-process.ts';

const pages = 300;

let postgres: EmbeddedPostgres;
let folder: string;
const running: ServerProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-import-crash-'));
  postgres = await startEmbeddedPostgres({ dir: path.join(folder, 'postgres'), log: createLogger('silent') });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill('SIGKILL')));
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Paper {
  id: string;
  status: string;
  progress: { done: number; total: number } | null;
}

/** A long PDF whose pages differ in every word. */
function longPdf(): Promise<Buffer<ArrayBuffer>> {
  const text = (n: number) =>
    Array.from({ length: 5 }, (_, at) => `word${(n * 7919 + at * 104_729) % 100_003}`).join(' ');
  return drawnPdf(
    Array.from({ length: pages }, (_, n) => ({
      width: 595,
      height: 842,
      words: Array.from({ length: 40 }, (_, at) => ({
        text: text(n * 40 + at),
        x: 40,
        y: 40 + at * 18,
        size: 9,
      })),
    })),
  );
}

/** Every block of a document, in reading order. */
async function blocksOf(session: ApiSession, id: string): Promise<string[]> {
  const seen: string[] = [];
  for (let next: string | null = `/api/documents/${id}/blocks?limit=100`; next !== null; ) {
    const answer = await session.send('GET', next);
    const blocks = (await answer.json()) as { page: number; block_id: string; text: string }[];
    seen.push(...blocks.map(({ page, block_id, text }) => `${page} ${block_id} ${text}`));
    next = /<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
  }
  return seen;
}

test('a PDF is read as if nothing had been, though the server is killed twice in the middle', {
  timeout: 120_000,
}, async () => {
  const port = await freePort();
  const dataDir = path.join(folder, 'node');
  const start = async () => {
    const server = await startServerProcess({ dataDir, port, env: { DATABASE_URL: postgres.url } });
    running.push(server);
    return server;
  };
  const session = new ApiSession(`http://127.0.0.1:${port}`, adminToken);
  let server = await start();
  await session.signIn();
  const bytes = await longPdf();
  const upload = (name: string) => {
    const form = new FormData();
    form.append('file', new File([bytes], name));
    return session.upload('/api/documents/import', form);
  };
  const look = async () => (await session.json<Paper[]>('GET', '/api/documents'))[0];
  const ready = (count: number) =>
    until(async () => {
      const papers = await session.json<Paper[]>('GET', '/api/documents');
      return papers.length === count && papers[0]?.status === 'ready' ? papers[0].id : null;
    }, 60_000);
  // The answer would wait for the text; the process dies under it.
  void upload('killed.pdf').catch(() => {});
  for (const done of [16, 80]) {
    const paper = await until(async () => {
      const seen = await look();
      return seen !== undefined && (seen.progress === null || seen.progress.done > done) ? seen : null;
    }, 60_000);
    expect(paper.status, 'killed in the middle').toBe('processing');
    await server.kill('SIGKILL');
    server = await start();
    await session.signIn();
  }
  const killed = await blocksOf(session, await ready(1));
  await upload('left alone.pdf');
  expect(killed).toEqual(await blocksOf(session, await ready(2)));
  expect(new Set(killed.map((block) => block.split(' ')[0])).size).toBe(pages);
});

test('a server killed while files come in leaves nothing that its next start does not remove', {
  timeout: 60_000,
}, async () => {
  const port = await freePort();
  const dataDir = path.join(folder, 'uploads');
  const env = { DATABASE_URL: postgres.url };
  const server = await startServerProcess({ dataDir, port, env });
  running.push(server);
  const session = new ApiSession(`http://127.0.0.1:${port}`, adminToken);
  await session.signIn();
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n';
  const body = new ReadableStream({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode(controller.desiredSize === 1 ? head : ''));
      controller.enqueue(new Uint8Array(64 * 1024));
      await sleep(20);
    },
  });
  void session.upload('/api/files/upload', body, 'multipart/form-data; boundary=x').catch(() => {});
  const incoming = path.join(dataDir, 'objects', '.incoming');
  const parts = async () => (await readdir(incoming)).filter((name) => name.endsWith('.part'));
  await until(async () => (await parts()).length > 0);
  await server.kill('SIGKILL');
  expect(await parts()).toHaveLength(1);
  running.push(await startServerProcess({ dataDir, port, env }));
  expect(await parts()).toEqual([]);
});
