/** A word or number of a text, signs and joined parts included: «-3,750», «5-9-ГО», «А3-13*». */
export interface Token {
  text: string;
  start: number;
  end: number;
}

const TOKEN = /[-+]?[\p{L}\d]+(?:[-.,/][\p{L}\d]+)*\*{0,2}/gu;
const JOINED_BEFORE = /[\p{L}\d]/u;

/** The words and numbers of a folded text; what is only punctuation or markup falls out. */
export function readTokens(folded: string, from = 0, to = folded.length): Token[] {
  return [...folded.slice(from, to).matchAll(TOKEN)].map(({ 0: found, index }) => {
    // A dash behind a word is no sign; asterisks behind a word are emphasis.
    const isJoined = /^[-+]/u.test(found) && JOINED_BEFORE.test(folded[from + index - 1] ?? '');
    const text = (isJoined ? found.slice(1) : found).replace(/(?<=^[^\d]*)\*+$/u, '');
    return { text, start: from + index + (isJoined ? 1 : 0), end: from + index + found.length };
  });
}
