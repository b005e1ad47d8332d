/** A part of a text by offsets. */
export interface Span {
  start: number;
  end: number;
}

/** Behind these a sentence goes on whatever follows. */
const NAMES_FOLLOW =
  /^(?:стр|л|п|пп|ст|рис|табл|поз|им|ул|вл|корп|см|ср|пом|кв|эт|изм|отм|черт|разд|прил|гл|ч|подп|обл|пос|пер|д|т|и|ф|фр|зам|гл|рук|н|проф|инв|взам|подл|докум|док|тел|прим|в|с|к|о|не)$/iu;
/** Behind these it ends when a capital follows. */
const UNITS =
  /^(?:шт|мм|см|м|км|кг|г|гг|руб|тыс|млн|млрд|ед|компл|др|пр|чел|мин|сек|ч|экз|макс|мин|кол|п|хоз|жел|ж|б)$/iu;

const END = /[.!?…]+(?:[»")\]]|\*{1,2})*(?=\s|$)|[;]?\n/gu;

/** Sentences of a text of one paragraph, spaces around left out. Abbreviations («стр. 9», «3 шт. на этаж») end none. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith('.') && !isSentenceEnd(text, match.index, end)) continue;
    push(spans, text, start, end);
    start = end;
  }
  push(spans, text, start, text.length);
  return spans;
}

function push(spans: Span[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && /\s/u.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/u.test(text[end - 1] ?? '')) end -= 1;
  if (end > start) spans.push({ start, end });
}

function isSentenceEnd(text: string, dot: number, end: number): boolean {
  const rest = text.slice(end, end + 40).trimStart();
  if (rest === '') return true;
  const word = /[\p{L}]+$/u.exec(text.slice(Math.max(0, dot - 14), dot))?.[0] ?? '';
  // «С. А. Бурмистрова», «и т. д.»
  if (/^\p{Lu}$/u.test(word)) return false;
  const isCapital = /^[«"(*_[]*\p{Lu}/u.test(rest);
  if (
    NAMES_FOLLOW.test(word) &&
    !(UNITS.test(word) && isCapital && /\d\s?$/u.test(text.slice(0, dot - word.length)))
  )
    return isCapital && /^т\.\s?[дпк]$/u.test(text.slice(Math.max(0, dot - 4), dot).trim());
  if (UNITS.test(word)) return isCapital;
  // «толщ. 30 мм»
  if (/^\d/u.test(rest) && /^\p{Ll}{1,5}$/u.test(word)) return false;
  // «4.3. Шаг труб»: the number of an item.
  if (/(?:^|\n)\s*\d+(?:\.\d+)*$/u.test(text.slice(Math.max(0, dot - 12), dot)) && dot < 12) return false;
  return isCapital || /^[\d«"([*_–—-]/u.test(rest);
}
