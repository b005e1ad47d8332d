import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import type { PromptDiff } from './admin-queries.ts';

const looks = {
  same: { box: 'text-ink-3', sign: ' ' },
  added: { box: 'bg-success/12 text-ink', sign: '+' },
  removed: { box: 'bg-danger-soft text-ink line-through decoration-danger/40', sign: '−' },
} as const;

/** Two versions of a text, line by line. */
export function DiffLines({ diff, error }: { diff: PromptDiff | undefined; error: Error | null }) {
  const { t } = useTranslation('admin');
  const { t: tCommon } = useTranslation();
  if (error !== null) return <Notice tone="danger">{describeError(error, tCommon)}</Notice>;
  if (diff === undefined) return <TextSkeleton label={tCommon('app.loading')} lines={4} />;
  if (diff.lines.every(({ kind }) => kind === 'same'))
    return <p className="text-ink-2 text-sm">{t('versions.same')}</p>;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
      tabIndex={0}
      aria-label={t('versions.diff', { from: diff.from_version, to: diff.to_version })}
      className="scroll-area max-h-96 rounded-lg border border-line bg-paper py-2 font-mono text-xs leading-5"
    >
      {diff.lines.map(({ kind, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines never change places
        <p key={at} className={cn('whitespace-pre-wrap px-3 [overflow-wrap:anywhere]', looks[kind].box)}>
          <span className="mr-2 select-none" aria-hidden>
            {looks[kind].sign}
          </span>
          {kind === 'same' ? null : <span className="sr-only">{t(`versions.${kind}`)} </span>}
          {text}
        </p>
      ))}
    </section>
  );
}
