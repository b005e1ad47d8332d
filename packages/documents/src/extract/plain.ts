const SYMBOLS: Readonly<Record<string, string>> = {
  rho: 'ρ',
  lambda: 'λ',
  alpha: 'α',
  beta: 'β',
  delta: 'δ',
  Delta: 'Δ',
  varnothing: 'Ø',
  emptyset: 'Ø',
  diameter: 'Ø',
  leq: '≤',
  le: '≤',
  geq: '≥',
  ge: '≥',
  times: '×',
  cdot: '·',
  pm: '±',
  approx: '≈',
  circ: '°',
  degree: '°',
  quad: ' ',
};
/** What recognition invented for a picture inside a table. */
const CAPTION = /^(?:(?:image|figure|picture|icon|diagram|sketch)\s*:|\[рисунок\]$)/iu;
const LATEX = /\\[a-z%]+|[\^_]\{|[\^_][\d°]/iu;

/** Whether a cell holds nothing but an invented description of a sketch. */
export function isCaption(cell: string): boolean {
  return CAPTION.test(cell);
}

/** A cell as a reader wants it: no caption, no doubled bullets, no LaTeX. */
export function plainCell(cell: string): string {
  return isCaption(cell) ? '' : plain(cell).replace(/^(?:[-–•]\s+)+/u, '');
}

/** The text as a person would set it: fragments of LaTeX become signs. */
export function plain(text: string): string {
  if (!LATEX.test(text)) return text;
  return text
    .replace(/\n+(?=\s*[,.;)])/gu, '')
    .replace(/\\text(?:bf|it|rm)?\s*\{([^{}]*)\}/gu, '$1')
    .replace(/\\([%&#$_])/gu, '$1')
    .replace(/\\([a-zA-Z]+)\s?/gu, (whole, name: string) => SYMBOLS[name] ?? whole)
    .replace(/\^(?:\{\s*([°23])\s*\}|\s?([°23]))/gu, (_, inner?: string, bare?: string) => {
      const sign = inner ?? bare ?? '';
      return { '2': '²', '3': '³' }[sign] ?? sign;
    })
    .replace(/_\{([^{}]*)\}/gu, '$1')
    .replace(/\$/gu, '')
    .replace(/[ \t]{2,}/gu, ' ');
}
