import { type CircleCheck, CircleHelp, Eye, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#features/conversation/chat-query.ts';
import { cn } from '#shared/lib/cn.ts';
import type { Checks, Claim } from './mark-claims.ts';

export interface ChecksSummaryProps {
  checks: Checks;
  onShow: (citation: Message['citations'][number]) => void;
  citations: Message['citations'];
}

/** What the check of the answer came to: one line, and on demand each claim that is not confirmed by text. */
export function ChecksSummary({ checks, citations, onShow }: ChecksSummaryProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(checks.conflicts.length > 0);
  const listId = useId();
  const total = checks.claims.length;
  if (total === 0 && checks.conflicts.length === 0) return null;
  const doubtful = checks.claims.filter(({ status }) => status !== 'confirmed');
  const clean = doubtful.length === 0 && checks.conflicts.length === 0;
  return (
    <section aria-label={t('evidence.checks')} className="mt-4 text-sm">
      <button
        type="button"
        aria-expanded={clean ? undefined : open}
        aria-controls={clean ? undefined : listId}
        disabled={clean}
        onClick={() => setOpen(!open)}
        className="-ml-2 flex min-h-9 items-center gap-2 rounded-lg px-2 text-left not-disabled:hover:bg-hover max-md:min-h-11"
      >
        {clean ? (
          <ShieldCheck className="size-4 shrink-0 text-success" aria-hidden />
        ) : (
          <TriangleAlert className="size-4 shrink-0 text-warning" aria-hidden />
        )}
        <span className="text-ink-2">
          {t('evidence.confirmed', { confirmed: checks.confirmed, count: total })}
          {checks.picture_only > 0 ? ` · ${t('evidence.pictureOnly', { count: checks.picture_only })}` : ''}
          {checks.not_confirmed > 0
            ? ` · ${t('evidence.notConfirmed', { count: checks.not_confirmed })}`
            : ''}
        </span>
      </button>
      {clean ? null : (
        <ul
          id={listId}
          hidden={!open}
          className="mt-1.5 overflow-hidden rounded-xl border border-line bg-surface"
        >
          {checks.conflicts.map((conflict) => (
            <Line key={conflict.message} icon={TriangleAlert} tone="text-warning">
              {conflict.message}
            </Line>
          ))}
          {doubtful.map((claim) => (
            <ClaimLine
              key={`${claim.start}:${claim.kind}`}
              claim={claim}
              citation={citations.find(({ n }) => n === claim.citation)}
              onShow={onShow}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface ClaimLineProps {
  claim: Claim;
  citation: Message['citations'][number] | undefined;
  onShow: ChecksSummaryProps['onShow'];
}

function ClaimLine({ claim, citation, onShow }: ClaimLineProps) {
  const { t } = useTranslation();
  const seen = claim.status === 'picture_only';
  return (
    <Line icon={seen ? Eye : CircleHelp} tone={seen ? 'text-ink-3' : 'text-warning'}>
      <span className="figures font-medium text-ink">«{claim.text}»</span>{' '}
      <span className="text-ink-2">{claim.note ?? t(`evidence.status.${claim.status}`)}</span>
      {citation === undefined ? null : (
        <button
          type="button"
          onClick={() => onShow(citation)}
          className="ml-2 text-accent-ink underline underline-offset-3"
        >
          {t('evidence.show')}
        </button>
      )}
    </Line>
  );
}

function Line({
  icon: Icon,
  tone,
  children,
}: {
  icon: typeof CircleCheck;
  tone: string;
  children: React.ReactNode;
}) {
  return (
    <li className="flex items-start gap-2.5 px-3.5 py-2.5 not-first:border-line not-first:border-t">
      <Icon className={cn('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </li>
  );
}
