import type { BlockTable } from './block-table.ts';
import type { Clause, Tier } from './parse-query.ts';
import type { Phrase } from './phrases.ts';
import { slotOfPosting } from './postings.ts';

/** Saturation of repeated terms, as in Okapi BM25. */
export const K1 = 1;

/** A clause with the inverse document frequency of each of its tiers. */
export interface WeighedClause extends Clause {
  tiers: (Tier & { rarity: number })[];
  /** No block earns more with this clause. */
  most: number;
  /** Postings to read. */
  cost: number;
}

/** The clauses in the order of scoring: those that tell most first, those that find nothing last. */
export const weighClauses = (clauses: readonly Clause[], table: BlockTable): WeighedClause[] =>
  clauses.map((clause) => weigh(clause, table)).sort((a, b) => order(a) - order(b));

const order = ({ role, most }: WeighedClause): number => (role === 'filler' ? 1 / (1 + most) : -most);

const weigh = (clause: Clause, table: BlockTable): WeighedClause => {
  const cost = clause.tiers
    .flatMap(termsOf)
    .reduce((postings, term) => postings + table.postings.count(term), 0);
  const count = cost <= COUNTED ? countBlocks : estimateBlocks;
  const blocks = count(clause.tiers, table);
  let most = 0;
  const tiers = clause.tiers.map((tier, at) => {
    const holders = blocks[at] ?? 0;
    const rarity = Math.log(1 + (table.live - holders + 0.5) / (holders + 0.5));
    most += tier.weight * rarity * (K1 + 1);
    return { ...tier, rarity };
  });
  return { ...clause, tiers, most, cost };
};

const termsOf = ({ terms, related = [] }: Tier): number[] => [...terms, ...related];

/** A clause of no more postings than this is counted. */
const COUNTED = 20_000;

/** By tier: the live blocks that hold a term of it or of those before. */
const countBlocks = (tiers: readonly Tier[], table: BlockTable): number[] => {
  const { counts, counted, postings } = table.scratch.take(table.slots);
  const { isLive } = table;
  counted.clear();
  let inPhrases = 0;
  const blocks = tiers.map((tier) => {
    for (const term of termsOf(tier)) {
      const length = table.postings.read(term, postings);
      for (let at = 0; at < length; at++) {
        const slot = slotOfPosting(postings[at] ?? 0);
        if (isLive[slot] !== 1 || counts[slot] !== 0) continue;
        counts[slot] = 1;
        counted.push(slot);
      }
    }
    inPhrases += mostOfPhrases(tier, table);
    return Math.min(table.live, counted.length + inPhrases);
  });
  for (const slot of counted.view()) counts[slot] = 0;
  return blocks;
};

/** The same where counting would take long: as if the terms stood independently of each other. */
const estimateBlocks = (tiers: readonly Tier[], table: BlockTable): number[] => {
  let without = 1;
  return tiers.map((tier) => {
    for (const term of termsOf(tier)) without *= 1 - table.frequency(term) / table.live;
    without *= 1 - mostOfPhrases(tier, table) / Math.max(1, table.live);
    return table.live * (1 - without);
  });
};

const mostOfPhrases = ({ phrases = [] }: Tier, table: BlockTable): number =>
  Math.min(
    table.live,
    phrases.reduce((sum, phrase) => sum + mostOfPhrase(phrase, table), 0),
  );

/** No more blocks hold a phrase than hold its rarest word. */
const mostOfPhrase = (phrase: Phrase, table: BlockTable): number =>
  Math.min(...phrase.map((terms) => terms.reduce((sum, term) => sum + table.frequency(term), 0)));
