import type { ReportEntry } from '../model.ts';

const mostRanges = 20;

/** The remark on pages that could not be read, if there are any. */
export function failedPages(failed: readonly number[]): Omit<ReportEntry, 'file'>[] {
  if (failed.length === 0) return [];
  const message = `Не прочитаны страницы: ${ranges(failed)}. Сохраните файл заново в программе просмотра и загрузите снова.`;
  return [{ line: null, severity: 'warning', code: 'page_unreadable', message }];
}

/** «3, 5–8»; past twenty ranges, how many more. */
function ranges(pages: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const page of pages) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === page - 1) last[1] = page;
    else spans.push([page, page]);
  }
  const shown = spans
    .slice(0, mostRanges)
    .map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  const more = spans.length > shown.length ? ` и ещё ${spans.length - shown.length}` : '';
  return shown.join(', ') + more;
}
