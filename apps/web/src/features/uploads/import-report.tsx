import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { groupReport, type Severity } from './group-report.ts';
import type { ReportEntry } from './upload-store.ts';

const looks = {
  error: { Icon: CircleAlert, color: 'text-danger' },
  warning: { Icon: TriangleAlert, color: 'text-warning' },
  info: { Icon: Info, color: 'text-ink-3' },
} as const;

const SHOWN = 5;

/** What the server remarked about files, the gravest first, with file and line. */
export function ImportReport({ report }: { report: readonly ReportEntry[] }) {
  return (
    <div className="space-y-3">
      {groupReport(report).map(({ severity, entries }) => (
        <Group key={severity} severity={severity} entries={entries} />
      ))}
    </div>
  );
}

function Group({ severity, entries }: { severity: Severity; entries: ReportEntry[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { Icon, color } = looks[severity];
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <section aria-label={t(`uploads.severity.${severity}`)}>
      <h4 className={`mb-1 flex items-center gap-1.5 font-medium text-xs ${color}`}>
        <Icon className="size-3.5" aria-hidden />
        {t(`uploads.severity.${severity}`)}
        <span className="figures font-normal">{entries.length}</span>
      </h4>
      <ul className="space-y-1.5">
        {shown.map((entry) => (
          <Remark key={`${entry.file}:${entry.line}:${entry.code}:${entry.message}`} entry={entry} />
        ))}
      </ul>
      {shown.length < entries.length ? (
        <Button look="link" size="inline" className="mt-1 min-h-6" onClick={() => setAll(true)}>
          {t('uploads.moreRemarks', { count: entries.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}

function Remark({ entry }: { entry: ReportEntry }) {
  const place = entry.line === null ? entry.file : `${entry.file}:${entry.line}`;
  return (
    <li className="text-sm">
      <p className="text-ink [overflow-wrap:anywhere]">{entry.message}</p>
      <p className="font-mono text-ink-3 text-xs [overflow-wrap:anywhere]">{place}</p>
    </li>
  );
}
