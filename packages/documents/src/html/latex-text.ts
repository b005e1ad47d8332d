const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    times: '×',
    cdot: '·',
    pm: '±',
    mp: '∓',
    leq: '≤',
    le: '≤',
    geq: '≥',
    ge: '≥',
    neq: '≠',
    approx: '≈',
    div: '÷',
    circ: '°',
    degree: '°',
    varnothing: '∅',
    emptyset: '∅',
    oslash: 'Ø',
    diameter: '⌀',
    Phi: 'Φ',
    phi: 'φ',
    varphi: 'φ',
    lambda: 'λ',
    rho: 'ρ',
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    Delta: 'Δ',
    mu: 'μ',
    sigma: 'σ',
    Sigma: 'Σ',
    sum: '∑',
    rightarrow: '→',
    to: '→',
    ldots: '…',
    dots: '…',
    quad: ' ',
  }),
);
/** Commands that only dress what stands in their braces. */
const DRESS = /\\(?:text|mathrm|mathbf|mathit|textbf|operatorname|overline|underline)[ \t]*\{([^{}]*)\}/gu;

/** A formula as a person would type it: `\Phi 530\times 8` → `Φ530×8`. What it does not know is left as it stands. */
export function latexText(formula: string): string {
  return formula
    .replace(DRESS, '$1')
    .replace(/\\frac[ \t]*\{([^{}]*)\}[ \t]*\{([^{}]*)\}/gu, '$1/$2')
    .replace(/\^[ \t]*(?:\{[ \t]*)?\\(?:circ|degree)\b[ \t]*\}?/gu, '°')
    .replace(/\^[ \t]*\{?([23])\}?(?!\d)/gu, (_, digit: string) => (digit === '2' ? '²' : '³'))
    .replace(/[ \t]*\\([A-Za-z]+)[ \t]*/gu, (whole, name: string) => SIGNS.get(name) ?? whole)
    .replace(/_\{?([\p{L}\d]{1,12})\}?/gu, '$1')
    .replace(/\\([,;:! %])/gu, (_, sign: string) => (sign === '%' ? '%' : ' '))
    .replace(/[ \t]{2,}/gu, ' ')
    .trim();
}
