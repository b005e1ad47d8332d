/** Floors told together: «11 и 13 этажи», «5, 6-го этажа», «с 11 по 13 этаж», «этажи 3, 5–7». Offsets are those of the folded text. */
export interface FloorList {
  start: number;
  end: number;
  /** The floors that are written, in order. */
  floors: { start: number; end: number; number: string }[];
  /** First and last floor of each stretch: of «3, 5–7» they are 3–3 and 5–7. */
  stretches: readonly [number, number][];
}

const FLOOR = '-?\\d{1,3}(?:[ ]?-(?:ОГО|ЫЙ|ИЙ|ЫМ|ОМ|ГО|МУ|М|Й|Е|Х|Я)(?![\\p{L}\\d]))?';
const BETWEEN =
  ',[ \\t]*(?:И[ \\t]+)?|[ \\t]+И[ \\t]+|[ \\t]*(?:-|…|\\.{2,3})[ \\t]*|[ \\t]+(?:ПО|ДО)[ \\t]+';
/** No house has so many floors that more would be told apart. */
const LIST = `${FLOOR}(?:(?:${BETWEEN})${FLOOR}){1,40}`;
/** «11, 13-ГО ЭТАЖА», «11 И 13 ЖИЛЫХ ЭТАЖЕЙ». */
const BEFORE_WORD = new RegExp(
  `(?<![\\p{L}\\d.,/-])(${LIST})[ \\t]+(?:\\p{L}{3,14}(?:ОГО|ЫЙ|ИЙ|ЫЕ|ИЕ|ЫХ|ИХ|ОМ)[ \\t]+)?ЭТАЖ\\p{L}{0,3}(?!\\p{L})`,
  'gu',
);
/** «ЭТАЖИ 11, 13», «НА ЭТАЖАХ С 11 ПО 13». */
const BEHIND_WORD = new RegExp(
  `(?<!\\p{L})ЭТАЖ\\p{L}{0,3}[ \\t]+(?:СО?[ \\t]+)?(${LIST})(?![\\p{L}\\d/]|[.,]\\d)`,
  'gu',
);
const NUMBER = /(?<!\d)-?\d{1,3}/gu;
const STRETCH = /-|…|\.{2}|ПО|ДО/u;

/** The lists of floors of a folded text, in order. */
export function readFloorLists(folded: string): FloorList[] {
  if (!folded.includes('ЭТАЖ')) return [];
  const found = [BEFORE_WORD, BEHIND_WORD].flatMap((pattern) =>
    [...folded.matchAll(pattern)].map((match) =>
      listAt(match.index + match[0].indexOf(match[1] ?? ''), match[1] ?? ''),
    ),
  );
  return found.sort((one, other) => one.start - other.start);
}

/** Whether a list says or spans a floor. */
export function holdsFloor({ stretches }: FloorList, number: string): boolean {
  const floor = Number(number);
  return stretches.some(([first, last]) => first <= floor && floor <= last);
}

function listAt(start: number, list: string): FloorList {
  const floors: FloorList['floors'] = [];
  const stretches: [number, number][] = [];
  let last = 0;
  for (const { 0: written, index } of list.matchAll(NUMBER)) {
    // A dash behind a number joins, it is no sign: «5-9».
    const isSigned = written.startsWith('-') && !/\p{L}|\d/u.test(list[index - 1] ?? '');
    const at = written.startsWith('-') && !isSigned ? index + 1 : index;
    const number = list.slice(at, index + written.length);
    const gap = list.slice(last, at).replace(/^[ ]?-\p{L}+/u, '');
    const before = stretches.at(-1);
    if (before !== undefined && STRETCH.test(gap)) before[1] = Number(number);
    else stretches.push([Number(number), Number(number)]);
    last = index + written.length;
    floors.push({ start: start + at, end: start + last, number });
  }
  return {
    start,
    end: start + list.length,
    floors,
    stretches: stretches.map(([one, other]) => [Math.min(one, other), Math.max(one, other)]),
  };
}
