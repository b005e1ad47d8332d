import { normalizeMark } from '../marks/index.ts';
import { findFloorsAsked, findSheetsAndPages } from './places.ts';
import { isStopWord } from './stop-words.ts';
import { isWord, markKeyOf, markTerm, partTerm, termOf } from './terms.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';
import { WEIGHTS } from './weights.ts';

/** Terms that count as one: their occurrences in a block add up before they are weighed. */
export interface Feature {
  terms: number[];
  weight: number;
  role: FeatureRole;
  /** Features of one word or mark of the question have the same number. */
  clause: number;
}

/** `filler` features rank the blocks that others found, but find none. */
export type FeatureRole = 'text' | 'mark' | 'mark_ocr' | 'filler';

type Draft = Omit<Feature, 'clause'>;

/** What a question looks for, in the terms of this vocabulary. */
export const parseQuery = (text: string, vocabulary: Vocabulary): Feature[] => {
  const places = [...findFloorsAsked(text), ...findSheetsAndPages(text)];
  const tokens = tokenize(text);
  const marks = tokens.filter((token) => token.kind === 'mark');
  const isFiller = (token: Token) => token.kind === 'word' && isStopWord(token.term);
  const hasSubject = tokens.some((token) => !isFiller(token));
  const clauses = [
    ...places.map((place) => [draft('text', WEIGHTS.place, known(vocabulary, place.term))]),
    ...quantitiesAsMarks(text, marks).map((key) => [
      draft('mark', WEIGHTS.mark, known(vocabulary, markTerm(key))),
    ]),
    ...tokens.map((token) => {
      const drafts = draftsOf(token, vocabulary);
      if (isInside(token, places) || (hasSubject && isFiller(token))) return drafts.map(asFiller);
      return isInside(token, marks) ? drafts.map(asText) : drafts;
    }),
  ];
  return clauses
    .flatMap((drafts, clause) => drafts.map((feature) => ({ ...feature, clause })))
    .filter((feature) => feature.terms.length > 0);
};

const draft = (role: FeatureRole, weight: number, terms: number[]): Draft => ({ role, weight, terms });

const NUMBER_AND_LETTER = /(?<![\p{L}\p{N}.,-])\p{N}{1,4}\p{L}(?![\p{L}\p{N}])/gu;

/** «99м» in a question may be the mark 99М, typed without the shift key. */
const quantitiesAsMarks = (text: string, marks: readonly Token[]): string[] =>
  (text.match(NUMBER_AND_LETTER) ?? [])
    .map(normalizeMark)
    .filter((key) => !marks.some((mark) => mark.term === key));

/** Words of «на 7-м этаже», already sought as a place, and of the question's turn of phrase. */
const asFiller = (feature: Draft): Draft => draft('filler', feature.weight * WEIGHTS.filler, feature.terms);

/** The ends of a range («П/1» of «П/1-П/6») are not the mark that was asked for. */
const asText = (feature: Draft): Draft => draft('text', feature.weight, feature.terms);

const isInside = (token: Token, spans: readonly Pick<Token, 'start' | 'end'>[]): boolean =>
  spans.some(
    (span) =>
      token.start >= span.start && token.end <= span.end && token.end - token.start < span.end - span.start,
  );

const draftsOf = (token: Token, vocabulary: Vocabulary): Draft[] => {
  const term = termOf(token);
  if (isWord(term)) return wordDrafts(term, vocabulary);
  const exact = known(vocabulary, term);
  const mark = markKeyOf(term);
  if (mark === null) return [draft('text', WEIGHTS.number, exact)];
  const confused = vocabulary.confusable(mark).filter((id) => !exact.includes(id));
  return [
    draft('mark', WEIGHTS.mark, exact),
    draft('mark_ocr', WEIGHTS.markOcr, confused),
    draft('text', WEIGHTS.cipherPart, known(vocabulary, partTerm(mark))),
  ];
};

const wordDrafts = (word: string, vocabulary: Vocabulary): Draft[] => {
  const sameStem = vocabulary.sameStem(word);
  const samePrefix = vocabulary.samePrefix(word);
  const isKnown = sameStem.length > 0 || samePrefix.length > 0;
  return [
    draft('text', WEIGHTS.exactWord, known(vocabulary, word)),
    draft('text', WEIGHTS.stem, sameStem),
    draft('text', WEIGHTS.prefix, samePrefix),
    draft('text', isKnown ? WEIGHTS.similar : WEIGHTS.misspelled, vocabulary.similar(word)),
  ];
};

const known = (vocabulary: Vocabulary, term: string): number[] => {
  const id = vocabulary.find(term);
  return id === undefined ? [] : [id];
};
