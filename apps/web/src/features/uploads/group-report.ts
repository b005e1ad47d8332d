import type { ReportEntry } from './upload-store.ts';

export type Severity = ReportEntry['severity'];

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** Remarks under their severity, the gravest first; severities without remarks are left out. */
export function groupReport(
  report: readonly ReportEntry[],
): { severity: Severity; entries: ReportEntry[] }[] {
  return ORDER.map((severity) => ({
    severity,
    entries: report.filter((entry) => entry.severity === severity),
  })).filter(({ entries }) => entries.length > 0);
}
