/** Pictures that people put into text and that no font of ours has, by their nearest signs. */
const likenesses: Record<string, string> = {
  '✅': '✔',
  '❌': '✘',
  '❎': '✘',
  '❗': '!',
  '❓': '?',
  '➡': '→',
  '⭐': '★',
  '📌': '•',
  '📎': '•',
  '🔹': '•',
  '🔸': '•',
  '🔴': '●',
  '🟡': '●',
  '🟢': '●',
};
const likenessPattern = new RegExp(Object.keys(likenesses).join('|'), 'gu');

const controls = [
  [0, 8],
  [11, 12],
  [14, 31],
  [127, 159],
]
  .map((range) => range.map((code) => String.fromCharCode(code)).join('-'))
  .join('');
/** Also what turns the direction of text round, selectors of a sign's look and signs without width. */
const invisible = new RegExp(
  `[${controls}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff]`,
  'g',
);

/** Text that any paper takes: no control characters, no halves of characters, no signs that cannot be printed. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(likenessPattern, (sign) => likenesses[sign] ?? sign)
    .replace(invisible, '');
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  thinsp: '\u2009',
  ndash: '–',
  mdash: '—',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  times: '×',
  minus: '−',
  plusmn: '±',
  deg: '°',
  le: '≤',
  ge: '≥',
  ne: '≠',
  asymp: '≈',
  sup2: '²',
  sup3: '³',
  middot: '·',
  bull: '•',
  rarr: '→',
  larr: '←',
  Oslash: 'Ø',
};

/** Character references of HTML that texts have; others stay as they are written. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z0-9]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    const isCharacter = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? cleanText(String.fromCodePoint(code)) : '\ufffd';
  });
}
