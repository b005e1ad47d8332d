import { Link } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { AnswerText } from '#features/citations/answer-text.tsx';
import { SourceList } from '#features/citations/source-list.tsx';
import { ChecksSummary } from '#features/evidence/checks-summary.tsx';
import { DiffTable } from '#features/evidence/diff-table.tsx';
import { NotExamined } from '#features/evidence/not-examined.tsx';
import { PictureGallery } from '#features/evidence/picture-gallery.tsx';
import { PictureStrip, type StripPicture } from '#features/evidence/picture-strip.tsx';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { AnswerFooter, ModelLabel } from './answer-footer.tsx';
import type { Message } from './chat-query.ts';
import { describeRunError } from './run-error.ts';
import { RunSteps } from './run-steps.tsx';
import { isActive, type RunStatus, type RunView } from './run-view.ts';
import { useResumeRun } from './use-run-actions.ts';

export interface AnswerProps {
  chatId: string;
  message: Message | null;
  view: RunView | null;
  /** Only the chat's last answer can be asked for again. */
  isLast: boolean;
}

/** An answer from its first phase to its stored form, in one element, so that nothing jumps when it is stored. */
export const Answer = memo(function Answer({ chatId, message, view, isLast }: AnswerProps) {
  const { t } = useTranslation();
  const stored = message !== null && message.status !== 'pending' ? message : null;
  const text = stored?.content ?? view?.text ?? message?.content ?? '';
  const status = statusOf(stored, view);
  const streaming = isActive(status);
  const pictures = picturesOf(stored, view);
  return (
    <article aria-busy={streaming}>
      <h2 className="sr-only">{t('conversation.answer')}</h2>
      {view === null ? null : <RunSteps view={view} />}
      <PictureGallery ids={pictures.map(({ id }) => id)}>
        <PictureStrip pictures={pictures} />
        {view === null && streaming ? <Spinner className="my-2 text-accent" /> : null}
        {text === '' ? null : (
          <AnswerText
            text={text}
            citations={stored?.citations ?? []}
            checks={stored?.checks ?? null}
            streaming={streaming}
          />
        )}
        {stored === null ? null : <Evidence message={stored} />}
      </PictureGallery>
      <Warnings view={view} />
      <Outcome
        chatId={chatId}
        status={status}
        errorCode={stored?.error_code ?? null}
        view={view}
        isLast={isLast}
      />
      {stored !== null && text !== '' ? <AnswerFooter chatId={chatId} message={stored} /> : null}
      {stored === null && text !== '' ? <LiveFooter view={view} /> : null}
    </article>
  );
});

function statusOf(stored: Message | null, view: RunView | null): RunStatus {
  if (stored !== null)
    return stored.status === 'complete' ? 'done' : stored.status === 'stopped' ? 'stopped' : 'failed';
  return view?.status ?? 'running';
}

function picturesOf(stored: Message | null, view: RunView | null): StripPicture[] {
  if (stored !== null && stored.images.length > 0)
    return stored.images.map(({ id, description }) => ({ id, label: description ?? '' }));
  return view?.pictures.map(({ image_id, label }) => ({ id: image_id, label })) ?? [];
}

/** What the answer leans on, and what it does not. */
function Evidence({ message }: { message: Message }) {
  const { content, checks, citations, diff, not_examined } = message;
  return (
    <>
      <DiffTable rows={diff} folded={/^\|[ :-]+\|/m.test(content)} />
      {checks === null ? null : <ChecksSummary text={content} checks={checks} citations={citations} />}
      <NotExamined places={not_examined} />
      <SourceList citations={citations} />
    </>
  );
}

/** Keeps the room of the footer while the answer is written. */
function LiveFooter({ view }: { view: RunView | null }) {
  return (
    <div className="mt-2 flex min-h-9 items-center max-md:min-h-11">
      <span className="-ml-1.5">
        <ModelLabel model={view?.model ?? null} />
      </span>
    </div>
  );
}

function Warnings({ view }: { view: RunView | null }) {
  const { t } = useTranslation();
  const warnings = (view?.warnings ?? []).filter(({ code }) => code !== 'no_key');
  const lines = [
    ...warnings.map(({ message }) => message),
    ...(view?.restarted ? [t('conversation.restarted')] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <ul role="status" className="mt-3 space-y-1 text-ink-3 text-sm">
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Failures that are mended in the settings. */
const keyTroubles = new Set(['bad_key', 'quota', 'no_key']);

interface OutcomeProps {
  chatId: string;
  status: RunStatus;
  errorCode: string | null;
  view: RunView | null;
  isLast: boolean;
}

/** What to say and do about an answer that did not end well. */
function Outcome({ chatId, status, errorCode, view, isLast }: OutcomeProps) {
  const { t } = useTranslation();
  if (status === 'stopped') {
    return (
      <div className="mt-3 flex flex-wrap items-center gap-3 text-ink-2 text-sm">
        <span className="rounded-md bg-sunken px-2 py-1 font-medium">{t('conversation.stopped')}</span>
        {isLast ? <ResumeButton chatId={chatId} label={t('conversation.continue')} /> : null}
      </div>
    );
  }
  if (status !== 'failed') return null;
  const code = view?.error?.code ?? errorCode;
  const mended = code !== null && keyTroubles.has(code);
  // What was wrong may have been mended in the settings meanwhile.
  const retry = isLast && (mended || view?.error?.retryable !== false);
  const actions = (
    <>
      {mended ? (
        <Link
          to="/settings"
          className="flex min-h-8 items-center px-1 underline underline-offset-3 max-md:min-h-11"
        >
          {t('conversation.openSettings')}
        </Link>
      ) : null}
      {retry ? <ResumeButton chatId={chatId} label={t('common.retry')} /> : null}
    </>
  );
  return (
    <Notice tone="danger" className="mt-3" actions={actions}>
      {view?.error?.message ?? describeRunError(code, t)}
    </Notice>
  );
}

function ResumeButton({ chatId, label }: { chatId: string; label: string }) {
  const resume = useResumeRun(chatId);
  return (
    <Button size="small" disabled={resume.isPending} onClick={() => resume.mutate()}>
      {resume.isPending ? <Spinner /> : <RotateCcw aria-hidden />}
      {label}
    </Button>
  );
}
