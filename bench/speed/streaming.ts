import type { Client } from '@aizoomdoc/client';
import { say } from '../lib/program.ts';
import { type AnswerTiming, askThroughServer, newChat } from './answers.ts';
import type { Figure } from './figure.ts';
import { askDirectly, type Load, type Loopback, type Timing } from './loopback.ts';

/** The same questions through the server and directly, by turns. */
export interface Pairs {
  through: AnswerTiming[];
  direct: Timing[];
}

const warmUp = 5;

/** One answer at a time: when the stream begins, when the first word comes, what a token costs. */
export async function measureStreaming(client: Client, loopback: Loopback, runs: number): Promise<Figure[]> {
  const ask = (load: Load, count: number) => askByTurns({ client, loopback }, load, count);
  say('поток: разогрев');
  const short: Load = { tokens: 20, firstDelayMs: 100, delayMs: 15 };
  const long: Load = { tokens: 2000, firstDelayMs: 0, delayMs: 0 };
  await ask(short, warmUp);
  say(`начало ответа: ${runs} ответов`);
  const shorts = await ask(short, runs);
  await ask(long, warmUp);
  const repetitions = Math.ceil(runs / 6);
  say(`цена слова: ${repetitions} ответов по ${long.tokens} слов`);
  const longs = await ask(long, repetitions);
  return [...describeBeginning(shorts), describeTokens(longs, long)];
}

async function askByTurns(
  { client, loopback }: { client: Client; loopback: Loopback },
  load: Load,
  count: number,
): Promise<Pairs> {
  const pairs: Pairs = { through: [], direct: [] };
  for (let n = 0; n < count; n += 1) {
    pairs.direct.push(await askDirectly(loopback, load));
    const chatId = await newChat(client);
    pairs.through.push(await askThroughServer(client, loopback, { chatId, load }));
  }
  return pairs;
}

function describeBeginning({ through, direct }: Pairs): Figure[] {
  return [
    {
      id: 'phase_started',
      title: 'phase_started после POST',
      unit: 'ms',
      values: through.map((each) => each.phaseStartedMs),
      limit: { most: 300, by: 'p95' },
    },
    {
      id: 'first_token',
      title: 'Первое слово после POST',
      unit: 'ms',
      values: through.map((each) => each.firstTokenMs),
      direct: { what: 'модель напрямую', values: direct.map((each) => each.firstTokenMs) },
    },
    {
      id: 'first_token_lag',
      title: 'Первое слово после того, как модель его сказала',
      unit: 'ms',
      values: through.map((each) => each.firstTokenLagMs),
      direct: { what: 'модель напрямую', values: direct.map((each) => each.firstTokenLagMs) },
      limit: { most: 50, by: 'median' },
      note: 'слова пишутся пачками до 50 мс; меньше — значит, первое пачки не ждёт',
    },
  ];
}

function describeTokens({ through, direct }: Pairs, { tokens }: Load): Figure {
  const perToken = (timing: Timing) => timing.totalMs / tokens;
  const values = through.map((each, at) => perToken(each) - perToken(direct[at] as Timing));
  return {
    id: 'token_overhead',
    title: 'Наша цена слова (через нас − напрямую)',
    unit: 'ms',
    values,
    direct: { what: 'модель напрямую', values: direct.map(perToken) },
    limit: { most: 1, by: 'p95' },
  };
}
