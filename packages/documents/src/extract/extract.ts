import { calculate } from './calculation/calculate.ts';
import type { Calculation } from './calculation/calculation.ts';
import { checkSums } from './checked-sums.ts';
import { findDisagreement } from './disagreement.ts';
import { outline } from './outline.ts';
import { partsOf } from './parts.ts';
import { needsEyes, picturesFor } from './pictures.ts';
import { readQuestion } from './question.ts';
import { createQuoter } from './quote.ts';
import { relevant } from './relevant.ts';
import { scoreSegments } from './score.ts';
import { joinNeighbours, selectQuotes } from './select.ts';
import { DEFAULT_LENGTH, type ExtractBlock, type Extraction, type ExtractOptions } from './types.ts';
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
  const apart = quotes.filter((one, at) => {
    return !quotes
      .slice(0, at)
      .some(({ code, start, end }) => code === one.code && start < one.end && one.start < end);
  });
  return { verdict: missing.length === 0 ? 'found' : 'partial', quotes: apart, missing };
}

function extractWhole(
  question: string,
  blocks: readonly ExtractBlock[],
  options: ExtractOptions = {},
): Extraction {
  const asked = readQuestion(question);
  const evidence = scoreSegments(asked, blocks);
  const { labels, decisive, alike } = missingIn(asked, evidence);
  if (decisive && asked.wantsOverview && labels.length === 0) {
    const quotes = outline(blocks, options);
    return { verdict: quotes.length > 0 ? 'partial' : 'not_found', quotes, missing: [] };
  }
  const candidates = decisive ? [] : relevant(asked, evidence.scored);
  const calculation = calculate(question, asked, { blocks, candidates });
  if (calculation !== null)
    return {
      verdict: 'found',
      ...told(calculation, createQuoter(blocks, evidence.scored, options)),
      missing: [],
    };
  const sums = checkSums(question, asked, blocks);
  if (sums !== null) {
    const quotes = sums.runs.map(createQuoter(blocks, evidence.scored, options));
    return { verdict: 'found', disagreement: sums.text, quotes, missing: [] };
  }
  const chosen = selectQuotes(candidates, { ...options, compares: asked.compares });
  if (chosen.length === 0) return { verdict: 'not_found', quotes: [], missing: labels };
  if (alike || isWeak(asked, chosen.flat(), evidence)) {
    return {
      verdict: 'partial',
      quotes: chosen.slice(0, FEW).map(createQuoter(blocks, evidence.scored, options)),
      missing: [],
    };
  }
  const unsaid = asked.attributes
    .map(({ name }) => name)
    .filter((name) => !chosen.some((run) => run.some(({ gains }) => gains.has(`?${name}`))));
  const missing = [...new Set([...labels, ...unsaid])];
  const quote = createQuoter(blocks, evidence.scored, options);
  const disagreement = findDisagreement(asked, chosen);
  if (disagreement !== null && missing.length === 0) {
    const quotes = disagreement.runs.map(quote);
    return { verdict: 'found', disagreement: disagreement.text, quotes, missing };
  }
  const quotes = chosen.map(quote);
  return { verdict: missing.length === 0 ? 'found' : 'partial', quotes, missing };
}

/** The values of a calculation and nothing else, rows of a table together. */
function told({ text, places }: Calculation, quote: ReturnType<typeof createQuoter>) {
  return { calculation: text, quotes: joinNeighbours(places).map(quote) };
}
