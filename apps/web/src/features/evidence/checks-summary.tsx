import { ChevronRight, CircleHelp, Eye, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShowCitation } from '#features/citations/answer-text.tsx';
import type { Message } from '#features/conversation/chat-query.ts';
import { cn } from '#shared/lib/cn.ts';
import { Notice } from '#shared/ui/notice.tsx';
import type { Checks, Claim } from './checks.ts';
import { leaningClaims } from './leaning-claims.ts';

type Citation = Message['citations'][number];

export interface ChecksSummaryProps {
  text: string;
  checks: Checks;
  citations: readonly Citation[];
}

/** What the check of the answer came to: disagreements at once, one line of counts, and on demand each claim that text does not prove. */
export function ChecksSummary({ text, checks, citations }: ChecksSummaryProps) {
  const { t } = useTranslation();
  const doubts = doubtsOf(text, checks.claims, citations);
  if (checks.claims.length === 0 && checks.conflicts.length === 0) return null;
  return (
    <div className="mt-4 space-y-2 text-sm">
      <h3 className="sr-only">{t('evidence.checks')}</h3>
      {checks.conflicts.map((conflict) => (
        <ConflictNotice
          key={conflict.message}
          conflict={conflict}
          citations={citations.filter(({ n }) => conflict.citations.includes(n))}
        />
      ))}
      {checks.claims.length === 0 ? null : <Counts checks={checks} doubts={doubts} />}
    </div>
  );
}

function ConflictNotice(props: { conflict: Checks['conflicts'][number]; citations: readonly Citation[] }) {
  const { t } = useTranslation();
  const show = useShowCitation();
  const { conflict, citations } = props;
  const [first] = citations;
  return (
    <Notice
      tone="warning"
      actions={
        first === undefined ? undefined : (
          <button
            type="button"
            onClick={() => show(first)}
            className="flex min-h-8 items-center px-1 underline underline-offset-3 max-md:min-h-11"
          >
            {t('evidence.show')}
          </button>
        )
      }
    >
      <span className="font-medium">{t('evidence.conflict')}.</span> {conflict.message}
    </Notice>
  );
}

/** A claim that text does not prove, as often as the answer repeats it. */
interface Doubt {
  claim: Claim;
  times: number;
  /** What it leans on. */
  citation: Citation | undefined;
}

function doubtsOf(text: string, claims: readonly Claim[], citations: readonly Citation[]): Doubt[] {
  const leaning = [...leaningClaims(text, claims, citations)];
  const doubts = new Map<string, Doubt>();
  for (const claim of claims) {
    if (claim.status === 'confirmed') continue;
    const key = `${claim.status} ${claim.text} ${claim.note}`;
    const known = doubts.get(key);
    const n = leaning.find(([, all]) => all.includes(claim))?.[0];
    doubts.set(key, {
      claim,
      times: (known?.times ?? 0) + 1,
      citation: known?.citation ?? citations.find((citation) => citation.n === n),
    });
  }
  return [...doubts.values()];
}

function Counts({ checks, doubts }: { checks: Checks; doubts: readonly Doubt[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const listId = useId();
  const { confirmed, picture_only, not_confirmed, claims } = checks;
  const counts = [
    t('evidence.confirmed', { confirmed, count: claims.length }),
    picture_only > 0 ? t('evidence.pictureOnly', { count: picture_only }) : null,
    not_confirmed > 0 ? t('evidence.notConfirmed', { count: not_confirmed }) : null,
  ];
  const line = <span className="text-ink-2">{counts.filter(Boolean).join(' · ')}</span>;
  if (doubts.length === 0) {
    return (
      <p className="flex min-h-9 items-center gap-2">
        <ShieldCheck className="size-4 shrink-0 text-success" aria-hidden />
        {line}
      </p>
    );
  }
  const Icon = not_confirmed > 0 ? TriangleAlert : Eye;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
        className="-ml-2 flex min-h-9 max-w-full items-center gap-2 rounded-lg px-2 text-left hover:bg-hover max-md:min-h-11"
      >
        <Icon
          className={cn('size-4 shrink-0', not_confirmed > 0 ? 'text-warning' : 'text-ink-3')}
          aria-hidden
        />
        {line}
        <ChevronRight
          className={cn('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
          aria-hidden
        />
      </button>
      <ul
        id={listId}
        hidden={!open}
        className="mt-1.5 overflow-hidden rounded-xl border border-line bg-surface"
      >
        {doubts.map((doubt) => (
          <DoubtLine key={`${doubt.claim.start}:${doubt.claim.kind}`} doubt={doubt} />
        ))}
      </ul>
    </div>
  );
}

function DoubtLine({ doubt: { claim, times, citation } }: { doubt: Doubt }) {
  const { t } = useTranslation();
  const show = useShowCitation();
  const seen = claim.status === 'picture_only';
  const Icon = seen ? Eye : CircleHelp;
  return (
    <li className="flex items-start gap-2.5 px-3.5 py-2.5 not-first:border-line not-first:border-t">
      <Icon className={cn('mt-0.5 size-4 shrink-0', seen ? 'text-ink-3' : 'text-warning')} aria-hidden />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="figures font-medium text-ink">«{claim.text}»</span>
        {times > 1 ? <span className="figures text-ink-3"> × {times}</span> : null}{' '}
        <span className="text-ink-2">— {claim.note ?? t(`evidence.status.${claim.status}`)}</span>
      </span>
      {citation === undefined ? null : (
        <button
          type="button"
          onClick={() => show(citation)}
          aria-label={t('evidence.showSource', { claim: claim.text })}
          className="shrink-0 text-accent-ink underline underline-offset-3 pointer-coarse:min-h-6"
        >
          {t('evidence.show')}
        </button>
      )}
    </li>
  );
}
