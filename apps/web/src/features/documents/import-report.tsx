import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { groupReport, type Severity } from './group-report.ts';
import type { ImportResult, ReportEntry } from './use-import.ts';

const looks = {
  error: { Icon: CircleAlert, color: 'text-danger' },
  warning: { Icon: TriangleAlert, color: 'text-warning' },
  info: { Icon: Info, color: 'text-ink-3' },
} as const;

const SHOWN = 20;

/** What came out of an import: documents, then remarks by severity with file and line. */
export function ImportReport({ result, onDismiss }: { result: ImportResult; onDismiss: () => void }) {
  const { t } = useTranslation();
  const { documents, report } = result;
  return (
    <section aria-label={t('import.report')} className="rounded-2xl border border-line bg-surface">
      <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3">
        <CircleCheck
          className={documents.length > 0 ? 'size-5 text-success' : 'size-5 text-ink-3'}
          aria-hidden
        />
        <p className="flex-1 font-medium text-ink text-sm">
          {documents.length === 0 ? t('import.none') : t('import.done', { count: documents.length })}
          {report.length === 0 ? <span className="font-normal text-ink-2">. {t('import.clean')}</span> : null}
        </p>
        <Button look="quiet" size="small" onClick={onDismiss}>
          {t('import.dismiss')}
        </Button>
      </div>
      {groupReport(report).map(({ severity, entries }) => (
        <Group key={severity} severity={severity} entries={entries} />
      ))}
    </section>
  );
}

function Group({ severity, entries }: { severity: Severity; entries: ReportEntry[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { Icon, color } = looks[severity];
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <div className="border-line border-t px-5 py-4">
      <h3 className={`mb-2 flex items-center gap-2 font-semibold text-sm ${color}`}>
        <Icon className="size-4" aria-hidden />
        {t(`import.severity.${severity}`)}
        <span className="figures font-normal">{entries.length}</span>
      </h3>
      <ul className="space-y-1.5">
        {shown.map((entry) => (
          <Remark key={`${entry.file}:${entry.line}:${entry.code}:${entry.message}`} entry={entry} />
        ))}
      </ul>
      {shown.length < entries.length ? (
        <Button look="link" size="inline" className="mt-2" onClick={() => setAll(true)}>
          {t('common.more')}
        </Button>
      ) : null}
    </div>
  );
}

function Remark({ entry }: { entry: ReportEntry }) {
  const place = entry.line === null ? entry.file : `${entry.file}:${entry.line}`;
  return (
    <li className="text-sm">
      <p className="text-ink">{entry.message}</p>
      <p className="font-mono text-ink-3 text-xs [overflow-wrap:anywhere]">{place}</p>
    </li>
  );
}
