import { readFloorLists } from './floors.ts';

/** A number that names something: «поз. 6», «зона 1б», «14-го этажа», «лист 5.1», «стр. 9», «ст. 15». */
export interface WrittenKey {
  /** Offsets of the number in the text. */
  start: number;
  end: number;
  /** Stem of the word that says what is numbered, folded; see {@link sameLabel}. */
  label: string;
  /** Folded: «5.1», «1Б», «-2». */
  number: string;
}

const WORDS =
  'ПОЗИЦИ|ЗОН|ПОМЕЩЕНИ|КВАРТИР|КОРПУС|СТРОЕНИ|СЕКЦИ|ЭТАП|ЭТАЖ|УЗЕЛ|УЗЛ|ОС[ИЬ]|РАЗРЕЗ|СЛО[ЙЯЕ]|ТИП|ШАХТ|ЛИФТ|НОМЕР|ПУНКТ|ПОДПУНКТ|РАЗДЕЛ|ПРИЛОЖЕНИ|' +
  'ИЗМЕНЕНИ|РИСУН|ТАБЛИЦ|СХЕМ|УЧАСТ|ПОДЪЕЗД|ОТСЕК|СКВАЖИН|ГРУПП|ВАРИАНТ|ВЫПУСК|ЧАСТ|СТАТЬ|ГЛАВ|МЕСТ|ЛИСТ|СТРАНИЦ|ВИД|ФРАГМЕНТ|ПРИМЕЧАНИ';
/** Behind these stands a dot. */
const SHORT = 'ПОЗ|ПОМ|КВ|КОРП|СТР|СЕКЦ|ЭТ|РАЗД|ПРИЛ|ИЗМ|РИС|ТАБЛ|СХ|УЧ|ПОДП|ПП|П|Ч|СТ|ГЛ|Л|С|ТОМ|ПРИМ';
const NUMBER = '-?\\d{1,4}(?:[.]\\d{1,3}){0,3}(?:\\*)?[А-Г]?(?![\\p{L}\\d]|[.,/]\\d|-\\d+[-/.]|-\\p{L})';
/** «ЗОНЕ 6», «СТР. 9», «СТРОЕНИЕ №2», «ЛИСТЫ 3, 4 И 5.1». */
const BEFORE = new RegExp(
  `(?<![\\p{L}\\d-])((?:${WORDS})\\p{L}{0,5}|(?:${SHORT})\\.)[ \\t]*(?:№[ \\t]*)?(?=[-]?\\d)((?:${NUMBER})(?:(?:,[ \\t]+|[ \\t]+И[ \\t]+|-|…|\\.{2,3})(?:№[ \\t]*)?${NUMBER})*)`,
  'gu',
);
const ORDINAL_END = 'ОГО|ОМУ|ЫЙ|ИЙ|ЫМ|ОМ|АЯ|ОЙ|ГО|МУ|М|Й|Е|Х|Я|Ю';
/** «14-ГО ЭТАЖА», «-2-М», «7 ЭТАЖА», «15-ЭТАЖНЫЙ». */
const ORDINAL = new RegExp(
  `(?<![\\p{L}\\d.,/])(-?\\d{1,3})(?:[ ]?-(?:${ORDINAL_END})(?![\\p{L}\\d])(?:[ \\t]+(\\p{L}{2,}))?|[ \\t](ЭТАЖ[АЕУ]?(?![\\p{L}]))|-(\\p{L}{4,}))`,
  'gu',
);
const UNIT_NEXT = /^[ \t]?(?:ММ|СМ|М|М2|М3|КГ|Т|ШТ|%|КН|МПА|КПА)(?![\p{L}\d])/u;

/** The keys of a folded text. `original` is the text before folding. */
export function readKeys(original: string, folded: string): WrittenKey[] {
  const keys = [...keysBehindLabels(original, folded), ...floorsOfLists(folded), ...ordinals(folded)];
  return keys
    .sort((one, other) => one.start - other.start)
    .filter((key, at, all) => !all.slice(0, at).some(({ end }) => key.start < end));
}

const ONE = new RegExp(NUMBER, 'gu');

function keysBehindLabels(original: string, folded: string): WrittenKey[] {
  return [...folded.matchAll(BEFORE)].flatMap((match) => {
    const [whole, label = '', list = ''] = match;
    const end = match.index + whole.length;
    if (!isLabel(original.slice(match.index, end), label)) return [];
    if (UNIT_NEXT.test(folded.slice(end, end + 6))) return [];
    const at = end - list.length;
    return [...list.matchAll(ONE)].map((found) => ({
      start: at + found.index,
      end: at + found.index + found[0].length,
      label: canonicalLabel(label),
      number: found[0].replace(/^-(?=.)/u, found.index === 0 ? '-' : '').replace(',', '.'),
    }));
  });
}

/** «с. 5» and «П. 5» are labels, «С.5» and «Л.2» are a class and an axis. */
function isLabel(written: string, label: string): boolean {
  return label.length > 2 || written[0] !== written[0]?.toUpperCase() || written[2] === ' ';
}

function floorsOfLists(folded: string): WrittenKey[] {
  return readFloorLists(folded).flatMap(({ floors }) => floors.map((floor) => ({ ...floor, label: 'ЭТАЖ' })));
}

/** An ordinal without its noun («14-го этажа и 15-го») has that of the one before. */
function ordinals(folded: string): WrittenKey[] {
  let last = '';
  return [...folded.matchAll(ORDINAL)].map((match) => {
    const [, number = '', word, floor, adjective] = match;
    const label = canonicalLabel(floor ?? adjective ?? word ?? '');
    last = label.length > 1 ? label : last;
    return { start: match.index, end: match.index + number.length, label: last, number };
  });
}

const SAME: readonly [RegExp, string][] = [
  [/^(?:СТР|СТРАНИЦ\p{L}*|С)$/u, 'СТРАНИЦ'],
  [/^(?:Л|ЛИСТ\p{L}*)$/u, 'ЛИСТ'],
  [/^(?:П|ПП|ПУНКТ\p{L}*|ПОДП\p{L}*)$/u, 'ПУНКТ'],
  [/^(?:СТ|СТАТ\p{L}*)$/u, 'СТАТ'],
  [/^(?:Ч|ЧАСТ\p{L}*)$/u, 'ЧАСТ'],
  [/^(?:ГЛ|ГЛАВ\p{L}*)$/u, 'ГЛАВ'],
  [/^ПОМ(?:ЕЩ\p{L}*)?$/u, 'ПОМ'],
  [/^КВ(?:АРТ\p{L}*)?$/u, 'КВ'],
  [/^ПОЗ\p{L}*$/u, 'ПОЗ'],
  [/^ИЗМ(?:ЕНЕН\p{L}*)?$/u, 'ИЗМ'],
];

/** One name for the forms and short forms of a label. */
function canonicalLabel(word: string): string {
  const name = word.replace(/\.$/u, '');
  const known = SAME.find(([pattern]) => pattern.test(name))?.[1];
  return known ?? (name.length > 3 ? name.replace(/[АЕИОУЫЭЮЯЙЬ]{1,2}$/u, '') : name).slice(0, 4);
}

/** Whether a word of the cited text numbers the same kind of thing: «помещение» and «пом.». */
export function sameLabel(label: string, word: string): boolean {
  const other = canonicalLabel(word);
  if (label === '' || other.length < 2) return label === '';
  return other.startsWith(label) || label.startsWith(other);
}
