import type { Question } from './question.ts';
import type { Scored } from './score.ts';
import type { Place } from './types.ts';

const MAX_PICTURES = 3;
/** Asks for what only eyes tell: where something stands, how it looks, what is drawn. */
const NEEDS_EYES =
  /(?<!\p{L})(?:выгляд|изображ|нарисован|покажи|показан|начер[чт]|где(?!\p{L})|в какую сторону|на (?:\p{L}+ )?(?:план|черт[её]ж|схем|фасад|разрез|рисунк)|по (?:план|черт[её]ж|схем)|посмотри|рассмотри)/iu;
/** Pictures of tables, notes and title blocks show nothing that their text does not say. */
const OF_TEXT = /тип: (?:спецификац|экспликац|ведомост|штамп|таблиц|легенд|примечан)/iu;

export function needsEyes(question: string): boolean {
  return NEEDS_EYES.test(question);
}

/** Drawings that a person should open to answer the question, the likeliest first. */
export function picturesFor({ subject, marks, pairs }: Question, scored: readonly Scored[]): Place[] {
  const named = [...marks.map(({ term }) => term), ...pairs.map(({ label }) => label), ...subject];
  const shares = new Map<Scored['segment']['block'], number>();
  for (const { segment, gains, score } of scored) {
    const { block } = segment;
    if (block.kind !== 'image' || OF_TEXT.test(block.text.slice(0, 80))) continue;
    if (!named.some((term) => gains.has(term))) continue;
    shares.set(block, Math.max(shares.get(block) ?? 0, score));
  }
  return [...shares]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MAX_PICTURES)
    .map(([{ documentId, code, page, sheet }]) => {
      return { ...(documentId === undefined ? {} : { documentId }), code, page, sheet };
    });
}
