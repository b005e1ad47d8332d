import { normalizeMark } from '../marks/index.ts';
import type { Phrase } from './phrases.ts';
import { findFloorsAsked, findSheetsAndPages } from './places.ts';
import { isStopWord } from './stop-words.ts';
import type { SynonymMatch, Synonyms } from './synonyms.ts';
import { isWord, markKeyOf, markTerm, partTerm, termOf } from './terms.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';
import { WEIGHTS } from './weights.ts';

/** One thing that a question looks for, from its nearest to its farthest relations. */
export interface Clause {
  tiers: Tier[];
  role: ClauseRole;
}

/** Terms that count as one with those of the tiers before: their occurrences in a block add up before they are weighed. */
export interface Tier {
  terms: number[];
  /** Names of several words that count like a term. */
  phrases?: readonly Phrase[];
  /** Terms that count like the others in blocks that are found, but find none. */
  related?: readonly number[];
  weight: number;
}

/** `filler` clauses rank the blocks that others found, but find none. */
export type ClauseRole = 'text' | 'mark' | 'mark_ocr' | 'filler';

/** What a question looks for, in the terms of this vocabulary. */
export const parseQuery = (text: string, vocabulary: Vocabulary, synonyms: Synonyms): Clause[] => {
  const places = [...findFloorsAsked(text), ...findSheetsAndPages(text)];
  const tokens = tokenize(text);
  const marks = tokens.filter((token) => token.kind === 'mark');
  const subject = tokens.filter((token) => token.kind !== 'word' || !isStopWord(token.term));
  const clauses = [
    ...places.map((place) => clause('text', WEIGHTS.place, known(vocabulary, place.term))),
    ...[...quantitiesAsMarks(text, marks), ...codesAsMarks(text, marks)].map((key) =>
      clause('mark', WEIGHTS.mark, known(vocabulary, markTerm(key))),
    ),
    ...synonyms.find(tokens).map((match) => synonymClause(match, vocabulary)),
    ...(subject.length > 0 ? subject : tokens).flatMap((token) => {
      const clauses = clausesOf(token, vocabulary);
      if (isInside(token, places)) return clauses.map(asFiller);
      return isInside(token, marks) ? clauses.map(asText) : clauses;
    }),
  ];
  return clauses.filter(({ tiers }) =>
    tiers.some(({ terms, phrases = [] }) => terms.length + phrases.length > 0),
  );
};

const clause = (role: ClauseRole, weight: number, terms: number[]): Clause => ({
  role,
  tiers: [{ terms, weight }],
});

const NUMBER_AND_LETTER = /(?<![\p{L}\p{N}.,-])\p{N}{1,4}\p{L}(?![\p{L}\p{N}])/gu;

/** «99м» in a question may be the mark 99М, typed without the shift key. */
const quantitiesAsMarks = (text: string, marks: readonly Token[]): string[] =>
  (text.match(NUMBER_AND_LETTER) ?? [])
    .map(normalizeMark)
    .filter((key) => !marks.some((mark) => mark.term === key));

/** Codes of blocks: `XXXX-XXXX-XXX` and the UUIDs of older bundles. Those of letters alone do not look like marks. */
const BLOCK_CODE =
  /(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}]{4}-[\p{L}\p{N}]{4}-[\p{L}\p{N}]{3}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?![\p{L}\p{N}-])/giu;

const codesAsMarks = (text: string, marks: readonly Token[]): string[] =>
  (text.match(BLOCK_CODE) ?? []).map(normalizeMark).filter((key) => !marks.some((mark) => mark.term === key));

/** What the question names is also sought by its other names. */
const synonymClause = ({ others }: SynonymMatch, vocabulary: Vocabulary): Clause => {
  const names = others.map((words) => words.map((word) => formsOf(word, vocabulary)));
  return {
    role: 'text',
    tiers: [
      {
        weight: WEIGHTS.synonym,
        terms: [...new Set(names.flatMap((words) => (words.length === 1 ? (words[0] ?? []) : [])))],
        phrases: names.filter((words) => words.length > 1 && words.every((forms) => forms.length > 0)),
      },
    ],
  };
};

const formsOf = (term: string, vocabulary: Vocabulary): number[] =>
  isWord(term)
    ? [...new Set([...known(vocabulary, term), ...vocabulary.sameStem(term)])]
    : known(vocabulary, term);

/** The words of «на 7-м этаже», already sought as a place. */
const asFiller = ({ tiers }: Clause): Clause => ({
  tiers: tiers.map(({ terms, weight }) => ({ terms, weight: weight * WEIGHTS.placeWord })),
  role: 'filler',
});

/** The ends of a range («П/1» of «П/1-П/6») are not the mark that was asked for. */
const asText = (found: Clause): Clause => ({ ...found, role: 'text' });

const isInside = (token: Token, spans: readonly Pick<Token, 'start' | 'end'>[]): boolean =>
  spans.some(
    (span) =>
      token.start >= span.start && token.end <= span.end && token.end - token.start < span.end - span.start,
  );

const clausesOf = (token: Token, vocabulary: Vocabulary): Clause[] => {
  const term = termOf(token);
  if (isWord(term)) return [wordClause(term, vocabulary)];
  const exact = known(vocabulary, term);
  const mark = markKeyOf(term);
  if (mark === null) return [clause('text', WEIGHTS.number, exact)];
  const confused = vocabulary.confusable(mark).filter((id) => !exact.includes(id));
  return [
    clause('mark', WEIGHTS.mark, exact),
    clause('mark_ocr', WEIGHTS.markOcr, confused),
    clause('text', WEIGHTS.cipherPart, known(vocabulary, partTerm(mark))),
  ];
};

const wordClause = (word: string, vocabulary: Vocabulary): Clause => {
  const { same, related } = vocabulary.similar(word);
  const relations: Tier[] = [
    { weight: WEIGHTS.exactWord, terms: known(vocabulary, word) },
    { weight: WEIGHTS.stem, terms: vocabulary.sameStem(word) },
    { weight: WEIGHTS.prefix, terms: vocabulary.samePrefix(word) },
    { weight: WEIGHTS.similar, terms: same, related },
  ];
  const seen = new Set<number>();
  const further = (terms: readonly number[]): number[] => {
    const fresh = terms.filter((term) => !seen.has(term));
    for (const term of fresh) seen.add(term);
    return fresh;
  };
  const tiers = relations.map(({ terms, related = [], weight }) => ({
    weight,
    terms: further(terms),
    related: further(related),
  }));
  return { role: 'text', tiers };
};

const known = (vocabulary: Vocabulary, term: string): number[] => {
  const id = vocabulary.find(term);
  return id === undefined ? [] : [id];
};
