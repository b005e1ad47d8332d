/** A decimal number without rounding: `units` / 10 ^ `decimals`. */
export interface Decimal {
  units: bigint;
  /** Digits after the comma, as written. */
  decimals: number;
}

const WRITTEN = /^([-−–]?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?$/u;
const TEN = 10n;

/** A number as documents write it («3 460,4», «−1590»); `null` where the text is anything else. */
export function parseDecimal(text: string): Decimal | null {
  const [, sign, whole, fraction = ''] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const units = BigInt(whole.replace(/\D/gu, '') + fraction);
  return { units: sign === '' ? units : -units, decimals: fraction.length };
}

/** Exact; as many decimals as the finer of the two has. */
export function add(one: Decimal, other: Decimal): Decimal {
  const decimals = Math.max(one.decimals, other.decimals);
  return { units: scaled(one, decimals) + scaled(other, decimals), decimals };
}

export function subtract(one: Decimal, other: Decimal): Decimal {
  return add(one, { ...other, units: -other.units });
}

/** Equal in value: 5,0 is 5. */
export function isEqual(one: Decimal, other: Decimal): boolean {
  return subtract(one, other).units === 0n;
}

/** With a comma and a true minus. */
export function writeDecimal({ units, decimals }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `,${digits.slice(-decimals)}`;
  return `${units < 0n ? '−' : ''}${whole}${fraction}`;
}

function scaled({ units, decimals }: Decimal, to: number): bigint {
  return units * TEN ** BigInt(to - decimals);
}
