import { calculate } from './calculation/calculate.ts';
import { checkSums } from './checked-sums.ts';
import { type Disagreement, findDisagreement } from './disagreement.ts';
import { outline } from './outline.ts';
import { partsOf } from './parts.ts';
import { needsEyes, picturesFor } from './pictures.ts';
import { type Question, readQuestion } from './question.ts';
import { createQuoter, type Quoter } from './quote.ts';
import { relevant } from './relevant.ts';
import { scoreSegments } from './score.ts';
import { joinNeighbours, type Run, selectQuotes } from './select.ts';
import {
  DEFAULT_LENGTH,
  type ExtractBlock,
  type Extraction,
  type ExtractOptions,
  type Quote,
} from './types.ts';
import { isWeak, missingIn } from './verdict.ts';

/** Places that are only alike are worth no more of the reader's time. */
const FEW = 2;
const QUOTES_OF_PART = 2;

/**
 * Answers a question by quotes from blocks that a search found, without any model. Marks, floors, buildings and rooms that
 * the question names must stand in the blocks: an absent one is `missing`, never replaced by a similar one.
 *
 * @example extract('Сколько перемычек А3-13* на 1-м этаже?', blocks).quotes[0]?.readings
 */
export function extract(
  question: string,
  blocks: readonly ExtractBlock[],
  options: ExtractOptions = {},
): Extraction {
  const whole = extractWhole(question, blocks, options);
  const parts = partsOf(question);
  const isEnough = whole.verdict === 'found' || whole.missing.length > 0 || parts.length < 2;
  const extraction = isEnough ? whole : (extractParts(parts, blocks, options) ?? whole);
  if (!needsEyes(question)) return extraction;
  const asked = readQuestion(question);
  const isAbsent = extraction.verdict === 'not_found' && extraction.missing.length > 0;
  const pictures = isAbsent ? [] : picturesFor(asked, scoreSegments(asked, blocks).scored);
  return { ...extraction, pictures };
}

/** Each part of a question that asks several things by itself; `null` where none is answered. */
function extractParts(
  parts: readonly string[],
  blocks: readonly ExtractBlock[],
  { maxLength = DEFAULT_LENGTH, maxQuotes }: ExtractOptions,
): Extraction | null {
  const limits = { maxLength: maxLength / parts.length, maxQuotes: maxQuotes ?? QUOTES_OF_PART };
  const answers = parts.map((part) => ({ part, ...extractWhole(part, blocks, limits) }));
  const answered = answers.filter(({ verdict }) => verdict === 'found');
  if (answered.length === 0) return null;
  const missing = answers.filter(({ verdict }) => verdict !== 'found').map(({ part }) => part);
  const quotes = answered.flatMap((answer) => answer.quotes);
  const apart = quotes.filter((one, at) => !quotes.slice(0, at).some((other) => overlaps(one, other)));
  const { calculation } = answered.find((answer) => answer.calculation !== undefined) ?? {};
  return {
    verdict: missing.length === 0 ? 'found' : 'partial',
    ...(calculation !== undefined && { calculation }),
    quotes: apart,
    missing,
  };
}

function overlaps(one: Quote, other: Quote): boolean {
  return one.code === other.code && one.start < other.end && other.start < one.end;
}

function extractWhole(
  question: string,
  blocks: readonly ExtractBlock[],
  options: ExtractOptions,
): Extraction {
  const asked = readQuestion(question);
  const evidence = scoreSegments(asked, blocks);
  const { labels, decisive, alike } = missingIn(asked, evidence);
  if (decisive && asked.wantsOverview && labels.length === 0) {
    const quotes = outline(blocks, options);
    return { verdict: quotes.length > 0 ? 'partial' : 'not_found', quotes, missing: [] };
  }
  const candidates = decisive ? [] : relevant(asked, evidence.scored);
  const quote = createQuoter(blocks, evidence.scored, options);
  const calculation = calculate(question, asked, { blocks, candidates });
  if (calculation !== null) {
    const quotes = joinNeighbours(calculation.places).map(quote);
    return { verdict: 'found', calculation: calculation.text, quotes, missing: [] };
  }
  const sums = checkSums(question, asked, blocks);
  if (sums !== null) return disagreeing(sums, quote);
  const chosen = selectQuotes(candidates, { ...options, compares: asked.compares });
  if (chosen.length === 0) return { verdict: 'not_found', quotes: [], missing: labels };
  if (alike || isWeak(asked, chosen.flat(), evidence)) {
    return { verdict: 'partial', quotes: chosen.slice(0, FEW).map(quote), missing: [] };
  }
  const missing = [...new Set([...labels, ...unsaid(asked, chosen)])];
  const disagreement = missing.length === 0 ? findDisagreement(asked, chosen) : null;
  if (disagreement !== null) return disagreeing(disagreement, quote);
  return { verdict: missing.length === 0 ? 'found' : 'partial', quotes: chosen.map(quote), missing };
}

function disagreeing({ text, runs }: Disagreement, quote: Quoter): Extraction {
  return { verdict: 'found', disagreement: text, quotes: runs.map(quote), missing: [] };
}

/** Properties that were asked for and that no chosen place gives. */
function unsaid({ attributes }: Question, chosen: readonly Run[]): string[] {
  const isSaid = (name: string) => chosen.some((run) => run.some(({ gains }) => gains.has(`?${name}`)));
  return attributes.map(({ name }) => name).filter((name) => !isSaid(name));
}
