import type { ExtractBlock, Extraction, ExtractOptions } from '@aizoomdoc/documents';
import type { Verification, VerifyRequest } from '@aizoomdoc/documents/verify';
import { createTurnstile } from '#platform/http/turnstile.ts';
import type { TaskName, ThreadTasks } from './thread/messages.ts';
import type { Threads } from './thread/threads.ts';

/**
 * What is reckoned for an answer: long texts may take the processor for minutes, so it is done in threads, two at once, and
 * given up in time.
 */
export interface AnswerWork {
  /** Checks the numbers of an answer against what it cites. @throws when it takes too long */
  verify(request: VerifyRequest): Promise<Verification>;
  /** Answers by quotes. @throws when it takes too long */
  extract(question: string, blocks: readonly ExtractBlock[], options?: ExtractOptions): Promise<Extraction>;
}

export interface AnswerWorkOptions {
  threads: Threads;
  timeoutMs?: number;
}

export function createAnswerWork({ threads, timeoutMs = 20_000 }: AnswerWorkOptions): AnswerWork {
  const turnstile = createTurnstile({
    atOnce: 2,
    waiting: 200,
    refusal: 'Сейчас готовится слишком много ответов. Повторите через минуту.',
  });

  const run = <Name extends TaskName>(name: Name, input: ThreadTasks[Name]['input']) =>
    turnstile.pass(() => threads.use((thread) => thread.run(name, input, AbortSignal.timeout(timeoutMs))));

  return {
    verify: (request) => run('verify', request),
    extract: (question, blocks, options = {}) => run('extract', { question, blocks, options }),
  };
}
