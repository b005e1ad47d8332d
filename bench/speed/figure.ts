import { percentile, round } from '../lib/metrics.ts';
import { formatTable } from '../lib/table.ts';

/** What is measured: several repetitions, beside a limit and the direct way of doing the same where there is one. */
export interface Figure {
  /** Key in `--json`. */
  id: string;
  title: string;
  unit: 'ms' | 'MB' | '/s';
  values: readonly number[];
  /** The same without us, in the same run. */
  direct?: { what: string; values: readonly number[] };
  /** Stated in the issue; `by` says which summary of the repetitions it is about. */
  limit?: { most: number; by: Summary };
  /** Said below the table. */
  note?: string;
}

type Summary = 'median' | 'p95' | 'max';

function summarise(values: readonly number[]): Record<Summary, number> {
  return {
    median: percentile(values, 50),
    p95: percentile(values, 95),
    max: percentile(values, 100),
  };
}

export function isKept({ values, limit }: Figure): boolean | null {
  return limit === undefined ? null : summarise(values)[limit.by] < limit.most;
}

export function figureJson(figure: Figure) {
  const { title, unit, values, direct, limit, note } = figure;
  return {
    title,
    unit,
    repetitions: values.length,
    ...roundAll(summarise(values)),
    direct: direct === undefined ? null : { what: direct.what, ...roundAll(summarise(direct.values)) },
    limit: limit ?? null,
    kept: isKept(figure),
    ...(note !== undefined && { note }),
  };
}

function roundAll(summary: Record<Summary, number>) {
  return { median: round(summary.median), p95: round(summary.p95), max: round(summary.max) };
}

const summaryNames: Record<Summary, string> = { median: 'медиана', p95: 'p95', max: 'наибольшее' };
const units: Record<Figure['unit'], string> = { ms: 'мс', MB: 'МБ', '/s': '/с' };

export function figureTable(figures: readonly Figure[]): string {
  const header = ['', 'n', 'медиана', 'p95', 'предел', '', 'напрямую', 'что напрямую'];
  const rows = figures.map((figure) => {
    const { title, unit, values, direct, limit } = figure;
    const { median, p95 } = summarise(values);
    const kept = isKept(figure);
    return [
      `${title}, ${units[unit]}`,
      String(values.length),
      digits(median),
      digits(p95),
      limit === undefined ? '—' : `${summaryNames[limit.by]} < ${limit.most}`,
      kept === null ? '' : kept ? '✓' : '✗',
      direct === undefined ? '—' : digits(summarise(direct.values).median),
      direct?.what ?? '',
    ];
  });
  const notes = figures.flatMap(({ title, note }) => (note === undefined ? [] : [`${title}: ${note}`]));
  return [formatTable(header, rows), ...notes].join('\n');
}

function digits(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 1 ? 1 : 3);
}
