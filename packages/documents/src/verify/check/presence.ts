import type { Named } from '../answer/claims.ts';
import { fold } from '../text/fold.ts';
import { readTokens } from '../text/tokens.ts';
import type { Scope } from './check-named.ts';
import { confirmed, notConfirmed, type Verdict } from './verdict.ts';

/** Whether the words and numbers of a claim stand in a source, wherever: all that is asked when there are too many claims, or no words beside them. */
export function checkPresence(written: string, named: Named, { sources, citationOf }: Scope): Verdict {
  const words = readTokens(fold(written)).map(({ text }) => text);
  const proof = sources.find(
    (cited) =>
      (named.what === 'key' && cited.isAt(named.key)) ||
      (words.length > 0 && words.every((word) => cited.evidence.wording.has(word))),
  );
  return proof === undefined ? notConfirmed('этого нет в\u00a0источнике') : confirmed(citationOf(proof));
}
