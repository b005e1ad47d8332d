import type { Client } from '@aizoomdoc/client';
import { timed } from '../lib/metrics.ts';
import { say } from '../lib/program.ts';
import { askThroughServer, newChat } from './answers.ts';
import type { Figure } from './figure.ts';
import { askDirectly, type Load, type Loopback } from './loopback.ts';

const answers = 50;

/** Fifty answers at once: at the pace of a brisk model, and as fast as everything goes. */
export async function measureConcurrency(
  client: Client,
  loopback: Loopback,
  repetitions: number,
): Promise<Figure[]> {
  const paced: Load = { tokens: 200, firstDelayMs: 100, delayMs: 15 };
  say(`${answers} ответов сразу, по слову в ${paced.delayMs} мс`);
  const directly = await askAll(() => askDirectly(loopback, paced));
  const chats = await Promise.all(Array.from({ length: answers }, () => newChat(client)));
  const through = await askAll((at) =>
    askThroughServer(client, loopback, { chatId: chats[at] ?? '', load: paced }),
  );
  const figures: Figure[] = [
    {
      id: 'concurrent_total',
      title: `${answers} ответов сразу: весь ответ`,
      unit: 'ms',
      values: through.map(({ totalMs }) => totalMs),
      direct: { what: 'модель напрямую', values: directly.map(({ totalMs }) => totalMs) },
    },
    {
      id: 'concurrent_phase_started',
      title: `${answers} ответов сразу: phase_started`,
      unit: 'ms',
      values: through.map(({ phaseStartedMs }) => phaseStartedMs),
    },
  ];
  return [...figures, await measureThroughput(client, loopback, repetitions)];
}

async function measureThroughput(client: Client, loopback: Loopback, repetitions: number): Promise<Figure> {
  const load: Load = { tokens: 400, firstDelayMs: 0, delayMs: 0 };
  const rates: number[] = [];
  const directRates: number[] = [];
  for (let round = 1; round <= repetitions; round += 1) {
    say(`${answers} ответов без пауз: ${round} из ${repetitions}`);
    const chats = await Promise.all(Array.from({ length: answers }, () => newChat(client)));
    const direct = await timed(() => askAll(() => askDirectly(loopback, load)));
    const through = await timed(() =>
      askAll((at) => askThroughServer(client, loopback, { chatId: chats[at] ?? '', load })),
    );
    directRates.push((answers * load.tokens * 1000) / direct.ms);
    rates.push((answers * load.tokens * 1000) / through.ms);
  }
  return {
    id: 'concurrent_tokens_per_second',
    title: `${answers} ответов сразу без пауз: слов`,
    unit: '/s',
    values: rates,
    direct: { what: 'модель напрямую', values: directRates },
  };
}

function askAll<Timing>(ask: (at: number) => Promise<Timing>): Promise<Timing[]> {
  return Promise.all(Array.from({ length: answers }, (_, at) => ask(at)));
}
