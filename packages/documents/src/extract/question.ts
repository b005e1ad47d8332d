import { type FoundMark, findMarks, foldWord } from '../marks/index.ts';
import { findFloors, findSheetsAndPages, type PlaceMention } from '../search/places.ts';
import { isStopWord } from '../search/stop-words.ts';
import { markTerm, placeTerm } from '../search/terms.ts';
import { type Attribute, askedAttributes } from './attributes.ts';
import { type Building, findBuildings } from './buildings.ts';
import { findNumbered, type Numbered } from './numbered.ts';
import { stemmedTerms } from './words.ts';

/** Something that the answer must be about; `term` is how a text shows it. */
interface Named {
  term: string;
  /** As the reader would call it: «16-й этаж», «лист 5.1», «В21». */
  label: string;
}

/** A word with a number. */
export interface Pair extends Omit<Numbered, 'start' | 'end'> {
  /** A numbered room: another number is another room. */
  isRoom: boolean;
  /** Each has a heading of its own and rooms below it, numbered anew. */
  isNamedApart: boolean;
}

/** A question taken apart. */
export interface Question {
  /** Stems, numbers and parts of ciphers, each once; what is named apart below is not repeated. */
  terms: string[];
  /** «квартира 5»: a word and the number that follows it. */
  pairs: Pair[];
  marks: Named[];
  floors: Named[];
  sheets: Named[];
  pages: Named[];
  buildings: Building[];
  attributes: Attribute[];
  /** `terms` that are no property: what the question is about. */
  subject: string[];
  /** Asks for a sum or for the property of a whole («площадь 7-го этажа»). */
  wantsTotal: boolean;
  /** Asks to set two places against each other. */
  compares: boolean;
  /** Asks for an outline, not for a fact. */
  wantsOverview: boolean;
  /** Asks where something is drawn. */
  wantsDrawing: boolean;
  /** Asks for the sheet or the page of something. */
  wantsSheet: boolean;
}

const MAX_QUESTION_LENGTH = 2000;
/** Each is looked for in every line: of a pasted list the first are answered. */
const MAX_NAMED = 16;
const MAX_TERMS = 60;
const TOTAL = /всего|общ(?:ая|ий|ее|ую|его|ей|ем)|итог|суммарн|в сумме|в целом/iu;
/** «Сколько А4-14?» without a place asks for all of them. */
const COUNT = /скольк|количеств/iu;
const OVERVIEW =
  /анализ|обзор|опиши|расскажи|кратко|в общем|о ч[её]м|что (?:это )?за (?:проект|документ|здание|объект)/iu;
const DRAWING = /(?<!\p{L})(?:план|черт[её]ж|разрез|схем|уз[её]?л|фасад|изображ|нарисован)/iu;
const SHEET = /как(?:ом|ой|их|ие)\s+(?:лист|страниц)|номер лист/iu;
/** «Какой блок» of the document, not a block of concrete. */
const BLOCK_OF_DOCUMENT = /(?:как(?:ой|ом|ие|их)|код)[ \t]блок\p{L}{0,2}/giu;
const COMPARISON =
  /совпада|одинаков|сход(?:ит|ят)|расхожд|отлича|различа|разниц|сравн|больше|меньше|соответств/iu;
/** Words of a question that documents do not share, beyond those that the search knows. */
const ASKING_WORDS = new Set(
  (
    'вместе имеется имеют есть каждый каждого каждой каждая число количество общий общая общее общую всего итого штук шт ' +
    'документ документе документа проект проекте проекта комплект комплекте pdf файл файле файла номер лист листе листа'
  ).split(' '),
);
const ASKING_VERB =
  /^(?:метр(?:ов|а|ы)?$|килограмм|кубометр|квадратн(?:ых|ые)$|кубическ(?:их|ие)$|погонн(?:ых|ые)$|указ|предусм|располож|изображ|показ|размещ|содерж|применя|примен[её]н|использ|треб|должн|нужн|приход|наход|составля|стоит$|рав[её]?н|обознач|означа|устраива|соглас|больше$|меньше$|совпад|сход[ия]т|отлича|различа|разниц|расхожд|сравн|итог|суммарн|общ(?:ая|ий|ее|ую|его|ей)$|\p{L}{2,}[еиюя]тся$)/u;

/** Takes a question apart into what must match exactly and what makes a text likely. */
export function readQuestion(asked: string): Question {
  const question = asked.slice(0, MAX_QUESTION_LENGTH).replace(BLOCK_OF_DOCUMENT, ' ');
  const floors = floorsOf(question);
  const places = findSheetsAndPages(question);
  const buildings = findBuildings(question);
  const rest = blank(question, [...floors, ...places, ...buildings]);
  const attributes = askedAttributes(rest);
  const found = findMarks(rest);
  const marks = withoutRanges(found).map(({ key, text }): Named => ({ term: markTerm(key), label: text }));
  const pairs = findPairs(rest, found).slice(0, MAX_NAMED);
  const terms = withoutParts(stemmedTerms(rest, isAskingWord).filter((term) => !term.startsWith('#'))).slice(
    0,
    MAX_TERMS,
  );
  const subject = terms.filter((term) => !attributes.some((one) => one.asked.test(` ${term}`)));
  return {
    terms,
    pairs,
    marks: uniqueNames(marks),
    floors: uniqueNames(floors.map(({ term }) => ({ term, label: `${nameOf(term)}-й этаж` }))),
    sheets: uniqueNames(placesOf(places, 'sheet', 'лист')),
    pages: uniqueNames(placesOf(places, 'page', 'страница')),
    buildings,
    attributes,
    subject,
    wantsTotal:
      TOTAL.test(question) ||
      (floors.length > 0 && subject.length === 0 && attributes.length > 0) ||
      (floors.length + places.length === 0 && marks.length > 0 && COUNT.test(question)),
    compares: COMPARISON.test(question),
    wantsOverview: OVERVIEW.test(question) && attributes.length === 0,
    wantsDrawing: DRAWING.test(question) && attributes.length === 0,
    wantsSheet: SHEET.test(question) && places.length === 0,
  };
}

const ROOM = /^(?:квартир|помещени|комнат)/iu;
const BARE_ORDINAL = /(?<![\p{L}\d.,/-])(\d{1,2})-?(?:го|ом|ого|ому|м|й|е)(?!\p{L})/giu;

/** Floors, «15-го» after «14-го этажа» included. */
function floorsOf(question: string): PlaceMention[] {
  const floors = findFloors(question);
  if (floors.length === 0) return floors;
  const bare = [...question.matchAll(BARE_ORDINAL)].map((found): PlaceMention => {
    return {
      term: placeTerm('floor', found[1] ?? ''),
      start: found.index,
      end: found.index + found[0].length,
    };
  });
  const apart = bare.filter((one) => !floors.some(({ start, end }) => one.start >= start && one.start < end));
  return [...floors, ...apart];
}

function isAskingWord(word: string): boolean {
  return isStopWord(word) || ASKING_WORDS.has(word) || ASKING_VERB.test(word);
}

/** «Тип1» is a mark, «тип 1» a pair. */
function findPairs(text: string, marks: readonly FoundMark[]): Pair[] {
  return findNumbered(text).flatMap(({ start, end, ...named }) => {
    const word = /\p{L}{3,}/u.exec(named.label)?.[0] ?? '';
    const isMark = marks.some((mark) => mark.start <= start && mark.end >= end);
    if (isMark || isAskingWord(foldWord(word))) return [];
    return [{ ...named, isRoom: ROOM.test(word), isNamedApart: /^квартир/iu.test(word) }];
  });
}

/** «97М–100М» asks for its ends, which stand beside it. */
function withoutRanges(marks: readonly FoundMark[]): FoundMark[] {
  return marks.filter(({ key, start, end }) => {
    return !marks.some((one) => one.start === start && one.end < end && key.startsWith(`${one.key}-`));
  });
}

/** «7/9» is looked for as one; its 7 and 9 stand everywhere. */
function withoutParts(terms: readonly string[]): string[] {
  const parts = new Set(
    terms.filter((term) => /^\d.*[-/x]/u.test(term)).flatMap((term) => term.split(/[-/x]/u)),
  );
  return terms.filter((term) => !parts.has(term));
}

function placesOf(places: readonly { term: string }[], kind: string, label: string): Named[] {
  return places
    .filter(({ term }) => term.startsWith(`@${kind}:`))
    .map(({ term }) => ({ term, label: `${label} ${nameOf(term)}` }));
}

function nameOf(term: string): string {
  return term.slice(term.indexOf(':') + 1);
}

function uniqueNames(names: readonly Named[]): Named[] {
  return [...new Map(names.map((name) => [name.term, name])).values()].slice(0, MAX_NAMED);
}

function blank(text: string, spans: readonly { start: number; end: number }[]): string {
  let blanked = text;
  for (const { start, end } of spans) {
    blanked = blanked.slice(0, start) + ' '.repeat(end - start) + blanked.slice(end);
  }
  return blanked;
}
