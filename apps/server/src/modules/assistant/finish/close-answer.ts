import { openRunWriter } from '#modules/chats';
import type { AnswerWork, VersionTexts } from '#modules/documents';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { asksForMore } from '../loop/asks-for-more.ts';
import { nextStep, type Turn } from '../loop/progress.ts';
import { bestEffort } from './best-effort.ts';
import {
  listNotExamined,
  tellsNotExamined,
  type Unexamined,
  wasLimited,
  writeNotExamined,
} from './not-examined.ts';

export interface CloseDeps {
  db: Database;
  clock: Clock;
  texts: VersionTexts;
  answerWork: AnswerWork;
}

/**
 * What the server adds to the answer of a model: an answer where there is none, and the list of what was not looked at.
 * @returns that list
 */
export function closeAnswer(turn: Turn, deps: CloseDeps): Promise<Unexamined[]> {
  return nextStep(turn, 'close', () => close(turn, deps)).then(({ lastSeq, text, places }) => {
    turn.progress.lastSeq = lastSeq;
    turn.progress.text = text;
    return places;
  });
}

const truncated = {
  code: 'answer_cut',
  message: 'Ответ оборван: модель дошла до предела длины. Попросите её продолжить.',
};

async function close({ run, plan, progress }: Turn, { db, texts, answerWork }: CloseDeps) {
  const { lastSeq: fromSeq, text: textBefore } = progress;
  const { model } = plan.choice;
  const isAnswered = textBefore.trim() !== '' && !asksForMore(textBefore);
  const places = await listNotExamined(plan, progress, texts);
  const answer = isAnswered ? textBefore : await bestEffort(plan, progress, { texts, answerWork });
  const isListed = !wasLimited(progress) || places.length === 0 || tellsNotExamined(answer);
  const added = isListed ? '' : `\n\n${writeNotExamined(places)}`;
  const writer = await openRunWriter(
    isAnswered
      ? { db, run, model, fromSeq, textBefore }
      : { db, run, model, fromSeq, textBefore: '', replaces: textBefore !== '' },
  );
  writer.token(isAnswered ? added : answer + added);
  if (isAnswered && progress.isTruncated) await writer.emit('warning', truncated);
  return { lastSeq: await writer.close(), text: answer + added, places };
}
