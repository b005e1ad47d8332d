import type { Client } from '@aizoomdoc/client';
import { type EventData, formatEventId, stopRun } from '@aizoomdoc/contracts';
import type { Context } from '../context.ts';
import { CliError, describeFailure, exitCodes } from '../errors.ts';
import { interrupted } from '../input.ts';
import { type AnswerView, createJsonView, createTextView } from './answer-view.ts';

export interface RunToFollow {
  chatId: string;
  runId: string;
}

interface Ending {
  completed: EventData<'completed'> | null;
  error: EventData<'error'> | null;
}

/**
 * Shows a run from its first event to its last, through lost connections and restarts of the server.
 * Ctrl-C stops the run, and a second one leaves it to the server.
 * @throws CliError when the run failed, was stopped, or cannot be heard
 */
export async function followRun(context: Context, client: Client, run: RunToFollow): Promise<void> {
  const view = context.output.json ? createJsonView(context.output) : createTextView(context.output);
  const stopper = stopOnInterrupt(context, client, { run, view });
  try {
    const ending = await readEvents(client, run, view);
    if (stopper.asked) throw interrupted('Ответ остановлен; написанное сохранено.');
    expectSuccess(ending);
  } finally {
    stopper.dispose();
    context.output.status.clear();
  }
}

async function readEvents(client: Client, run: RunToFollow, view: AnswerView): Promise<Ending> {
  const ending: Ending = { completed: null, error: null };
  // Naming the run keeps to it, even when another question is asked in the same chat meanwhile.
  const lastEventId = formatEventId(run.runId, 0);
  const onTrouble = (trouble: unknown) => {
    if (trouble !== null) view.trouble();
  };
  for await (const event of client.streamRun(run.chatId, { lastEventId, onTrouble })) {
    view.event(event);
    if (event.event === 'error') ending.error = event.data;
    if (event.event === 'completed') ending.completed = event.data;
  }
  return ending;
}

function expectSuccess({ completed, error }: Ending): void {
  if (error !== null) {
    const { code, message, retryable } = error;
    throw new CliError(code, message, retryable ? { hint: 'Повторить: aizoomdoc chat resume' } : {});
  }
  if (completed?.status === 'done') return;
  const message = completed?.message ?? 'Поток кончился раньше ответа.';
  throw new CliError(completed?.status ?? 'incomplete', message, {
    hint: 'Что написано: aizoomdoc chat history --tail 1. Повторить: aizoomdoc chat resume',
  });
}

function stopOnInterrupt(
  { output, server }: Context,
  client: Client,
  { run, view }: { run: RunToFollow; view: AnswerView },
) {
  let asked = false;
  const listen = () => {
    if (asked) {
      output.failure(describeFailure(interrupted('Выход; ответ доделывает или останавливает сервер.'), null));
      process.exit(exitCodes.interrupted);
    }
    asked = true;
    view.stopping();
    client.call(stopRun, { params: { chat_id: run.chatId } }).catch((error: unknown) => {
      output.note(`Остановить не удалось: ${describeFailure(error, server()).message}`);
    });
  };
  process.on('SIGINT', listen);
  return {
    get asked() {
      return asked;
    },
    dispose: () => process.off('SIGINT', listen),
  };
}
