import { type Attribute, askedAttributes } from '../attributes.ts';
import { type Question, readQuestion } from '../question.ts';
import { relevant } from '../relevant.ts';
import { type Scored, scoreSegments } from '../score.ts';
import type { ExtractBlock } from '../types.ts';
import { missingIn } from '../verdict.ts';
import { isEqual } from './decimal.ts';
import { holdsValue, readValue, type Value } from './read-value.ts';

/** A value of a calculation with every place that gives it, the best first. */
export interface Operand {
  value: Value;
  places: [Scored, ...Scored[]];
}

/** Places this close to the best one speak of the same thing. */
const AS_GOOD = 0.85;
const MORE_PLACES = 2;
const ENOUGH_SUBJECT = 0.7;
const COMPARISON =
  /(?<!\p{L})(?:больше|меньше|выше|ниже|длиннее|короче|тяжелее|легче|шире|уже|толще|тоньше|глубже|превыша\p{L}+|отлича\p{L}+(?:\s+от)?)(?!\p{L})/iu;
const OPENING = /^\s*(?:на сколько|насколько)\s+(?:метров|кубометров|килограмм\p{L}*|кг|мм|штук)?/iu;

/** What a question sets against each other or adds up, one question each; `null` where it names fewer than two things. */
export function questionsApart(text: string, question: Question): Question[] | null {
  const { marks, floors, buildings } = question;
  if (marks.length > 1) return marks.map((mark) => ({ ...question, marks: [mark] }));
  if (floors.length > 1) return floors.map((floor) => ({ ...question, floors: [floor] }));
  if (buildings.length > 1) return buildings.map((building) => ({ ...question, buildings: [building] }));
  return pairsApart(question) ?? sidesApart(text);
}

function pairsApart(question: Question): Question[] | null {
  const { pairs, terms, subject } = question;
  if (pairs.length < 2 || new Set(pairs.map(({ word }) => word)).size > 1) return null;
  const numbers = new Set(pairs.map(({ number }) => number));
  const without = (some: readonly string[]) => some.filter((term) => !numbers.has(term));
  return pairs.map((pair) => ({
    ...question,
    pairs: [pair],
    terms: without(terms),
    subject: without(subject),
  }));
}

/** «Площадь насосной больше площади ИТП на −2-м этаже»: each side of the comparison, with the place that only one names. */
function sidesApart(text: string): Question[] | null {
  const found = COMPARISON.exec(text);
  if (found === null) return null;
  const left = text.slice(0, found.index).replace(OPENING, '');
  const right = text.slice(found.index + found[0].length).replace(/^\s*(?:,?\s*чем|от)\s/iu, '');
  const sides = [left, right].map(readQuestion);
  if (sides.some(({ subject, marks, pairs }) => subject.length + marks.length + pairs.length === 0))
    return null;
  const [one, other] = sides as [Question, Question];
  return [withPlaceOf(one, other), withPlaceOf(other, one)];
}

function withPlaceOf(one: Question, other: Question): Question {
  const attributes = one.attributes.length > 0 ? one.attributes : other.attributes;
  const floors = one.floors.length > 0 ? one.floors : other.floors;
  const buildings = one.buildings.length > 0 ? one.buildings : other.buildings;
  return { ...one, attributes, floors, buildings };
}

/** The property that is calculated; `null` where the question names none or several. */
export function calculatedAttribute(text: string): Attribute | null {
  const asked = askedAttributes(text).filter(({ sort }) => sort !== 'name');
  const named = asked.length > 1 ? asked.filter(({ name }) => name !== 'количество') : asked;
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The value that the blocks give for one thing; `null` where none does, or where they disagree. */
export function findOperand(
  question: Question,
  attribute: Attribute,
  blocks: readonly ExtractBlock[],
): Operand | null {
  const evidence = scoreSegments(question, blocks);
  if (missingIn(question, evidence).decisive) return null;
  const named = relevant(question, evidence.scored).filter((one) => namesAll(question, one));
  const candidates = named
    .flatMap((place) => {
      const value = readValue(place, attribute, question.wantsTotal && question.floors.length === 0);
      return value === null ? [] : [{ place, value }];
    })
    .sort((one, other) => other.place.score - one.place.score);
  const [best] = candidates;
  if (best === undefined) return null;
  const good = candidates.filter(({ place }) => place.score >= best.place.score * AS_GOOD);
  if (good.some(({ value }) => !isEqual(value.decimal, best.value.decimal))) return null;
  const alike = named.filter((place) => {
    const isOther = place !== best.place && place.segment.kind === best.place.segment.kind;
    return isOther && holdsValue(place, best.value.decimal);
  });
  return { value: best.value, places: [best.place, ...alike.slice(0, MORE_PLACES)] };
}

function namesAll(question: Question, { gains, match }: Scored): boolean {
  const { marks, floors, buildings, pairs, subject } = question;
  if (marks.length > 0 && match !== 'mark') return false;
  const named = [...marks, ...floors, ...buildings].map(({ term }) => term);
  if (![...named, ...pairs.map(({ label }) => label)].every((term) => gains.has(term))) return false;
  const numbers = new Set(pairs.flatMap(({ number, word }) => [number, word]));
  const words = subject.filter((term) => !numbers.has(term));
  return words.filter((term) => gains.has(term)).length >= words.length * ENOUGH_SUBJECT;
}
