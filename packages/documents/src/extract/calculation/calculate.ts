import type { Attribute } from '../attributes.ts';
import type { Question } from '../question.ts';
import type { Scored } from '../score.ts';
import type { ExtractBlock } from '../types.ts';
import type { Calculation } from './calculation.ts';
import { add, type Decimal, subtract, writeDecimal } from './decimal.ts';
import { calculatedAttribute, findOperand, type Operand, questionsApart } from './operands.ts';
import { sumOfRows } from './sum-of-rows.ts';

const DIFFERENCE = /(?<!\p{L})(?:на сколько|насколько|разниц\p{L}*)(?!\p{L})/iu;
const SUM = /(?<!\p{L})(?:всего|итого|вместе|суммарн\p{L}*|в сумме|общ(?:ая|ий|ее|ую|его|ей|ем))(?!\p{L})/iu;
const MAX_ADDENDS = 20;

/**
 * Calculates what a question asks to calculate, when every value is beyond doubt: the difference of two things, the sum of things that the
 * question names, the sum over the rows of the one table that answers. `candidates` are the places found for the question as a whole.
 */
export function calculate(
  text: string,
  question: Question,
  { blocks, candidates }: { blocks: readonly ExtractBlock[]; candidates: readonly Scored[] },
): Calculation | null {
  const attribute = calculatedAttribute(text);
  if (attribute === null) return null;
  if (DIFFERENCE.test(text)) return difference(questionsApart(text, question), attribute, blocks);
  if (!SUM.test(text) && attribute.name !== 'количество') return null;
  const apart = SUM.test(text) ? questionsApart(text, question) : null;
  return apart === null ? sumOfRows(question, attribute, candidates) : sum(apart, attribute, blocks);
}

function difference(
  apart: readonly Question[] | null,
  attribute: Attribute,
  blocks: readonly ExtractBlock[],
): Calculation | null {
  if (apart?.length !== 2) return null;
  const operands = findAll(apart, attribute, blocks);
  const [one, other] = operands ?? [];
  if (one === undefined || other === undefined) return null;
  const result = subtract(one.value.decimal, other.value.decimal);
  return write([one, other], '−', result);
}

function sum(
  apart: readonly Question[],
  attribute: Attribute,
  blocks: readonly ExtractBlock[],
): Calculation | null {
  if (apart.length > MAX_ADDENDS) return null;
  const operands = findAll(apart, attribute, blocks);
  const [first, ...others] = operands ?? [];
  if (first === undefined || others.length === 0) return null;
  const result = others.reduce((total, { value }) => add(total, value.decimal), first.value.decimal);
  return write([first, ...others], '+', result);
}

function findAll(
  apart: readonly Question[],
  attribute: Attribute,
  blocks: readonly ExtractBlock[],
): Operand[] | null {
  const operands: Operand[] = [];
  for (const question of apart) {
    const operand = findOperand(question, attribute, blocks);
    if (
      operand === null ||
      operands.some(({ places: [place] }) => place.segment === operand.places[0].segment)
    )
      return null;
    operands.push(operand);
  }
  return operands;
}

function write(operands: readonly Operand[], sign: '+' | '−', result: Decimal): Calculation | null {
  const units = new Set(operands.flatMap(({ value }) => value.unit ?? []));
  if (units.size > 1) return null;
  const [unit = ''] = units;
  const sides = operands.map(({ value }) => value.written).join(` ${sign} `);
  const places = operands.flatMap((operand) => operand.places);
  return { text: `${sides} = ${writeDecimal(result)}${unit === '' ? '' : ` ${unit}`}`, places };
}
