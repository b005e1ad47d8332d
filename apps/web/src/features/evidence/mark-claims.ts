import type { Message } from '#features/conversation/chat-query.ts';
import { CITATION, findCitationMarks } from '#features/markdown/citation-syntax.ts';
import type { Claim } from './checks.ts';
import { leaningClaims } from './leaning-claims.ts';

/** Names of the CSS highlights, see `evidence.css`. */
const names = { not_confirmed: 'claim-not-confirmed', picture_only: 'claim-picture-only' } as const;

/** What the check says of the claims that lean on a reference. */
export const referenceStates = ['confirmed', 'picture', 'doubtful'] as const;
export type ReferenceState = (typeof referenceStates)[number];

type CheckedMessage = Pick<Message, 'checks' | 'citations'>;

/**
 * Lights the claims of an answer that its sources do not confirm, and gives each reference the state of what it proves. Nothing is
 * changed in the text: ranges are highlighted, where the browser can.
 * @param text the answer as it is stored
 * @param words how each state is read out
 * @returns takes the marks away
 */
export function markClaims(
  root: HTMLElement,
  text: string,
  { message, words }: { message: CheckedMessage; words: Record<ReferenceState, string> },
) {
  markReferences(root, text, { message, words });
  if (typeof Highlight === 'undefined') return () => {};
  const ranges = rangesOf(root, text, message.checks?.claims ?? []);
  for (const { claim, range } of ranges) {
    if (claim.status !== 'confirmed') highlightOf(names[claim.status]).add(range);
  }
  return () => {
    for (const { claim, range } of ranges) {
      if (claim.status !== 'confirmed') highlightOf(names[claim.status]).delete(range);
    }
  };
}

function highlightOf(name: string): Highlight {
  const known = CSS.highlights.get(name);
  if (known !== undefined) return known;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}

/** Where each claim stands on the page; a claim whose place is not found is left out. */
export function rangesOf(root: HTMLElement, text: string, claims: readonly Claim[]) {
  const shown = shownText(root);
  const written = withoutReferences(text);
  return claims.flatMap((claim) => {
    const word = written.slice(claim.start, claim.end);
    const at = nthIndex(shown.text, word, countBefore(written, word, claim.start));
    const range = at < 0 ? null : shown.range(at, at + word.length);
    return range === null ? [] : [{ claim, range }];
  });
}

/** References are drawn as buttons and pictures as captions: their words are no words of the text. */
function withoutReferences(text: string): string {
  const hidden = new RegExp(`${CITATION.source}|!\\[[^\\]]*\\]\\([^)]*\\)`, 'g');
  return text.replace(hidden, (match) => ' '.repeat(match.length));
}

function countBefore(text: string, word: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0 && at < end; at = text.indexOf(word, at + 1)) count += 1;
  return count;
}

/** Where `word` stands for the (`n` + 1)-th time, or -1. */
function nthIndex(text: string, word: string, n: number): number {
  let at = -1;
  for (let count = 0; count <= n; count += 1) {
    at = word === '' ? -1 : text.indexOf(word, at + 1);
    if (at < 0) return -1;
  }
  return at;
}

function shownText(root: HTMLElement) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('.cite, chat-picture') == null
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_REJECT,
  );
  const nodes: { node: Text; start: number }[] = [];
  let text = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    nodes.push({ node: node as Text, start: text.length });
    text += node.nodeValue ?? '';
  }
  const place = (offset: number) => nodes.findLast(({ start }) => start <= offset);
  return {
    text,
    range(from: number, to: number): Range | null {
      const [first, last] = [place(from), place(to - 1)];
      if (first === undefined || last === undefined) return null;
      const range = new Range();
      range.setStart(first.node, from - first.start);
      range.setEnd(last.node, to - last.start);
      return range;
    },
  };
}

function markReferences(
  root: HTMLElement,
  text: string,
  {
    message: { checks, citations },
    words,
  }: { message: CheckedMessage; words: Record<ReferenceState, string> },
) {
  const marks = findCitationMarks(text);
  const leaning = leaningClaims(text, checks?.claims ?? [], citations);
  for (const [at, chip] of [...root.querySelectorAll<HTMLElement>('.cite')].entries()) {
    const citation = citations.find(({ start }) => start === marks[at]?.start);
    const state = stateOf(leaning.get(citation?.n ?? -1) ?? []);
    chip.dataset.label ??= chip.ariaLabel ?? '';
    chip.ariaLabel = state === null ? chip.dataset.label : `${chip.dataset.label}: ${words[state]}`;
    if (state === null) delete chip.dataset.checked;
    else chip.dataset.checked = state;
  }
}

function stateOf(claims: readonly Claim[]): ReferenceState | null {
  if (claims.length === 0) return null;
  if (claims.some(({ status }) => status === 'not_confirmed')) return 'doubtful';
  return claims.every(({ status }) => status === 'confirmed') ? 'confirmed' : 'picture';
}
