/** A numbered part of the site: a row about «Строение №2» does not answer about «Строение №1». */
export interface Building {
  /** «строен:2». */
  term: string;
  label: string;
  start: number;
  end: number;
}

const NAMED =
  /(?<!\p{L})(строени|корпус|корп|секци|подъезд|очеред)(\p{L}{0,3})\.?[ \t]{0,2}(?:№[ \t]{0,2})?(\d{1,3})(?![\d.,/-]*\d)/giu;
const KINDS: Readonly<Record<string, string>> = {
  строени: 'строение',
  корпус: 'корпус',
  корп: 'корпус',
  секци: 'секция',
  подъезд: 'подъезд',
  очеред: 'очередь',
};

/** Numbered buildings, sections and entrances that a text names. */
export function findBuildings(text: string): Building[] {
  return [...text.matchAll(NAMED)].map((found) => {
    const kind = KINDS[(found[1] ?? '').toLowerCase()] ?? '';
    const number = found[3] ?? '';
    const label = `${kind} ${number}`;
    return { term: `${kind}:${number}`, label, start: found.index, end: found.index + found[0].length };
  });
}

/** Whether a text names buildings of a kind that was asked about, and none of those asked. */
export function namesOtherBuilding(asked: readonly Building[], text: string): boolean {
  if (asked.length === 0) return false;
  const named = findBuildings(text);
  if (named.some(({ term }) => asked.some((one) => one.term === term))) return false;
  return named.some(({ term }) => asked.some((one) => kindOf(one.term) === kindOf(term)));
}

function kindOf(term: string): string {
  return term.slice(0, term.indexOf(':'));
}
