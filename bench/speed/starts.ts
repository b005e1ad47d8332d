import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../lib/folders.ts';
import { BenchError, say } from '../lib/program.ts';
import { type BenchServer, startServer } from '../lib/server.ts';
import { newChat, send, signInWithKey } from './answers.ts';
import { startBareServer } from './bare-server.ts';
import type { Figure } from './figure.ts';
import type { Load, Loopback } from './loopback.ts';

interface Life {
  empty: number;
  clean: number;
  serverKilled: number;
  allKilled: number;
  stopIdle: number;
  stopAnswering: number;
  bare: number;
  /** Starts that were refused after a kill, because the old database held the folder. */
  serverKilledRefusals: number;
  allKilledRefusals: number;
}

/** Start to the first 200 with folders in different states, and the ordered stop. */
export async function measureStarts(loopback: Loopback, repetitions: number): Promise<Figure[]> {
  say('запуск: разогрев');
  // The first start of all reads files that later ones find in memory, and may build the pages.
  await liveOnce(loopback);
  const lives: Life[] = [];
  for (let round = 1; round <= repetitions; round += 1) {
    say(`запуск и остановка: ${round} из ${repetitions}`);
    lives.push(await liveOnce(loopback));
  }
  return describe(lives);
}

const shortAnswer: Load = { tokens: 100, firstDelayMs: 100, delayMs: 15 };
const longAnswer: Load = { tokens: 2000, firstDelayMs: 100, delayMs: 15 };

/** A folder through its life: made, stopped, stopped while answering, killed twice in the middle of an answer. */
async function liveOnce({ url }: Loopback): Promise<Life> {
  await using folder = await temporaryFolder();
  const env = { GEMINI_BASE_URL: url };
  const start = (demo = false) => startServer({ dataDir: folder.path, demo, env });

  const first = await start(true);
  const stopIdle = await first.stop();
  const second = await start();
  await beginAnswer(second, shortAnswer);
  const stopAnswering = await second.stop();
  const third = await start();
  await beginAnswer(third, longAnswer);
  await third.kill('server');
  const fourth = await startPersistently(start);
  await beginAnswer(fourth.server, longAnswer);
  await fourth.server.kill('everything');
  const fifth = await startPersistently(start);
  await fifth.server.kill('everything');
  await using bare = await startBareServer();
  return {
    empty: first.readyMs,
    clean: second.readyMs,
    serverKilled: fourth.readyMs,
    allKilled: fifth.readyMs,
    stopIdle,
    stopAnswering,
    bare: bare.readyMs,
    serverKilledRefusals: fourth.refused,
    allKilledRefusals: fifth.refused,
  };
}

const mostRefusals = 20;

/** Starts again until it works, as a supervisor does; the time counts from the first attempt. */
async function startPersistently(start: () => Promise<BenchServer>) {
  const from = performance.now();
  for (let refused = 0; ; refused += 1) {
    const attempt = performance.now();
    try {
      const server = await start();
      return { server, refused, readyMs: attempt - from + server.readyMs };
    } catch (error) {
      if (!(error instanceof BenchError) || refused === mostRefusals) throw error;
    }
  }
}

/** Returns in the middle of the answer. */
async function beginAnswer({ url }: BenchServer, load: Load): Promise<void> {
  const client = await signInWithKey(url);
  await send(client, await newChat(client), load);
  await sleep(500);
}

function describe(lives: readonly Life[]): Figure[] {
  const of = (name: keyof Life) => lives.map((life) => life[name]);
  const start = (id: string, title: string, from: { name: keyof Life; most: number }): Figure => ({
    id,
    title,
    unit: 'ms',
    values: of(from.name),
    direct: { what: 'пустой сервер Node', values: of('bare') },
    limit: { most: from.most, by: 'p95' },
  });
  const killed = (figure: Figure, refusals: 'serverKilledRefusals' | 'allKilledRefusals'): Figure => {
    const count = of(refusals).reduce((sum, each) => sum + each, 0);
    if (count === 0) return figure;
    return { ...figure, note: `пока папку держала прежняя база, запуску отказано столько раз: ${count}` };
  };
  return [
    start('start_existing', 'Старт, папка есть', { name: 'clean', most: 2000 }),
    killed(
      start('start_killed', 'Старт после kill −9 сервера', { name: 'serverKilled', most: 6000 }),
      'serverKilledRefusals',
    ),
    killed(
      start('start_killed_database', 'Старт после kill −9 сервера и базы', { name: 'allKilled', most: 6000 }),
      'allKilledRefusals',
    ),
    start('start_empty', 'Старт с пустой папкой и демо', { name: 'empty', most: 5000 }),
    { id: 'stop_idle', title: 'Остановка (SIGTERM)', unit: 'ms', values: of('stopIdle') },
    {
      id: 'stop_answering',
      title: 'Остановка посреди ответа',
      unit: 'ms',
      values: of('stopAnswering'),
      note: 'сервер дописывает ответ: к SIGTERM модели остаётся говорить около секунды',
    },
  ];
}
