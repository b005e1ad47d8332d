import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { imageQuery } from '#features/evidence/image-query.ts';
import { PictureGallery, useShowPicture } from '#features/evidence/picture-gallery.tsx';
import { readRequest, type TracedMessage, type TracedPart } from './read-request.ts';
import { Fold, Json, LongText } from './trace-text.tsx';

/** A request to a model as a person reads it: prompts, messages with their pictures, tools; the stored form below. */
export function TraceRequest({ request }: { request: Record<string, unknown> }) {
  const { t } = useTranslation('admin');
  const { system, messages, tools, settings } = readRequest(request);
  const pictures = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'picture' && part.imageId !== null ? [part.imageId] : [])),
  );
  return (
    <div className="space-y-1">
      {system.map((prompt, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: prompts never change places
        <Fold key={at} title={t('trace.system', { n: at + 1, start: firstLine(prompt) })}>
          <LongText label={t('trace.system', { n: at + 1, start: '' })} text={prompt} />
        </Fold>
      ))}
      <PictureGallery ids={pictures}>
        {messages.map((message, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages never change places
          <MessageFold key={at} message={message} isLast={at === messages.length - 1} />
        ))}
      </PictureGallery>
      {tools.length === 0 ? null : (
        <p className="py-1.5 text-ink-2 text-sm">{t('trace.tools', { names: tools.join(', ') })}</p>
      )}
      <p className="py-1.5 text-ink-2 text-sm">
        {t('trace.settings', {
          settings: Object.entries(settings)
            .map(([name, value]) => `${name} = ${String(value)}`)
            .join(', '),
        })}
      </p>
      <Fold title={t('trace.stored')}>
        <Json value={request} label={t('trace.stored')} />
      </Fold>
    </div>
  );
}

function MessageFold({ message: { role, parts }, isLast }: { message: TracedMessage; isLast: boolean }) {
  const { t } = useTranslation('admin');
  const start = parts.map(startOf).find((text) => text !== '') ?? '';
  return (
    <Fold title={`${t(`trace.roles.${role}`)}${start === '' ? '' : `: ${start}`}`} open={isLast}>
      <div className="space-y-2">
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts never change places
          <Part key={at} part={part} />
        ))}
      </div>
    </Fold>
  );
}

function Part({ part }: { part: TracedPart }) {
  const { t } = useTranslation('admin');
  if (part.kind === 'text') return <LongText label={t('trace.text')} text={part.text} />;
  if (part.kind === 'data') return <Json value={part.value} label={part.title} />;
  return (
    <div className="flex flex-wrap items-start gap-3">
      {part.imageId === null ? null : <Thumbnail id={part.imageId} label={part.label} />}
      <p className="min-w-40 flex-1 whitespace-pre-wrap text-ink-2 text-xs [overflow-wrap:anywhere]">
        {shorten(part.label.replace(/\s*\n\s*/g, ' · '), 300)}
      </p>
    </div>
  );
}

/** A picture of somebody else's chat is not shown: only its words are. */
function Thumbnail({ id, label }: { id: string; label: string }) {
  const show = useShowPicture();
  const { data } = useQuery({ ...imageQuery(id), retry: false });
  if (data?.url == null) return null;
  return (
    <button
      type="button"
      aria-label={firstLine(label)}
      onClick={() => show(id)}
      className="overflow-hidden rounded-lg border border-line bg-white hover:border-accent"
    >
      <img src={data.url} alt="" className="h-24 w-36 object-contain" />
    </button>
  );
}

function startOf(part: TracedPart): string {
  if (part.kind === 'picture') return '';
  return part.kind === 'data' ? part.title : firstLine(part.text);
}

function firstLine(text: string): string {
  return shorten(text.trim().split('\n')[0] ?? '', 80);
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
