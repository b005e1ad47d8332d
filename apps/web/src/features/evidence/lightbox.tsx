import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import { useFocusBack } from '#shared/lib/use-focus-back.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { type ChatImage, imageQuery } from './image-query.ts';

export interface LightboxProps {
  ids: readonly string[];
  shown: string;
  onShow: (id: string) => void;
  onClose: () => void;
}

/** A picture as the model was shown it, with its place; arrows lead to the others. */
export function Lightbox({ ids, shown, onShow, onClose }: LightboxProps) {
  const { t } = useTranslation();
  const { data, isError } = useQuery(imageQuery(shown));
  const focusBack = useFocusBack(true);
  const at = ids.indexOf(shown);
  const previous = ids[at - 1];
  const next = ids[at + 1];
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-enter bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={focusBack}
          onKeyDown={({ key }) => {
            if (key === 'ArrowLeft' && previous !== undefined) onShow(previous);
            if (key === 'ArrowRight' && next !== undefined) onShow(next);
          }}
          className="fixed inset-3 z-50 flex animate-enter flex-col rounded-2xl border border-line bg-surface shadow-raised focus:outline-none md:inset-8"
        >
          <header className="flex items-center gap-2 border-line border-b py-1.5 pr-1.5 pl-4">
            <Radix.Title className="figures min-w-0 flex-1 truncate font-semibold text-ink text-sm">
              {data === undefined ? t('evidence.picture') : titleOf(data, t)}
            </Radix.Title>
            <span className="figures text-ink-3 text-xs">
              {at + 1} / {ids.length}
            </span>
            <IconButton
              icon={ChevronLeft}
              label={t('evidence.previous')}
              disabled={previous === undefined}
              onClick={() => previous !== undefined && onShow(previous)}
            />
            <IconButton
              icon={ChevronRight}
              label={t('evidence.next')}
              disabled={next === undefined}
              onClick={() => next !== undefined && onShow(next)}
            />
            <Radix.Close asChild>
              <IconButton icon={X} label={t('common.close')} />
            </Radix.Close>
          </header>
          <div className="flex min-h-0 flex-1 items-center justify-center bg-sunken p-2">
            {data?.url == null ? (
              <p role="status" className="text-ink-2 text-sm">
                {isError ? t('evidence.pictureGone') : <Spinner />}
              </p>
            ) : (
              <img
                src={data.url}
                alt={data.label}
                className="max-h-full max-w-full bg-white object-contain"
              />
            )}
          </div>
          {data === undefined ? null : <Footer image={data} onClose={onClose} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function titleOf({ name, page, sheet, block_id }: ChatImage, t: TFunction): string {
  const number = t('evidence.pictureMark', { number: name.replace(/^P/, '') });
  return [number, describePlace({ page, sheet }, t), block_id].filter(Boolean).join(' · ');
}

function Footer({ image, onClose }: { image: ChatImage; onClose: () => void }) {
  const { t } = useTranslation();
  const { document_id, page, version, bbox, shrink } = image;
  return (
    <footer className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-2 text-ink-3 text-xs">
      <Link
        to="/documents/$documentId"
        params={{ documentId: document_id }}
        search={{
          page,
          version,
          ...(bbox !== null && { box: bbox.map((share) => share.toFixed(4)).join(',') }),
        }}
        onClick={onClose}
        className="inline-flex min-h-9 items-center font-medium text-accent-ink underline underline-offset-3 max-md:min-h-11"
      >
        {t('evidence.openOnSheet')}
      </Link>
      <span className="figures">
        {image.width} × {image.height}
      </span>
      {shrink !== null && shrink > 1.05 ? (
        <span className="figures">
          {t('evidence.shrunk', { times: shrink.toFixed(1).replace('.', ',') })}
        </span>
      ) : null}
      <span className="font-mono" title={image.sha256}>
        SHA-256 {image.sha256.slice(0, 12)}…
      </span>
    </footer>
  );
}
