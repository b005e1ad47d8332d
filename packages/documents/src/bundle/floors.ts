const ORDINALS: [RegExp, number][] = [
  [/^одиннадцат/u, 11],
  [/^двенадцат/u, 12],
  [/^тринадцат/u, 13],
  [/^четырнадцат/u, 14],
  [/^пятнадцат/u, 15],
  [/^шестнадцат/u, 16],
  [/^семнадцат/u, 17],
  [/^восемнадцат/u, 18],
  [/^девятнадцат/u, 19],
  [/^двадцат/u, 20],
  [/^перв/u, 1],
  [/^втор/u, 2],
  [/^трет/u, 3],
  [/^четв[её]рт/u, 4],
  [/^пят/u, 5],
  [/^шест/u, 6],
  [/^седьм/u, 7],
  [/^восьм/u, 8],
  [/^девят/u, 9],
  [/^десят/u, 10],
];

const ENDING = '(?:-?[ \\t]?(?:ый|ой|ий|его|ого|ому|ом|го|му|ем|й|м|е|х|ых))?';
const LIST = `[-−–]?\\d{1,3}${ENDING}(?:[ \\t]{0,2}(?:,|и|-|–|—|…|\\.{2,3})[ \\t]{0,2}\\d{1,3}${ENDING}){0,12}`;
const NUMBERED = new RegExp(`(?<![\\p{L}\\d.,/])(${LIST})[ \\t]{0,2}этаж`, 'giu');
const REVERSED =
  /этаж[а-яё]{0,3}[ \t]{0,2}(?:№[ \t]?)?([-−–]?\d{1,3})(?![\d.,]*\d|[ \t]?(?:шт|мм|м2|м²|кв))/giu;
const WORDED = /(?<!\p{L})([а-яё]{4,14})[ \t]этаж/giu;
const MAX_RANGE = 100;

/** Numbers of the floors that a text names: «5,6,8,9-го этажа», «11–13 этаж», «седьмой этаж», «−2-го этажа». */
export function floorsIn(text: string): Set<number> {
  const floors = new Set<number>();
  for (const [, list = ''] of text.matchAll(NUMBERED)) addList(floors, list);
  for (const [, number = ''] of text.matchAll(REVERSED)) addList(floors, number);
  for (const [, word = ''] of text.matchAll(WORDED)) {
    const number = ORDINALS.find(([stem]) => stem.test(word.toLowerCase()))?.[1];
    if (number !== undefined) floors.add(number);
  }
  return floors;
}

function addList(floors: Set<number>, list: string) {
  let previous: number | null = null;
  for (const [, dash = '', digits = ''] of list.matchAll(/([-−–—…]|\.{2,3})?[ \t]{0,2}(\d{1,3})/gu)) {
    const number: number = previous === null && dash !== '' ? -Number(digits) : Number(digits);
    const from: number =
      previous !== null && dash !== '' && number - previous <= MAX_RANGE ? previous + 1 : number;
    for (let floor = Math.min(from, number); floor <= number; floor++) floors.add(floor);
    previous = number;
  }
}
