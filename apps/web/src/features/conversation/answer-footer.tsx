import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, Copy, Download, Eye, Info, RotateCcw } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { copyText } from '#shared/lib/copy.ts';
import { formatDollars, formatNumber, formatTime } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { answerAsText } from './answer-as-text.ts';
import type { Message } from './chat-query.ts';
import { useBranches } from './use-branches.ts';
import { Variants } from './variants.tsx';

/** What the keyless answerer calls itself. */
const EXTRACTIVE = 'extractive';

const LazyExportMenu = lazy(() =>
  import('./export-menu.tsx').then((module) => ({ default: module.ExportMenu })),
);

const LedgerDialog = lazy(() =>
  import('#features/evidence/ledger-dialog.tsx').then((module) => ({ default: module.LedgerDialog })),
);

export function AnswerFooter({ chatId, message }: { chatId: string; message: Message }) {
  const { t } = useTranslation();
  const [details, setDetails] = useState(false);
  const detailsId = useId();
  return (
    <footer className="mt-2">
      <div className="-ml-2 flex min-h-9 items-center gap-0.5">
        <CopyButton text={() => answerAsText(message.content, message.citations, t)} />
        <RegenerateButton chatId={chatId} message={message} />
        <ExportButton chatId={chatId} message={message} />
        <IconButton
          icon={Info}
          label={t('conversation.details')}
          aria-expanded={details}
          aria-controls={detailsId}
          onClick={() => setDetails(!details)}
        />
        <Variants chatId={chatId} message={message} />
        <ModelLabel model={message.model} />
        <KeyHint message={message} />
      </div>
      <div id={detailsId} hidden={!details} className="mt-1 space-y-2 text-ink-2 text-xs">
        <dl className="flex flex-wrap gap-x-6 gap-y-1">
          <Details message={message} />
        </dl>
        <LedgerButton chatId={chatId} messageId={message.id} />
      </div>
    </footer>
  );
}

/** Everything that was looked at for the answer, fetched when asked for. */
function LedgerButton({ chatId, messageId }: { chatId: string; messageId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        <Eye aria-hidden />
        {t('evidence.ledger')}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <LedgerDialog chatId={chatId} messageId={messageId} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** The way to a key, while the lack of one is why answers are extracts. */
function KeyHint({ message: { model, model_profile } }: { message: Message }) {
  const { t } = useTranslation();
  const models = useQuery(meQuery).data?.models;
  const wanted = models?.[model_profile ?? 'simple'];
  if (model !== EXTRACTIVE || wanted === undefined || wanted.ready) return null;
  return (
    <Link
      to="/settings"
      className="ml-1 inline-flex min-h-9 items-center text-accent-ink text-xs underline underline-offset-3 max-md:min-h-11"
    >
      {t('conversation.addKey')}
    </Link>
  );
}

function Details({ message }: { message: Message }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <>
      <Detail name={t('conversation.time')}>{formatTime(message.created_at, i18n.language)}</Detail>
      {message.model === null ? null : <Detail name={t('conversation.model')}>{message.model}</Detail>}
      {message.usage === null ? null : (
        <>
          <Detail name={t('conversation.tokensIn')}>{number(message.usage.input_tokens)}</Detail>
          <Detail name={t('conversation.tokensOut')}>{number(message.usage.output_tokens)}</Detail>
          <Detail name={t('conversation.modelCalls')}>{number(message.usage.model_calls)}</Detail>
        </>
      )}
      {message.cost_usd === null ? null : (
        <Detail name={t('conversation.cost')}>{formatDollars(message.cost_usd, i18n.language)}</Detail>
      )}
      {message.prompts?.role == null ? null : (
        <Detail name={t('conversation.role')}>{message.prompts.role.name}</Detail>
      )}
    </>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-3">{name}</dt>
      <dd className="figures font-medium">{children}</dd>
    </div>
  );
}

export function ModelLabel({ model }: { model: string | null }) {
  const { t } = useTranslation();
  if (model === null) return null;
  return (
    <span className="ml-1.5 text-ink-3 text-xs">
      {model === EXTRACTIVE ? t('conversation.extractive') : model}
    </span>
  );
}

/** Another answer to the same question; this one stays. */
function RegenerateButton({ chatId, message }: { chatId: string; message: Message }) {
  const { t } = useTranslation();
  const { regenerate } = useBranches(chatId);
  return (
    <IconButton
      icon={RotateCcw}
      label={t('conversation.regenerate')}
      disabled={regenerate.isPending}
      onClick={() => regenerate.mutate(message.id)}
    />
  );
}

/** The menu is fetched when it is first asked for. */
function ExportButton({ chatId, message }: { chatId: string; message: Message }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const button = (
    <IconButton icon={Download} label={t('conversation.exportAnswer')} onClick={() => setWanted(true)} />
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <LazyExportMenu chatId={chatId} messageId={message.id} trigger={button} />
    </Suspense>
  );
}

function CopyButton({ text }: { text: () => string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <IconButton
        icon={copied ? Check : Copy}
        label={t('conversation.copyAnswer')}
        onClick={async () => setCopied(await copyText(text()))}
      />
      <span role="status" className="sr-only">
        {copied ? t('common.copied') : ''}
      </span>
    </>
  );
}
