import { stem } from '@aizoomdoc/documents';
import MiniSearch from 'minisearch';
import type { RussianFullText } from '../lib/russian-fts.ts';
import { type Figures, measureSearch, usedMemory } from './measure.ts';

export interface Passage {
  id: string;
  title: string;
  text: string;
}

export interface PeerFigures extends Figures {
  /** Seconds. */
  build: number;
  /** Megabytes a thousand blocks; `null` where it is not this process that holds them. */
  memory: number | null;
}

/** MiniSearch with our stemmer, as its manual advises for Russian. */
export async function measureMiniSearch(
  passages: () => Iterable<Passage>,
  questions: readonly string[],
): Promise<PeerFigures> {
  const before = usedMemory();
  const from = performance.now();
  const index = new MiniSearch<Passage>({
    fields: ['title', 'text'],
    processTerm: (term) => stem(term.toLowerCase().replaceAll('ё', 'е')),
  });
  for (const passage of passages()) index.add(passage);
  const build = (performance.now() - from) / 1000;
  const memory = ((usedMemory() - before) / index.documentCount) * 1000;
  const figures = await measureSearch(questions, (question) => index.search(question).slice(0, 10));
  return { ...figures, build, memory };
}

/** PostgreSQL `russian`, words joined by OR, ranked, with a GIN index. */
export async function measurePostgres(
  fullText: RussianFullText,
  passages: () => Iterable<Passage>,
  questions: readonly string[],
): Promise<PeerFigures> {
  const from = performance.now();
  let batch: Passage[] = [];
  for (const passage of passages()) {
    batch.push(passage);
    if (batch.length < 5000) continue;
    await fullText.put('all', batch);
    batch = [];
  }
  await fullText.put('all', batch);
  const build = (performance.now() - from) / 1000;
  const figures = await measureSearch(questions, (question) => fullText.search('all', question, 10));
  return { ...figures, build, memory: null };
}
