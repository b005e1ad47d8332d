import { foldLookAlikes } from './homoglyphs.ts';

const UNIT =
  'мм|см|дм|м|км|мкм|г|кг|т|л|шт|компл|мин|сек|с|ч|чел|эт|руб|тыс|млн|млрд|МПа|кПа|Па|кН|Вт|кВт|кВА|Гц|дБ|Дб|мм|mm|cm|m|km|g|kg|px|kN|Pa|kPa|MPa|W|kW|Hz|dB';
/** «100мм», «50-400мм», «м2», «35кг/м³». */
const QUANTITY = new RegExp(`^[\\p{N}.,-]*(?:${UNIT})[23²³]?(?:/(?:${UNIT})[23²³]?)?$`, 'u');
const ORDINAL =
  /^\p{N}+(?:[-.,]\p{N}+)*-?(?:й|я|е|ю|х|м|го|му|ми|ти|ый|ий|ой|ая|ое|ые|ую|ых|ым|ом|ого|его|ому|st|nd|rd|th)$/u;
const SIZE = /^[Øø⌀∅фФφΦ]?\p{N}+(?:[.,]\p{N}+)?(?:[xхXХ×*∗]\p{N}+(?:[.,]\p{N}+)?)+(?:мм|см|м|mm|cm|m)?$/u;
/** «7-го», «11-13-й», «1-ого», «4th». */
export const isOrdinal = (text: string): boolean => ORDINAL.test(text);

/** «600х100х250», «1000×2120мм», «Ø530x8». */
export const isSize = (text: string): boolean => SIZE.test(text);

/** «М1:100» and anything else with a ratio. */
const RATIO = /\p{N}:\p{N}/u;
/** Axes and abbreviations with a slash: «П/И», «С/У». */
const LETTERS_WITH_SLASH = /^\p{Lu}{1,3}(?:[/\\]\p{Lu}{1,3})+$/u;
/** Numbers of permits and contracts: «2807/25». */
const NUMBER_WITH_SLASH = /^\p{N}{3,}[/\\]\p{N}{2,}$/u;
/** «КРЗ», «Ол-З»: letters whose last sign may be the figure three. */
const LETTERS_WITH_THREE = /^(?:\p{Lu}{1,3}|\p{Lu}\p{L}{0,3}[-/])З{1,2}$/u;
const LETTERS_RUN_INTO_WORDS = /\p{L}{9}/u;

/** Whether a chunk of text is a mark or cipher by its shape, not a quantity, an ordinal, a size or a word. */
export const isMarkText = (text: string): boolean => {
  const hasLetter = /\p{L}/u.test(text);
  const hasDigit = /\p{N}/u.test(text);
  if (!hasDigit) return LETTERS_WITH_SLASH.test(text) || LETTERS_WITH_THREE.test(text);
  if (!hasLetter) return NUMBER_WITH_SLASH.test(text);
  return !(
    QUANTITY.test(text) ||
    isOrdinal(text) ||
    isSize(text) ||
    LETTERS_RUN_INTO_WORDS.test(text) ||
    RATIO.test(text)
  );
};

/** «В4», «в4», «Ор», «П»: what may stand before a hyphen with spaces in a mark. */
const HEAD = /^(?:\p{Lu}\p{L}{0,3}\p{N}{0,2}|\p{L}{1,3}\p{N}{1,2})$/u;
const TAIL = /^\p{N}{1,3}(?:[.,]\p{N}{1,2})?$/u;
/** «133/23», and what follows it in a cipher: «ГК», «АР4». */
const CIPHER_HEAD = /^\p{N}{1,4}[/\\_]\p{N}{2}(?:-\p{Lu}{1,4}\p{N}{0,3})*$/u;
const CIPHER_PART = /^\p{Lu}{1,4}\p{N}{0,3}$/u;
const UNIT_NEXT = new RegExp(`^\\s*(?:${UNIT})(?![\\p{L}\\p{N}])`, 'u');

/** Whether «left - right» with spaces around the hyphen is one mark: «В4 - 14» is, «Ор-18 - 3» and «В2 - 10 шт» are not. */
export const joinsAcrossSpaces = (left: string, right: string, rest: string): boolean => {
  if (CIPHER_HEAD.test(left) && CIPHER_PART.test(right)) return true;
  return HEAD.test(left) && !QUANTITY.test(left) && TAIL.test(right) && !UNIT_NEXT.test(rest);
};

/** A spelling with its numbers made alike; both ends of a range have the same outline: `П/1` and `П/12` → `П/#`. */
const outline = (text: string): string => foldLookAlikes(text).replace(/\p{N}+/gu, '#');

/** Whether `from-to` is a range of marks («П/1-П/6») and not one mark («В4-14»). */
export const isRange = (from: string, to: string): boolean =>
  isMarkText(from) && isMarkText(to) && outline(from) === outline(to);
