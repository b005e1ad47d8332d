import type { ReportEntry, ReportSeverity } from '../model.ts';

/** A remark about one line of the file that the reporter was made for. */
interface Remark {
  severity: ReportSeverity;
  code: string;
  /** From 1; `null` where the remark is about the whole file. */
  line: number | null;
  message: string;
}

export interface Reporter {
  add(remark: Remark): void;
  /** Every remark so far, in order; what went past the limit is summed up in one line a code. */
  entries(): ReportEntry[];
}

/** A hostile file can earn a million remarks; nobody reads more than these of one kind. */
const REMARKS_PER_CODE = 50;

/** Collects the remarks about one file. */
export function createReporter(file: string): Reporter {
  const kept: ReportEntry[] = [];
  const counts = new Map<string, { count: number; severity: ReportSeverity }>();
  return {
    add(remark) {
      const seen = counts.get(remark.code) ?? { count: 0, severity: remark.severity };
      seen.count += 1;
      counts.set(remark.code, seen);
      if (seen.count <= REMARKS_PER_CODE) kept.push({ file, ...remark });
    },
    entries() {
      const summaries: ReportEntry[] = [];
      for (const [code, { count, severity }] of counts) {
        if (count <= REMARKS_PER_CODE) continue;
        const rest = count - REMARKS_PER_CODE;
        summaries.push({
          file,
          line: null,
          severity,
          code,
          message: `Ещё замечаний этого рода: ${rest}. Показаны первые ${REMARKS_PER_CODE}; исправьте их и загрузите файл снова.`,
        });
      }
      return [...kept, ...summaries];
    },
  };
}
