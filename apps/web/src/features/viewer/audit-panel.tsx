import { useQuery } from '@tanstack/react-query';
import { ArrowRight, MapPin, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import {
  byPhrase,
  distinctPlaces,
  type Evidence,
  type PhraseReferences,
  type Target,
} from './audit-places.ts';
import { type Finding, findingsQuery, referencesQuery } from './viewer-queries.ts';

export interface AuditPanelProps {
  documentId: string;
  version: number | undefined;
  onEvidence: (evidence: Evidence) => void;
  onTarget: (target: Target) => void;
}

const severities = ['error', 'warning', 'info'] as const;
const dots = { error: 'bg-danger', warning: 'bg-marker-line', info: 'bg-line-strong' };

/** What does not agree inside the document, and where its references lead; each with its places. */
export function AuditPanel({ documentId, version, onEvidence, onTarget }: AuditPanelProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const findings = useQuery(findingsQuery(documentId, version));
  if (findings.isError) {
    return (
      <Notice
        tone="danger"
        className="m-3"
        actions={
          <Button size="small" onClick={() => findings.refetch()}>
            {tCommon('common.retry')}
          </Button>
        }
      >
        {t('audit.failed')}. {describeError(findings.error, tCommon)}
      </Notice>
    );
  }
  if (findings.isPending) {
    return (
      <div className="p-4">
        <TextSkeleton label={tCommon('app.loading')} lines={6} />
      </div>
    );
  }
  return (
    <div className="scroll-area h-full pb-10">
      <h2 className="sr-only">{t('audit.findings')}</h2>
      {findings.data.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('audit.none')} hint={t('audit.noneHint')} />
      ) : (
        severities.map((severity) => (
          <Group
            key={severity}
            title={t(`audit.severity.${severity}`)}
            dot={dots[severity]}
            count={findings.data.filter((finding) => finding.severity === severity).length}
          >
            {findings.data
              .filter((finding) => finding.severity === severity)
              .map((finding) => (
                <FindingItem key={finding.id} finding={finding} onEvidence={onEvidence} />
              ))}
          </Group>
        ))
      )}
      <References documentId={documentId} version={version} onEvidence={onEvidence} onTarget={onTarget} />
    </div>
  );
}

function Group({
  title,
  dot,
  count,
  children,
}: {
  title: string;
  dot: string;
  count: number;
  children: ReactNode;
}) {
  if (count === 0) return null;
  return (
    <section aria-label={title} className="border-line border-b py-2">
      <h3 className="figures flex items-center gap-2 px-4 py-1.5 font-semibold text-ink text-sm">
        <span className={`size-2 rounded-full ${dot}`} aria-hidden="true" />
        {title}
        <span className="font-normal text-ink-3">{count}</span>
      </h3>
      <ul>{children}</ul>
    </section>
  );
}

function FindingItem({
  finding,
  onEvidence,
}: {
  finding: Finding;
  onEvidence: (evidence: Evidence) => void;
}) {
  return (
    <li className="px-4 py-2">
      <p className="text-ink text-sm [overflow-wrap:anywhere]">{finding.message}</p>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {distinctPlaces(finding.evidence).map((evidence, index) => (
          <EvidenceButton
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence of one finding never moves
            key={index}
            evidence={evidence}
            onOpen={() => onEvidence(evidence)}
          />
        ))}
      </div>
    </li>
  );
}

function EvidenceButton({ evidence, onOpen }: { evidence: Evidence; onOpen: () => void }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const place = describePlace(evidence, tCommon);
  return (
    <button
      type="button"
      onClick={onOpen}
      title={evidence.quote}
      aria-label={t('audit.evidence', { place })}
      className="figures inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-surface px-2 text-ink-2 text-xs hover:border-line-strong hover:bg-hover hover:text-ink max-md:h-11 pointer-coarse:h-11"
    >
      <MapPin className="size-3.5 text-accent" aria-hidden />
      {place}
    </button>
  );
}

function References({ documentId, version, onEvidence, onTarget }: AuditPanelProps) {
  const { t } = useTranslation('viewer');
  const broken = useQuery(referencesQuery(documentId, { version, broken: true }));
  const resolved = useQuery(referencesQuery(documentId, { version, broken: false }));
  if (broken.data === undefined || resolved.data === undefined) return null;
  const astray = byPhrase(broken.data);
  const leading = byPhrase(resolved.data);
  return (
    <>
      <h2 className="px-4 pt-5 pb-1 font-semibold text-ink">{t('audit.references')}</h2>
      {astray.length + leading.length === 0 ? (
        <p className="px-4 text-ink-2 text-sm">{t('audit.noReferences')}</p>
      ) : null}
      <Group title={t('audit.broken')} dot={dots.error} count={astray.length}>
        {astray.map((reference, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: references have no name of their own and never move
          <ReferenceItem key={index} reference={reference} onEvidence={onEvidence} onTarget={onTarget} />
        ))}
      </Group>
      <Group title={t('audit.resolved')} dot="bg-success" count={leading.length}>
        {leading.map((reference, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: references have no name of their own and never move
          <ReferenceItem key={index} reference={reference} onEvidence={onEvidence} onTarget={onTarget} />
        ))}
      </Group>
    </>
  );
}

interface ReferenceItemProps extends Pick<AuditPanelProps, 'onEvidence' | 'onTarget'> {
  reference: PhraseReferences;
}

function ReferenceItem({ reference, onEvidence, onTarget }: ReferenceItemProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const { source, targets } = reference;
  return (
    <li className="flex flex-wrap items-center gap-1.5 px-4 py-1">
      <span className="mr-auto min-w-24 text-ink text-sm">«{reference.text}»</span>
      <EvidenceButton evidence={source} onOpen={() => onEvidence(source)} />
      {targets.map((target) => {
        const leads = describePlace(target, tCommon);
        return (
          <button
            key={`${target.page} ${target.block_id}`}
            type="button"
            onClick={() => onTarget(target)}
            aria-label={t('audit.follow', { place: leads })}
            className="figures inline-flex h-8 items-center gap-1.5 rounded-lg px-2 text-accent-ink text-xs hover:bg-accent-soft max-md:h-11 pointer-coarse:h-11"
          >
            <ArrowRight className="size-3.5" aria-hidden />
            {leads}
          </button>
        );
      })}
    </li>
  );
}
