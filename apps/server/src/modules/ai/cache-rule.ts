import type { ModelPrice } from '@aizoomdoc/models';

export interface CacheQuestion {
  /** Tokens of the prefix that every further call would repeat. */
  prefixTokens: number;
  /** Least prefix that is cached. */
  minTokens: number;
  /** Calls that may still come, the next one included. */
  callsLeft: number;
  price: Pick<ModelPrice, 'input' | 'cachedInput'> | null;
  /** Of the last call: tokens of its prompt, and how many of them the vendor had cached by itself. */
  lastCall: { inputTokens: number; cachedTokens: number };
}

/** A run asks rarely more often than this; counting on more would cache for nothing. */
const likelyCalls = 4;
/** From this share on the vendor caches by itself, at the same price. */
const implicitShare = 0.5;
/** Keeping a prefix for the life of a run, as a share of the price of its input (a dollar a million tokens an hour, minutes long). */
const storageShare = 0.1;

/**
 * Whether making a cached prefix by hand costs less than sending it anew: it is paid in full once, and stored, and then
 * each call saves the difference between the prices.
 */
export function isCachingWorth({
  prefixTokens,
  minTokens,
  callsLeft,
  price,
  lastCall,
}: CacheQuestion): boolean {
  if (price === null || price.cachedInput === null) return false;
  if (prefixTokens < minTokens) return false;
  if (lastCall.cachedTokens >= lastCall.inputTokens * implicitShare) return false;
  const calls = Math.min(callsLeft, likelyCalls);
  const plain = calls * price.input;
  const cached = (1 + storageShare) * price.input + calls * price.cachedInput;
  return cached < plain;
}
