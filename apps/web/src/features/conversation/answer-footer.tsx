import { Check, Copy, Info } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '#shared/lib/copy.ts';
import { formatNumber, formatTime } from '#shared/lib/format.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { answerAsText } from './answer-as-text.ts';
import type { Message } from './chat-query.ts';

/** What the keyless answerer calls itself. */
const EXTRACTIVE = 'extractive';

export function AnswerFooter({ message }: { message: Message }) {
  const { t } = useTranslation();
  const [details, setDetails] = useState(false);
  const detailsId = useId();
  return (
    <footer className="mt-2">
      <div className="-ml-2 flex min-h-9 items-center gap-0.5">
        <CopyButton text={() => answerAsText(message.content, message.citations, t)} />
        <IconButton
          icon={Info}
          label={t('conversation.details')}
          aria-expanded={details}
          aria-controls={detailsId}
          onClick={() => setDetails(!details)}
        />
        <ModelLabel model={message.model} />
      </div>
      <dl id={detailsId} hidden={!details} className="mt-1 flex flex-wrap gap-x-6 gap-y-1 text-ink-2 text-xs">
        <Details message={message} />
      </dl>
    </footer>
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
