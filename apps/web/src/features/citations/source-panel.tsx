import { isApiError } from '@aizoomdoc/client';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Block, blockQuery } from '#features/documents/documents-query.ts';
import Markdown from '#features/markdown/markdown.tsx';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { highlightQuotes } from './highlight.ts';
import { SourceHeader } from './source-header.tsx';
import type { SourceRef } from './use-source.ts';

export interface SourcePanelProps {
  source: SourceRef;
  onClose: () => void;
}

/** The text of a block, with the quoted place lit: the evidence behind a reference. */
export function SourcePanel({ source, onClose }: SourcePanelProps) {
  const { t } = useTranslation();
  const block = useQuery(blockQuery(source.documentId, source.code, source.version));
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <SourceHeader source={source} block={block.data} onClose={onClose} headingRef={heading} />
      {block.isPending ? (
        <div className="p-6">
          <TextSkeleton label={t('app.loading')} lines={7} />
        </div>
      ) : null}
      {block.isError ? (
        <div role="alert">
          <Failure error={block.error} onRetry={() => block.refetch()} />
        </div>
      ) : null}
      {block.data === undefined ? null : <BlockText key={block.data.block_id} block={block.data} />}
    </div>
  );
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  if (isApiError(error) && error.status === 404) {
    return <EmptyState icon={FileQuestion} title={t('block.notFound')} hint={t('block.notFoundHint')} />;
  }
  return (
    <EmptyState icon={FileQuestion} title={t('block.failed')} hint={describeError(error, t)}>
      <Button onClick={onRetry}>{t('common.retry')}</Button>
    </EmptyState>
  );
}

/** Scrolls to the quote, and again while the panel around it takes its final size. */
function keepInSight(mark: HTMLElement, text: HTMLElement): () => void {
  const scroller = text.parentElement ?? text;
  const observer = new ResizeObserver(() => mark.scrollIntoView({ block: 'center' }));
  observer.observe(scroller);
  const stop = () => observer.disconnect();
  // From the first touch on, where to look is the reader's choice.
  for (const input of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
    scroller.addEventListener(input, stop, { once: true, passive: true });
  }
  return stop;
}

/** What the block looks like on the sheet. */
function BlockPicture({ url }: { url: string }) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  if (failed) return null;
  return (
    <img
      src={url}
      alt={t('block.picture')}
      loading="lazy"
      decoding="async"
      onError={() => setFailed(true)}
      className="mb-4 max-h-96 min-h-24 w-full rounded-lg border border-line bg-white object-contain"
    />
  );
}

function BlockText({ block }: { block: Block }) {
  const { t } = useTranslation();
  const text = useRef<HTMLDivElement>(null);
  const quotes = useRouterState({ select: ({ location }) => location.state.quotes });
  const [found, setFound] = useState(true);
  const markdown = useMemo(() => block.text.trim(), [block.text]);

  useLayoutEffect(() => {
    if (text.current === null) return;
    const mark = highlightQuotes(text.current, quotes ?? []);
    setFound(mark !== null || quotes === undefined || quotes.length === 0);
    return mark === null ? undefined : keepInSight(mark, text.current);
  }, [quotes]);

  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
      tabIndex={0}
      aria-label={t('block.title')}
      className="scroll-area min-h-0 flex-1 px-5 pt-5 pb-24 focus-visible:-outline-offset-2 md:px-6"
    >
      {block.picture_url === null ? null : <BlockPicture url={block.picture_url} />}
      {block.kind === 'image' ? <p className="mb-4 text-ink-3 text-sm">{t('block.imageNote')}</p> : null}
      {found ? null : (
        <p role="status" className="mb-4 text-ink-3 text-sm">
          {t('block.quoteMissing')}
        </p>
      )}
      {markdown === '' ? (
        <p className="text-ink-2">{t('block.empty')}</p>
      ) : (
        <Markdown ref={text} text={markdown} breaks className="text-[0.9375rem]" />
      )}
    </section>
  );
}
