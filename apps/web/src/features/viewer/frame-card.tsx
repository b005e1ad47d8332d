import { createViews } from '@aizoomdoc/contracts';
import { useQuery } from '@tanstack/react-query';
import { Copy, Download, Link2, MessageSquarePlus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { copyText } from '#shared/lib/copy.ts';
import { Button } from '#shared/ui/button.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { areaOf, type Box, formatBox } from './sheet-geometry.ts';
import { useAskAboutPlace } from './use-ask.ts';

export interface FrameCardProps {
  documentId: string;
  version: number | undefined;
  page: number;
  box: Box;
  onCopyLink: () => void;
  onClose: () => void;
}

const WHOLE = 0.9;

/** What the frame took: the exact text inside and the picture, drawn anew from the sheet. */
export function FrameCard({ documentId, version, page, box, onCopyLink, onClose }: FrameCardProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const askAbout = useAskAboutPlace();
  const taken = useQuery({
    queryKey: ['viewer', documentId, 'frame', version ?? 'current', page, formatBox(box)],
    queryFn: async ({ signal }) => {
      const options = {
        params: { document_id: documentId },
        body: {
          page,
          // The server takes no part for the whole.
          ...(areaOf(box) < WHOLE && { box: [...box], kind: 'region' as const }),
          ...(version !== undefined && { version }),
        },
        signal,
        timeout: 60_000,
      };
      return (await client.list(createViews, options)).items[0] ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const view = taken.data ?? null;
  const text = view === null ? '' : view.spans.map((span) => span.text).join('\n');
  return (
    <section
      aria-label={t('frame.title')}
      className="absolute right-3 bottom-20 z-4 flex max-h-[55%] w-[min(24rem,calc(100%-1.5rem))] animate-enter flex-col rounded-xl border border-line bg-surface shadow-raised"
    >
      <header className="flex items-center justify-between py-1 pr-1 pl-4">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-ink text-sm outline-none">
          {t('frame.title')}
        </h2>
        <IconButton icon={X} label={`${tCommon('common.close')} (Esc)`} onClick={onClose} />
      </header>
      <div className="scroll-area min-h-0 flex-1 px-4 pb-3" tabIndex={-1}>
        {taken.isPending ? <TextSkeleton label={t('frame.reading')} lines={3} /> : null}
        {taken.isError ? (
          <Notice
            tone="danger"
            actions={
              <Button size="small" onClick={() => taken.refetch()}>
                {tCommon('common.retry')}
              </Button>
            }
          >
            {t('frame.failed')}. {describeError(taken.error, tCommon)}
          </Notice>
        ) : null}
        {view === null ? null : (
          <>
            <img
              src={view.image_url}
              alt={view.label}
              width={view.width}
              height={view.height}
              className="mb-3 max-h-40 w-full rounded-lg border border-line bg-white object-contain"
            />
            {text === '' ? (
              <p className="text-ink-2 text-sm">{t('frame.empty')}</p>
            ) : (
              <pre className="whitespace-pre-wrap font-sans text-ink text-sm [overflow-wrap:anywhere]">
                {text}
              </pre>
            )}
          </>
        )}
      </div>
      {view === null ? null : (
        <footer className="flex flex-wrap gap-2 border-line border-t p-3">
          <Button size="small" look="primary" onClick={() => askAbout({ documentId, version, page, box })}>
            <MessageSquarePlus aria-hidden />
            {t('frame.ask')}
          </Button>
          <Button
            size="small"
            disabled={text === ''}
            onClick={async () => (await copyText(text)) && showToast(tCommon('common.copied'))}
          >
            <Copy aria-hidden />
            {t('frame.copyText')}
          </Button>
          <a
            href={view.image_url}
            download={`${view.view_id}.png`}
            className="inline-flex h-8 items-center gap-2 rounded-lg border border-line bg-surface px-2.5 font-medium text-ink text-sm hover:border-line-strong hover:bg-hover max-md:min-h-11 pointer-coarse:min-h-11"
          >
            <Download className="size-4" aria-hidden />
            {t('frame.download')}
          </a>
          <Button size="small" look="quiet" onClick={onCopyLink}>
            <Link2 aria-hidden />
            {t('frame.copyLink')}
          </Button>
        </footer>
      )}
    </section>
  );
}
