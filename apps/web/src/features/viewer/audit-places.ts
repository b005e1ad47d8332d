import type { Finding, Reference } from './viewer-queries.ts';

export type Evidence = Finding['evidence'][number];
export type Target = NonNullable<Reference['target']>;

/** References that one phrase makes: «см. лист 5, 6, 7» leads to three sheets. */
export interface PhraseReferences {
  text: string;
  source: Evidence;
  targets: readonly Target[];
}

/** The same place once, whatever stands there; in order. */
export function distinctPlaces(evidence: readonly Evidence[]): Evidence[] {
  const places = new Map<string, Evidence>();
  for (const item of evidence) {
    const key = placeKey(item);
    const known = places.get(key);
    if (known === undefined) places.set(key, item);
    else if (!known.quote.includes(item.quote))
      places.set(key, { ...known, quote: `${known.quote}\n${item.quote}` });
  }
  return [...places.values()];
}

/** A phrase once, with everything that it leads to; in order. */
export function byPhrase(references: readonly Reference[]): PhraseReferences[] {
  const phrases = new Map<string, { text: string; source: Evidence; targets: Map<string, Target> }>();
  for (const { text, source, target } of references) {
    const key = `${text}\n${placeKey(source)}`;
    const phrase = phrases.get(key) ?? { text, source, targets: new Map() };
    if (target !== null) phrase.targets.set(`${target.page} ${target.block_id}`, target);
    phrases.set(key, phrase);
  }
  return [...phrases.values()].map(({ targets, ...phrase }) => ({
    ...phrase,
    targets: [...targets.values()],
  }));
}

function placeKey({ page, block_id, bbox }: Evidence): string {
  return `${page} ${block_id} ${bbox?.join(',')}`;
}
