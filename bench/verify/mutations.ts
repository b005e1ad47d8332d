/** One thing changed in an otherwise right answer. */
export interface Mutation {
  kind: MutationKind;
  from: string;
  to: string;
  text: string;
}

export const mutationKinds = ['цифра', 'марка', 'дата', 'лист', 'страница', 'ссылка на документ'] as const;
export type MutationKind = (typeof mutationKinds)[number];

interface Token {
  kind: MutationKind;
  start: number;
  end: number;
}

const CITATION = /\[[^\]]*\]/gu;
/** Read one after another; a place belongs to the first that takes it. Nothing of the verifier is used here. */
const TOKENS: readonly [MutationKind | null, RegExp][] = [
  [null, CITATION],
  ['дата', /\d{1,2}\.\d{1,2}\.\d{2,4}/gu],
  ['ссылка на документ', /(?:ГОСТ(?: Р)?|СП|СНиП|№|разрешени\p{L}*|ст\.|п\.)\s?[\d\\/.-]*\d/gu],
  ['лист', /(?<=(?<!\p{L})лист\p{L}{0,3} )\d+(?:\.\d+)?/giu],
  ['страница', /(?<=(?<!\p{L})стр(?:\.|аниц\p{L}{0,3}) )\d+/giu],
  // Codes of blocks in the text are changed as marks are.
  ['марка', /(?<![\p{L}\p{N}])[A-Z\d]{4}-[A-Z\d]{4}-[A-Z\d]{3}(?![\p{L}\p{N}])/gu],
  [
    'марка',
    /(?<![\p{L}\p{N}.,-])\p{Lu}\p{L}{0,2}\p{N}{0,2}-?\p{N}{1,3}(?:[.-]\p{N}{1,3})?\*{0,2}(?![\p{L}\p{N}])/gu,
  ],
  ['цифра', /\d+(?:[.,]\d+)?/gu],
];

/** Every answer with exactly one thing changed, `seed` chooses among the digits to put. */
export function mutationsOf(text: string, seed: number): Mutation[] {
  return tokensOf(text).flatMap(({ kind, start, end }) => {
    const from = text.slice(start, end);
    const changed =
      kind === 'марка' ? markChanges(from, seed + start) : digitChanges(kind, from, seed + start);
    return changed.map((to) => ({ kind, from, to, text: text.slice(0, start) + to + text.slice(end) }));
  });
}

function tokensOf(text: string): Token[] {
  const taken: { start: number; end: number }[] = [];
  const tokens: Token[] = [];
  for (const [kind, pattern] of TOKENS)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (taken.some((one) => start < one.end && end > one.start)) continue;
      taken.push({ start, end });
      if (kind !== null) tokens.push({ kind, start, end });
    }
  return tokens.sort((one, other) => one.start - other.start);
}

/** Each digit replaced by two others. */
function digitChanges(kind: MutationKind, from: string, seed: number): string[] {
  const changed = [...from.matchAll(/\d/gu)].flatMap(({ 0: digit, index }) =>
    [1 + (seed % 4), 5 + (seed % 4)].map((step) => {
      const other = String((Number(digit) + step) % 10);
      return from.slice(0, index) + other + from.slice(index + 1);
    }),
  );
  return [...new Set(changed)].filter((to) => (kind === 'дата' ? isDate(to) : isOther(from, to)));
}

function isDate(text: string): boolean {
  const [day = 0, month = 0] = text.split('.').map(Number);
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** «5,00» and «5,0» are the same value, «05» is no way to write a number. */
function isOther(from: string, to: string): boolean {
  return !/(?<!\d)0\d/u.test(to) || /(?<!\d)0\d/u.test(from);
}

/** A digit changed, one more digit, the number one up, the asterisk put or taken. */
function markChanges(from: string, seed: number): string[] {
  const digits = [...from.matchAll(/\d/gu)];
  const last = digits.at(-1);
  if (last === undefined) return [];
  const put = (at: number, length: number, digit: string) =>
    from.slice(0, at) + digit + from.slice(at + length);
  const other = digits[seed % digits.length] ?? last;
  const isCode = /^[A-Z\d]{4}-/u.test(from);
  return [
    put(last.index, 1, String((Number(last[0]) + 1) % 10)),
    put(other.index, 1, String((Number(other[0]) + 3) % 10)),
    ...(isCode
      ? []
      : [put(last.index + 1, 0, String(seed % 9)), from.endsWith('*') ? from.slice(0, -1) : `${from}*`]),
  ];
}
