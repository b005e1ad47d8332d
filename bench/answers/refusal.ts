import { findMarks, normalizeMark } from '@aizoomdoc/documents';

/** How Russian says that a document does not say. */
const REFUSALS: readonly RegExp[] = [
  /не (?:наш[лё]\p{L}*|найден\p{L}*|обнаружен\p{L}*|удалось найти|вижу)/iu,
  /не (?:указан|упомина|упомян|встреча|содерж|предусм|привед|описан|сказан|говорит|приводит|фигурир|определ|раскры|значит)\p{L}*/iu,
  /(?<!\p{L})нет (?:в (?:документ|комплект|проект|предоставленн|материал)|сведени|данных|информаци|упоминан|указани|ответа|так(?:ого|ой|их)|н[иа]|\p{L}+ сведени)/iu,
  /(?:документ\p{L}*|комплект\p{L}*|проект\p{L}*|материал\p{L}*|проекте|чертеж\p{L}*) (?:\S+ ){0,6}нет(?!\p{L})|отсутству\p{L}*/iu,
];
/** What an answer may add after it said that there is none. */
const BESIDES = /ближайш|похож\p{L}+ мест|это не ответ/iu;
const OPENING = 500;
const SENTENCE = /(?<=[.!?;])\s+|\n+/u;
const VALUE =
  /(?<![\p{L}\d])\d[\d\s]*(?:[.,]\d+)?\s?(?:мм|см|м|м²|м³|м2|м3|кг|т|шт|л|%|руб|кн|кпа|мпа|вт)(?!\p{L})/iu;

/**
 * Whether an answer says plainly, near its beginning, that the document does not say, and claims no value of what was asked about
 * (a mark or a floor of the question with a number and its unit, in a sentence that does not deny it).
 */
export function refuses(answer: string, question: string): boolean {
  const opening = answer.slice(0, OPENING);
  if (!REFUSALS.some((refusal) => refusal.test(opening))) return false;
  const besides = BESIDES.exec(answer)?.index ?? answer.length;
  return !answer
    .slice(0, besides)
    .split(SENTENCE)
    .some((sentence) => claims(sentence, question));
}

function claims(sentence: string, question: string): boolean {
  if (REFUSALS.some((refusal) => refusal.test(sentence)) || !VALUE.test(sentence)) return false;
  const named = new Set(findMarks(sentence).map(({ key }) => key));
  if (findMarks(question).some(({ key }) => named.has(key))) return true;
  const floors = [...question.matchAll(/\d{1,2}-?\p{L}{0,3}\s+этаж/gu)].map(([floor]) =>
    normalizeMark(floor),
  );
  return floors.some((floor) => normalizeMark(sentence).includes(floor));
}
