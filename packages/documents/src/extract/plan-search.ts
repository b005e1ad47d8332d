import { findMarks } from '../marks/index.ts';
import { findFloors, findSheetsAndPages } from '../search/places.ts';
import { type Attribute, askedAttributes } from './attributes.ts';
import { findBuildings } from './buildings.ts';
import { type Question, readQuestion } from './question.ts';

/** What to search for, and what then to extract. */
export interface SearchPlan {
  /** The last question, completed from those before it when it leans on them. */
  question: string;
  /** Best first; more than one when a question is answered in two sorts of places. */
  queries: string[];
}

/** Questions that a follow-up can reach back over. */
const MEMORY = 6;
const PREPOSITION = /(?<!\p{L})(?:а|и|в|во|на|для|по|с|из|у)\s+$/iu;
const OPENING = /^\s*(?:а|и|ну|тогда|ещ[её])(?!\p{L})/iu;
const POINTING =
  /(?<!\p{L})(?:она|они|оно|его|е[её]|их|ней|н[её]м|них|него|ними?|эт(?:а|и|их|ой|ого|ом|ому)|этот|там|такой|такая|такие)(?!\p{L})/iu;
/** «А на 14?» after a question about a floor. */
const BARE_FLOOR = /^(\s*(?:а|и)\s+(?:на\s+)?)(\d{1,2})(?:-?(?:м|й|е|ом|ый|го))?\s*[?.]*\s*$/iu;
const TOTAL_WORDS = /(?<!\p{L})(?:всего|итого|общ(?:ая|ий|ее|ую|его|ей|ем)|суммарн\p{L}*)(?!\p{L})/giu;
const WORD = /[\p{L}-]+/gu;
/** What title blocks say of a set, and the words that they say it in. */
const OF_STAMP =
  /(?<!\p{L})(?:стади[яиюей]|шифр|сколько листов|листов в комплекте|штамп|основн\p{L}+ надпис)/iu;
const STAMP = 'Штамп Стадия Лист Листов Шифр Наименование';
const CONTENTS = 'ведомость рабочих чертежей основного комплекта содержание лист наименование';
const TOTALS = 'сводная спецификация ведомость итого';

/** Reads a conversation's questions, oldest first, and says what to search for to answer the last. */
export function planSearch(questions: readonly string[]): SearchPlan {
  const question = questions
    .slice(-MEMORY)
    .reduce((before, text) => (before === '' ? text : completeFrom(before, text)), '');
  const { marks, wantsTotal, floors, wantsSheet } = readQuestion(question);
  if (wantsSheet) return { question, queries: [question, `${question} ${CONTENTS}`] };
  if (OF_STAMP.test(question)) return { question, queries: [question, STAMP] };
  if (marks.length === 0 || !wantsTotal || floors.length > 0) return { question, queries: [question] };
  return { question, queries: [question, `${marks.map(({ label }) => label).join(' ')} ${TOTALS}`] };
}

function completeFrom(before: string, text: string): string {
  const floor = findFloors(before).length > 0 ? BARE_FLOOR.exec(text) : null;
  const own = floor === null ? text : `${floor[1]}${floor[2]}-м этаже?`;
  const asked = readQuestion(own);
  return leansOn(own, asked) ? `${own} ${whatRemains(before, asked)}`.trim() : own;
}

/** Whether a question names too little to be understood alone. */
function leansOn(text: string, asked: Question): boolean {
  if (asked.wantsOverview) return false;
  if (POINTING.test(text)) return asked.marks.length === 0 && asked.subject.length <= 1;
  if (asked.subject.length > 0 || asked.pairs.length > 0) return false;
  if (OPENING.test(text)) return true;
  return asked.marks.length === 0 && !hasPlace(asked) && asked.attributes.length > 0;
}

function hasPlace({ floors, buildings, sheets, pages }: Question): boolean {
  return floors.length + buildings.length + sheets.length + pages.length > 0;
}

/** The earlier question without what the later one puts in its place: another floor, another mark, another property. */
function whatRemains(before: string, asked: Question): string {
  const places = [...findFloors(before), ...findSheetsAndPages(before), ...findBuildings(before)];
  const spans = [...(hasPlace(asked) ? places : []), ...(asked.marks.length > 0 ? findMarks(before) : [])];
  let text = before;
  for (const { start, end } of spans) {
    const ahead = text.slice(0, start);
    const kept = ahead.replace(PREPOSITION, (word) => ' '.repeat(word.length));
    text = kept + ' '.repeat(end - start) + text.slice(end);
  }
  if (hasPlace(asked)) text = text.replace(TOTAL_WORDS, ' ');
  if (asked.attributes.length > 0) text = withoutAttributes(text, askedAttributes(text));
  const words = text.replace(/[?!]/gu, ' ').replace(/\s+/gu, ' ').trim();
  return `${words} `.replace(OPENING, '').replace(PREPOSITION, '').trim();
}

function withoutAttributes(text: string, attributes: readonly Attribute[]): string {
  return text.replace(WORD, (word) => (attributes.some(({ asked }) => asked.test(` ${word} `)) ? ' ' : word));
}
