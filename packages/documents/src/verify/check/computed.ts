import type { Named } from '../answer/claims.ts';
import { isClose, type WrittenNumber } from '../text/numbers.ts';
import { confirmed, notConfirmed, type Verdict } from './verdict.ts';

/** A thing named in a text, with what became of it. */
export interface Judged {
  named: Named;
  verdict: Verdict;
}

/** One line of numbers in which something may have been computed: a sentence, with the lines of its list above it. */
export interface Computation {
  /** The sentence. */
  text: string;
  judged: readonly Judged[];
  /** Numbers of the same list, table or paragraph said before. */
  before: readonly Judged[];
  /** The question or the sentence speaks of a difference. */
  isDifference: boolean;
}

const OPERATOR = /^[\s.]*(?:\([^()]*\)\s*)?([-−–+×хx*·:÷])\s*$/u;
const EQUALS = /^[\s.]*(?:\([^()]*\)\s*)?(=|≈|равно|итого)\s*$/u;
const TOTAL_BEFORE =
  /(?:^|[^\p{L}])(?:всего|итого|итог|в сумме|сумма|суммарн\p{L}*|вместе|общ\p{L}{2,3}\s+(?:кол\p{L}*|числ\p{L}*|площад\p{L}*|масс\p{L}*|об[ъь]?[её]м\p{L}*|длин\p{L}*))[^\d.;!?]{0,24}$/iu;
const PARTS_FOLLOW = /^[^\d;.!?]{0,16}(?::|\(|,?\s*в том числе|,?\s*из них|\s[—–-]\s)/iu;

/** What arithmetic says of a number; `null` where it says nothing. */
export function judgeComputed(computation: Computation, at: number): Verdict | null {
  const number = singleOf(computation.judged[at]?.named);
  if (number === null) return null;
  return (
    judgeExpression(computation, at) ??
    judgeSumAhead(computation, at) ??
    judgeChange(computation, at) ??
    judgeTotal(computation, at, number) ??
    judgeDifference(computation, at, number)
  );
}

/** «42 + 3 = 45»: right when the addends are proven and the sum is right, wrong when it is not. */
function judgeExpression({ text, judged }: Computation, at: number): Verdict | null {
  const result = judged[at];
  const terms: { operator: string; term: Judged }[] = [];
  let next = result;
  for (let index = at - 1; index >= 0; index--) {
    const term = judged[index];
    if (term === undefined || next === undefined || singleOf(term.named) === null) break;
    const gap = text.slice(endOf(term.named), next.named.start);
    const operator = (next === result ? EQUALS : OPERATOR).exec(gap)?.[1];
    if (operator === undefined) break;
    terms.unshift({ operator, term });
    next = term;
  }
  if (terms.length < 2 || result === undefined) return null;
  return judgeResult(
    terms.map(({ term }) => term),
    terms.slice(0, -1).map(({ operator }) => operator),
    { result, isRounded: terms.at(-1)?.operator === '≈' },
  );
}

/** «45 шт. = 42 (дом) + 3 (пристройка)»: the same, its result first. */
function judgeSumAhead({ text, judged }: Computation, at: number): Verdict | null {
  const result = judged[at];
  const terms: Judged[] = [];
  const operators: string[] = [];
  let last = result;
  for (const term of judged.slice(at + 1)) {
    if (last === undefined || singleOf(term.named) === null) break;
    const gap = text.slice(endOf(last.named), term.named.start);
    const operator = (last === result ? EQUALS : OPERATOR).exec(gap)?.[1];
    if (operator === undefined) break;
    if (last !== result) operators.push(operator);
    terms.push(term);
    last = term;
  }
  if (terms.length < 2 || result === undefined) return null;
  return judgeResult(terms, operators, { result, isRounded: false });
}

/** «с 800 мм на 900 мм» with the same number twice is no change. */
function judgeChange({ text, judged }: Computation, at: number): Verdict | null {
  const [own, last] = [judged[at], judged[at - 1]];
  const [after, before] = [singleOf(own?.named), singleOf(last?.named)];
  if (own === undefined || last === undefined || after === null || before === null) return null;
  const isChange =
    /(?<!\p{L})(?:с|со|от|было)\s*$/iu.test(text.slice(0, last.named.start)) &&
    /^[\s.,;]*(?:на|до|стало|→)\s*$/iu.test(text.slice(endOf(last.named), own.named.start));
  return isChange && isClose(after.value, before.value)
    ? notConfirmed('до\u00a0и\u00a0после одно и\u00a0то\u00a0же')
    : null;
}

function judgeResult(
  terms: readonly Judged[],
  operators: readonly string[],
  { result, isRounded }: { result: Judged; isRounded: boolean },
): Verdict {
  const numbers = terms.map(({ named }) => singleOf(named)).filter((one) => one !== null);
  const value = calculate(
    numbers.map((one) => one.value),
    operators,
  );
  const stated = singleOf(result.named);
  if (
    stated === null ||
    !isRight(value, stated, isRounded || operators.some((one) => /[×хx*·:÷]/u.test(one)))
  )
    return notConfirmed(`ошибка в\u00a0вычислении: получается ${written(value)}`);
  const proven = terms.find(({ verdict }) => verdict.status !== 'confirmed') === undefined;
  return proven
    ? confirmed(terms[0]?.verdict.citation ?? null, 'вычислено')
    : notConfirmed('вычислено из\u00a0неподтверждённых чисел');
}

/** Products before sums. */
function calculate(values: readonly number[], operators: readonly string[]): number {
  const sums = [values[0] ?? 0];
  for (const [at, operator] of operators.entries()) {
    const value = values[at + 1] ?? 0;
    const last = sums.length - 1;
    if (/[×хx*·]/u.test(operator)) sums[last] = (sums[last] ?? 0) * value;
    else if (/[:÷]/u.test(operator)) sums[last] = (sums[last] ?? 0) / value;
    else sums.push(operator === '+' ? value : -value);
  }
  return sums.reduce((sum, value) => sum + value, 0);
}

/** Equal, or rounded to as many places as stated. */
function isRight(value: number, stated: WrittenNumber, isRounded: boolean): boolean {
  if (isClose(value, stated.value)) return true;
  return isRounded && Math.abs(value - stated.value) <= (stated.isDecimal ? 0.0500001 : 0.5);
}

/** «4 шт., 3 шт.; всего 7», «22 шт.: 4 и 18». */
function judgeTotal(
  { text, judged, before }: Computation,
  at: number,
  number: WrittenNumber,
): Verdict | null {
  const own = judged[at];
  if (own === undefined) return null;
  const isCalled = TOTAL_BEFORE.test(text.slice(0, own.named.start));
  const partsFollow = PARTS_FOLLOW.test(text.slice(endOf(own.named)));
  if (!isCalled && !partsFollow) return null;
  const alike = (one: Judged) => isAddend(one, number);
  const earlier = [...before, ...judged.slice(0, at)].filter(alike);
  const later = judged.slice(at + 1).filter(alike);
  const addends =
    (isCalled ? (sumOf(judged.slice(0, at).filter(alike), number) ?? sumOf(earlier, number)) : null) ??
    (isCalled || partsFollow ? sumOf(later, number) : null);
  if (addends !== null)
    return own.verdict.status === 'confirmed'
      ? null
      : confirmed(addends[0]?.verdict.citation ?? null, 'вычислено: сумма');
  const isDoubtful = number.digits <= 2 && own.verdict.isTotal !== true;
  if (!isCalled || !isDoubtful || earlier.length < 2) return null;
  return notConfirmed('не\u00a0равно сумме названных чисел');
}

/** Two numbers or more, all proven, that add up to the total. */
function sumOf(addends: readonly Judged[], total: WrittenNumber): readonly Judged[] | null {
  if (addends.length < 2 || addends.some(({ verdict }) => verdict.status !== 'confirmed')) return null;
  const sum = addends.reduce((all, { named }) => all + (singleOf(named)?.value ?? 0), 0);
  return isClose(sum, total.value) ? addends : null;
}

function isAddend({ named }: Judged, total: WrittenNumber): boolean {
  const number = singleOf(named);
  if (number === null || (number.isDecimal && !total.isDecimal)) return false;
  const [one, other] = [number.unit?.dimension ?? null, total.unit?.dimension ?? null];
  return one === other || (one ?? other) === 'count' || (one === null) !== (other === null);
}

/** «на 10,6 м² больше (675,0 и 664,4)». */
function judgeDifference(
  { judged, before, isDifference }: Computation,
  at: number,
  number: WrittenNumber,
): Verdict | null {
  const own = judged[at];
  if (!isDifference || own === undefined || own.verdict.status === 'confirmed') return null;
  const proven = [...before, ...judged].filter(
    (one) => one !== own && one.verdict.status === 'confirmed' && isAddend(one, number),
  );
  for (const one of proven)
    for (const other of proven)
      if (
        isClose((singleOf(one.named)?.value ?? 0) - (singleOf(other.named)?.value ?? 0), number.value) &&
        one !== other
      )
        return confirmed(one.verdict.citation, 'вычислено: разность');
  return null;
}

export function singleOf(named: Named | undefined): WrittenNumber | null {
  return named?.what === 'number' && named.form === 'single' ? (named.numbers[0] ?? null) : null;
}

function endOf(named: Named): number {
  return named.what === 'number' ? (named.numbers.at(-1)?.unitEnd ?? named.end) : named.end;
}

function written(value: number): string {
  return String(Math.round(value * 1000) / 1000)
    .replace('.', ',')
    .replace('-', '−');
}
