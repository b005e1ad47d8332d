import type { Named } from '../answer/claims.ts';
import type { CitedSource } from '../evidence/cited-source.ts';
import { isSameDate } from '../text/dates.ts';
import { isSameReference } from '../text/references.ts';
import { checkNumber } from './number-check.ts';
import type { Manner } from './number-claim.ts';
import { isNamedFor } from './number-place.ts';
import { type Anchor, type Surroundings, scoreSources } from './scoring.ts';
import { confirmed, notConfirmed, type Verdict } from './verdict.ts';

/** Sources with the `n` of the citation that brought each. */
export interface Scope {
  sources: readonly CitedSource[];
  citationOf: (source: CitedSource) => number;
}

export interface Asked {
  named: Named;
  surroundings: Surroundings & { subject: readonly Anchor[]; askedSubject: readonly Anchor[] };
  manner: Manner;
}

/** Looks for one thing that the answer names in the sources of a scope. */
export function checkNamed(asked: Asked, scope: Scope): Verdict {
  const { named } = asked;
  if (scope.sources.length === 0) return notConfirmed('нет ссылки на\u00a0источник');
  switch (named.what) {
    case 'number':
      return checkNumberIn(asked, named, scope);
    case 'mark':
      return checkMark(asked, named.mark, scope);
    case 'key':
      return checkKey(named.key, scope);
    case 'token':
      return firstOf(
        scope,
        ({ evidence }) => evidence.find(named.token).length > 0,
        'этого нет в\u00a0источнике',
      );
    case 'date':
      return firstOf(
        scope,
        ({ evidence }) => evidence.datesOf().some((date) => isSameDate(named.date, date)),
        'такой даты нет в\u00a0источнике',
      );
    case 'reference':
      return firstOf(
        scope,
        ({ evidence }) =>
          evidence.referencesOf().some((one) => isSameReference(named.reference, one)) ||
          (named.reference.family === '' && evidence.marksOf(named.reference.number).exact.length > 0),
        'такой ссылки нет в\u00a0источнике',
      );
    case 'code':
      return firstOf(
        scope,
        ({ source }) => source.code === named.code,
        'такой блок не\u00a0указан источником',
      );
  }
}

function firstOf(
  { sources, citationOf }: Scope,
  test: (source: CitedSource) => boolean,
  note: string,
): Verdict {
  const proof = sources.find(test);
  return proof === undefined ? notConfirmed(note) : confirmed(citationOf(proof));
}

function checkNumberIn(
  { surroundings, manner }: Asked,
  { numbers, form }: Extract<Named, { what: 'number' }>,
  scope: Scope,
): Verdict {
  const { subject, askedSubject } = surroundings;
  const spelled =
    form === 'range'
      ? scope.sources.find(({ evidence }) => evidence.find(manner.written).length > 0)
      : undefined;
  // «0-3» may be a mark that recognition read so.
  if (spelled !== undefined && numbers.every(({ unit }) => unit === null))
    return confirmed(scope.citationOf(spelled));
  const claim = { numbers, form, surroundings, subject, askedSubject, manner };
  const { proof, isElsewhere, instead, isTotal } = checkNumber(claim, scope.sources);
  if (proof !== null) return { ...confirmed(scope.citationOf(proof)), isTotal };
  const what = isElsewhere ? 'в\u00a0источнике это число о\u00a0другом' : 'такого числа нет в\u00a0источнике';
  return {
    ...notConfirmed(instead === null ? what : `${what}; здесь «${instead}»`),
    isContradicted: instead !== null,
  };
}

function checkKey(key: Extract<Named, { what: 'key' }>['key'], scope: Scope): Verdict {
  const place =
    scope.sources.find((source) => source.isAt(key)) ??
    scope.sources.find((source) => source.keyHits(key).length > 0);
  if (place !== undefined) return confirmed(scope.citationOf(place));
  if (key.label === 'ЛИСТ') return notConfirmed(`источник не\u00a0с\u00a0листа ${key.number}`);
  return notConfirmed(
    key.label === 'СТРАНИЦ'
      ? `источник не\u00a0со\u00a0страницы ${key.number}`
      : 'такого номера нет в\u00a0источнике',
  );
}

/** A mark must stand in a source, and no other mark of its sort may fit the rest of the sentence clearly better. */
function checkMark({ surroundings, manner }: Asked, mark: string, scope: Scope): Verdict {
  const holders = scope.sources.flatMap((cited) => {
    const found = cited.evidence.marksOf(mark).exact;
    // What is quoted of something stands in its row.
    const exact = manner.isQuoted
      ? found.filter(({ segment }) => isNamedFor(cited, segment, surroundings.subject))
      : found;
    return exact.length > 0 || cited.titleHasMark(mark) ? [{ cited, exact }] : [];
  });
  const [first] = holders;
  if (first === undefined) return notConfirmed(noteOnAbsent(mark, scope));
  const scored = scoreSources(scope.sources, surroundings);
  const scoreAt = (cited: CitedSource, segment: number) =>
    scored.find((one) => one.cited === cited)?.scores[segment] ?? 0;
  let best = { cited: first.cited, score: -1 };
  for (const { cited, exact } of holders)
    for (const { segment } of exact) {
      const score = scoreAt(cited, segment.index);
      if (score > best.score) best = { cited, score };
    }
  return confirmed(scope.citationOf(best.cited));
}

function noteOnAbsent(mark: string, { sources }: Scope): string {
  for (const { evidence } of sources) {
    const [alike] = evidence.marksOf(mark).alike;
    if (alike !== undefined)
      return `в\u00a0источнике «${evidence.text.slice(alike.start, alike.end)}»: похоже на\u00a0ошибку распознавания`;
  }
  return 'такой марки нет в\u00a0источнике';
}
