import { percentile, round } from '../lib/metrics.ts';
import type { PageFigures } from './measure-page.ts';

/** From the issue; milliseconds and times. */
const limits = { warmP95: 60, slowRival: 400, ratioToSlow: 10, ratioToQuick: 4 };

export interface Verdict {
  what: string;
  value: number;
  limit: string;
  kept: boolean;
}

/** What the issue asks of one page; the ratio is between medians. */
export function verdictsOf(figures: PageFigures, warmLimit = limits.warmP95): Verdict[] {
  const warm = percentile(figures.warm, 95);
  const verdicts: Verdict[] = [
    { what: 'warm p95, мс', value: warm, limit: `≤ ${warmLimit}`, kept: warm <= warmLimit },
  ];
  if (figures.pdftoppm.length === 0) return verdicts;
  const rival = percentile(figures.pdftoppm, 50);
  const least = rival >= limits.slowRival ? limits.ratioToSlow : limits.ratioToQuick;
  const ratio = rival / percentile(figures.warm, 50);
  const cold = percentile(figures.cold, 50);
  verdicts.push(
    { what: 'во сколько раз быстрее pdftoppm', value: ratio, limit: `≥ ${least}`, kept: ratio >= least },
    { what: 'cold против pdftoppm, мс', value: cold, limit: `≤ ${rival.toFixed(0)}`, kept: cold <= rival },
  );
  return verdicts;
}

export function pageJson(figures: PageFigures, verdicts: Verdict[]) {
  const { name, page, width, height, dpi, mutool, rss } = figures;
  const summary = (values: number[]) =>
    values.length === 0 ? null : { p50: round(percentile(values, 50)), p95: round(percentile(values, 95)) };
  return {
    name,
    page,
    region: { width, height, dpi },
    cold_ms: summary(figures.cold),
    warm_ms: summary(figures.warm),
    pdftoppm_ms: summary(figures.pdftoppm),
    mutool_sheet_ms: mutool === null ? null : round(mutool),
    rss_mb: Math.round(rss / 1e6),
    verdicts: verdicts.map(({ value, ...rest }) => ({ ...rest, value: round(value) })),
  };
}
