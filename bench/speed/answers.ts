import type { Client } from '@aizoomdoc/client';
import { createChat, putGeminiKey, sendMessage } from '@aizoomdoc/contracts';
import { signIn } from '../lib/api.ts';
import { BenchError } from '../lib/program.ts';
import { adminToken } from '../lib/server.ts';
import {
  answerOf,
  epochNow,
  geminiKey,
  type Load,
  type Loopback,
  questionOf,
  type Timing,
} from './loopback.ts';

export interface AnswerTiming extends Timing {
  phaseStartedMs: number;
}

/** Signed in, with a key of the loopback model. */
export async function signInWithKey(serverUrl: string): Promise<Client> {
  const client = await signIn(serverUrl, adminToken);
  await client.call(putGeminiKey, { body: { api_key: geminiKey } });
  return client;
}

export async function newChat(client: Client): Promise<string> {
  const { id } = await client.call(createChat, { body: {} });
  return id;
}

export async function send(client: Client, chatId: string, load: Load): Promise<void> {
  await client.call(sendMessage, { params: { chat_id: chatId }, body: { content: questionOf(load) } });
}

/** Asks through the server: POST, then the stream of events until `completed`. */
export async function askThroughServer(
  client: Client,
  loopback: Loopback,
  { chatId, load }: { chatId: string; load: Load },
): Promise<AnswerTiming> {
  const from = epochNow();
  await send(client, chatId, load);
  let [phaseStartedAt, firstTokenAt, spokeAt] = [0, 0, 0];
  let text = '';
  for await (const { event, data } of client.streamRun(chatId)) {
    if (event === 'phase_started') phaseStartedAt ||= epochNow();
    if (event === 'error') throw new BenchError(`Ответ не удался: ${data.message}`);
    if (event === 'answer_restarted') text = '';
    if (event !== 'llm_token') continue;
    if (firstTokenAt === 0) {
      firstTokenAt = epochNow();
      spokeAt = loopback.lastReceivedAt() + load.firstDelayMs;
    }
    text += data.token;
  }
  if (text !== answerOf(load)) throw new BenchError('Ответ через сервер не равен ответу модели');
  return {
    phaseStartedMs: phaseStartedAt - from,
    firstTokenMs: firstTokenAt - from,
    firstTokenLagMs: firstTokenAt - spokeAt,
    totalMs: epochNow() - from,
  };
}
