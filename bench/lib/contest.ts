import type { Client } from '@aizoomdoc/client';
import { createBaselineBm25 } from '../baseline-bm25.ts';
import { findBlocks } from './api.ts';
import { depth, measure, type Outcome, type Quality, rankOf, timed } from './metrics.ts';
import type { RussianFullText } from './russian-fts.ts';

/** One text that questions are asked of: our server has it under `documentId`, the peers get its passages. */
export interface Corpus {
  documentId: string;
  passages: readonly { id: string; title: string; text: string }[];
}

export interface Question {
  text: string;
  /** Ids of the passages that answer it; one is enough. */
  right: ReadonlySet<string>;
}

export const rankingNames = {
  ours: 'AIZoomDoc (HTTP)',
  bm25_prefix5: 'BM25, 5 букв',
  bm25_prefix5_text_only: 'BM25, 5 букв, без названий',
  postgres_russian: 'PostgreSQL russian',
} as const;

export type Ranking = keyof typeof rankingNames;
export const rankings = Object.keys(rankingNames) as Ranking[];
export const peers = rankings.filter((ranking) => ranking !== 'ours');
export type Outcomes = Record<Ranking, Outcome[]>;

export interface Contestants {
  client: Client;
  fullText: RussianFullText;
}

/** Questions asked before anything is measured, so that a fresh process is not what is measured. */
const warmUp = 20;

/** Asks every question of our search and of its peers, one after another, over the same passages. */
export async function compete(
  { client, fullText }: Contestants,
  { documentId, passages }: Corpus,
  questions: readonly Question[],
): Promise<Outcomes> {
  const bm25 = createBaselineBm25(passages);
  const bm25OfText = createBaselineBm25(passages.map((passage) => ({ ...passage, title: '' })));
  await fullText.put(documentId, passages);
  const search: Record<Ranking, (text: string) => string[] | Promise<string[]>> = {
    ours: (text) => findBlocks(client, documentId, text),
    bm25_prefix5: (text) => bm25.search(text, depth),
    bm25_prefix5_text_only: (text) => bm25OfText.search(text, depth),
    postgres_russian: (text) => fullText.search(documentId, text, depth),
  };
  for (const { text } of questions.slice(0, warmUp)) {
    for (const ask of Object.values(search)) await ask(text);
  }
  const outcomes = eachRanking((): Outcome[] => []);
  for (const { text, right } of questions) {
    for (const ranking of rankings) {
      const { value, ms } = await timed(() => search[ranking](text));
      outcomes[ranking].push({ rank: rankOf(value, right), ms });
    }
  }
  return outcomes;
}

export function measureAll(outcomes: Outcomes): Record<Ranking, Quality> {
  return eachRanking((ranking) => measure(outcomes[ranking]));
}

export function eachRanking<Value>(make: (ranking: Ranking) => Value): Record<Ranking, Value> {
  const entries = rankings.map((ranking) => [ranking, make(ranking)]);
  return Object.fromEntries(entries) as Record<Ranking, Value>;
}
