import { placeTerm } from './terms.ts';

/** A place named in a text: a floor, a sheet of the set or a page of the file. */
export interface PlaceMention {
  /** See `placeTerm`. */
  term: string;
  start: number;
  end: number;
}

const ORDINALS: Readonly<Record<string, number>> = {
  перв: 1,
  втор: 2,
  трет: 3,
  четверт: 4,
  четвёрт: 4,
  пят: 5,
  шест: 6,
  седьм: 7,
  восьм: 8,
  девят: 9,
  десят: 10,
};
const ORDINAL_STEM = Object.keys(ORDINALS).join('|');
const FLOOR_NUMBER = String.raw`\d{1,2}(?:\s?-?(?:ого|ому|ый|ым|ом|ая|ой|го|му|м|й|е|х))?`;
const BETWEEN = String.raw`\s*(?:,|и|[-–—]|\.{2,3}|…)\s*`;
const FLOORS = `[-−–]?${FLOOR_NUMBER}(?:${BETWEEN}${FLOOR_NUMBER})*`;
const STOREY = String.raw`(?:(?:над|под)земн\p{L}*\s+)?этаж\p{L}{0,3}(?!\p{L})`;

/** «на 7-м этаже», «3,4-го этажа», «11-13-го этажа», «первого этажа». */
const FLOORS_BEFORE = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,/])(?:(?<list>${FLOORS})|(?<word>${ORDINAL_STEM})\p{L}{1,4})\s*${STOREY}`,
  'giu',
);
/** «этаж 7», «этажи 11–13». */
const FLOORS_AFTER = new RegExp(
  String.raw`(?<!\p{L})этаж(?:и|ах|ей|е|а)?\s+№?\s*(?<list>${FLOORS})(?![\p{L}\p{N}/]|[.,]\d)`,
  'giu',
);

/** The floors that a text names; one mention may name several. */
export const findFloors = (text: string): PlaceMention[] =>
  /этаж/i.test(text) ? [FLOORS_BEFORE, FLOORS_AFTER].flatMap((pattern) => floorsBy(pattern, text)) : [];

/** «14-го», an ordinal by itself. */
const BARE_ORDINAL = /(?<![\p{L}\p{N}.,/-])(?<list>\d{1,2}-?(?:го|м|й|му))(?![\p{L}\p{N}])/giu;

/** The floors of a question, with those whose noun is left out: «площадь 14-го этажа и 15-го». */
export const findFloorsAsked = (question: string): PlaceMention[] => {
  const named = findFloors(question);
  if (named.length === 0) return named;
  const isNew = (place: PlaceMention) =>
    !named.some(({ start, end }) => place.start >= start && place.end <= end);
  return [...named, ...floorsBy(BARE_ORDINAL, question).filter(isNew)];
};

const floorsBy = (pattern: RegExp, text: string): PlaceMention[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const { list, word } = match.groups ?? {};
    const floors = list ? expandFloors(list) : [ORDINALS[word?.toLowerCase() ?? ''] ?? 0];
    const [start, end] = [match.index, match.index + match[0].length];
    return floors.map((floor) => ({ term: placeTerm('floor', String(floor)), start, end }));
  });

const FLOOR_IN_LIST = /(?<sign>^[-−–])?(?<to>(?:[-–—]|\.{2,3}|…)\s*)?(?<digits>\d{1,2})/g;

/** «5,6,8-9» → 5, 6, 8, 9. */
const expandFloors = (list: string): number[] => {
  const floors: number[] = [];
  for (const { groups } of list.matchAll(FLOOR_IN_LIST)) {
    const floor = Number(groups?.digits) * (groups?.sign ? -1 : 1);
    const from = floors.at(-1);
    if (groups?.to && from !== undefined)
      for (let between = from + 1; between < floor; between++) floors.push(between);
    floors.push(floor);
  }
  return floors;
};

const PLACE_NUMBER = String.raw`\d{1,3}(?:[.,]\d{1,2})?`;
const PLACE_NUMBERS = String.raw`№?\s*(?<list>${PLACE_NUMBER}(?:\s*(?:,\s|и|and)\s*${PLACE_NUMBER})*)(?![\p{L}\p{N}])`;
/** Case counts: «л. 2» is a sheet, «Л.2» an axis. */
const SHEETS = new RegExp(
  String.raw`(?<!\p{L})(?:[Лл]ист\p{L}{0,3}|л\.|[Ss]heets?)\s*${PLACE_NUMBERS}`,
  'gu',
);
const PAGES = new RegExp(
  String.raw`(?<!\p{L})(?:[Сс]траниц\p{L}{0,3}|[Сс]тр\.|[Pp]ages?|p\.)\s*${PLACE_NUMBERS}`,
  'gu',
);

/** The sheets and pages that a question names: «лист 5.1» is not «страница 5». */
export const findSheetsAndPages = (text: string): PlaceMention[] => [
  ...numberedPlaces('sheet', SHEETS, text),
  ...numberedPlaces('page', PAGES, text),
];

const numberedPlaces = (kind: 'sheet' | 'page', pattern: RegExp, text: string): PlaceMention[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const numbers = match.groups?.list?.match(new RegExp(PLACE_NUMBER, 'g')) ?? [];
    const [start, end] = [match.index, match.index + match[0].length];
    return numbers.map((number) => ({ term: placeTerm(kind, number.replace(',', '.')), start, end }));
  });
