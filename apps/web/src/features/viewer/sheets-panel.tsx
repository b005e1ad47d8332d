import { useTranslation } from 'react-i18next';
import { shortSheetTitle } from '#features/citations/place.ts';
import type { DocumentDetail } from '#features/documents/documents-query.ts';
import { cn } from '#shared/lib/cn.ts';
import type { SheetPage } from './viewer-queries.ts';

export interface SheetsPanelProps {
  sheets: DocumentDetail['sheets'];
  page: SheetPage | undefined;
  current: number;
  onOpen: (page: number) => void;
}

/** Sheets by their printed numbers, and the title block of the page in sight. */
export function SheetsPanel({ sheets, page, current, onOpen }: SheetsPanelProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  return (
    <div className="scroll-area h-full pb-10">
      <Stamp page={page} number={current} />
      <h2 className="px-4 pt-4 pb-1.5 font-semibold text-ink text-sm">{t('sheets.title')}</h2>
      {sheets.length === 0 ? <p className="px-4 text-ink-2 text-sm">{t('sheets.none')}</p> : null}
      <ul>
        {sheets.map((sheet) => (
          <li key={`${sheet.page}:${sheet.number}`}>
            <button
              type="button"
              aria-current={sheet.page === current ? 'page' : undefined}
              onClick={() => onOpen(sheet.page)}
              className={cn(
                'figures grid min-h-11 w-full grid-cols-[5rem_1fr_auto] items-baseline gap-2 px-4 py-2 text-left text-sm focus-visible:-outline-offset-2',
                sheet.page === current ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <span className="text-ink-2">{tCommon('place.sheet', { sheet: sheet.number })}</span>
              <span className="text-ink">{sheet.title === null ? '—' : shortSheetTitle(sheet.title)}</span>
              <span className="text-ink-3 text-xs">{tCommon('place.page', { page: sheet.page })}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Stamp({ page, number }: { page: SheetPage | undefined; number: number }) {
  const { t } = useTranslation('viewer');
  const stamp = page?.stamp ?? null;
  if (stamp === null)
    return <p className="border-line border-b p-4 text-ink-3 text-sm">{t('sheets.noStamp')}</p>;
  const sheet =
    stamp.sheet === null || stamp.total === null
      ? stamp.sheet
      : t('sheets.sheetOf', { sheet: stamp.sheet, total: stamp.total });
  const rows = [
    [t('sheets.cipher'), stamp.cipher],
    [t('sheets.name'), stamp.title],
    [t('sheets.sheet'), sheet],
    [t('sheets.stage'), stamp.stage],
    [t('sheets.revision'), stamp.revision],
    [t('sheets.object'), stamp.object],
    [t('sheets.organisation'), stamp.organisation],
    [t('sheets.signatures'), joined(stamp.signatures.map(({ role, name, date }) => [role, name, date]))],
    [t('sheets.revisions'), joined(stamp.revisions.map((each) => [each.number, each.document, each.date]))],
  ].filter((row): row is [string, string] => row[1] !== null && row[1] !== '');
  return (
    <section aria-label={t('sheets.stamp', { page: number })} className="border-line border-b p-4">
      <h2 className="mb-2 font-semibold text-ink text-sm">{t('sheets.stamp', { page: number })}</h2>
      <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="whitespace-pre-line text-ink [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A line for each of the rows, empty cells left out. */
function joined(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => row.filter((cell) => cell !== null && cell !== '').join(' · ')).join('\n');
}
