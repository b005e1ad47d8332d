/**
 * Words of what can only be seen on a drawing: dimensions, elevations, positions. Stems, so that «отметки» and
 * «отметкой» are met; `(?<!\p{L})` keeps «заметка» out.
 */
const seen: readonly RegExp[] = [
  /(?<!\p{L})отметк/u,
  /(?<!\p{L})размер/u,
  /(?<!\p{L})габарит/u,
  /(?<!\p{L})привязк/u,
  /(?<!\p{L})расстояни/u,
  /(?<!\p{L})(?:какой|какая|какова|каков|чему\s+рав\p{L}+)\s+(?:\p{L}+\s+)?(?:ширин|высот|длин|толщин|глубин|уклон|шаг|радиус|диаметр)/u,
  /(?<!\p{L})(?:ширин|высот|длин|толщин|глубин)\p{L}*\s+(?:проём|проем|отверст|простен|стен|перегород|ступен|марш|площадк|ниш|балк|парапет)/u,
  /(?<!\p{L})где\s+(?:\p{L}+\s+){0,3}(?:на\s+(?:план|чертеж|схем|разрез|фасад|узл|лист)|располож|наход|сто[ия]т|показан|проход)/u,
  /(?<!\p{L})(?:между|у|возле|вдоль|по)\s+ос(?:ями|и|ей|ях|ью)(?!\p{L})/u,
  /(?<!\p{L})(?:на|по)\s+(?:план|чертеж|схем|разрез|фасад|узл)\p{L}*\s+(?:\p{L}+\s+){0,3}(?:показан|изображ|обознач|нарисован|видн)/u,
  /(?<!\p{L})(?:показан|изображ|обознач|нарисован|видн)\p{L}*\s+(?:\p{L}+\s+){0,3}(?:на|по)\s+(?:план|чертеж|схем|разрез|фасад|узл)/u,
];

/** Words of what stands in texts and tables though it sounds like a drawing: a total, a list, a norm. */
const read: readonly RegExp[] = [
  /(?<!\p{L})(?:итог|сумм|сходит|ведомост|спецификац|экспликац|общ\p{L}+\s+анализ|проанализируй|перечисл|список)/u,
];

/** Whether the answer to a question must be looked at on a drawing: a dimension, an elevation, the place of a mark. */
export function requiresVisual(question: string): boolean {
  const text = question.toLowerCase();
  return seen.some((pattern) => pattern.test(text)) && !read.some((pattern) => pattern.test(text));
}
