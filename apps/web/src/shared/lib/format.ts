/** `Сегодня` is today's date in the reader's own time zone. */
export function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** «12 марта» in the current year, «12 марта 2025 г.» otherwise. */
export function formatDate(instant: string, locale: string, now = new Date()): string {
  const date = new Date(instant);
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year }).format(date);
}

export function formatTime(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function formatPercent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** «0,0123 $»: small sums keep their first figures. */
export function formatDollars(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    maximumSignificantDigits: value < 0.1 ? 2 : 3,
    currencyDisplay: 'narrowSymbol',
  }).format(value);
}

/** «340 КБ», «12,4 МБ». */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power],
    maximumFractionDigits: power > 1 && value < 100 ? 1 : 0,
  }).format(value);
}

/** «0,4 с», «12 с», «3 мин 5 с»; the units follow the locale. */
export function formatDuration(milliseconds: number, locale: string): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60)
    return unit(seconds < 9.95 ? Math.round(seconds * 10) / 10 : Math.round(seconds), 'second', locale);
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds - minutes * 60);
  return rest === 0
    ? unit(minutes, 'minute', locale)
    : `${unit(minutes, 'minute', locale)} ${unit(rest, 'second', locale)}`;
}

function unit(value: number, name: 'second' | 'minute', locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}
