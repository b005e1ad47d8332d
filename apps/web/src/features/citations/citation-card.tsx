import { useQuery } from '@tanstack/react-query';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Citation } from '#features/conversation/chat-query.ts';
import { shortTitle } from '#features/documents/document-title.ts';
import { imageQuery } from '#features/evidence/image-query.ts';
import type { ReferenceState } from '#features/evidence/mark-claims.ts';
import { cn } from '#shared/lib/cn.ts';
import { describePlace } from './place.ts';
import { quoteText } from './quote-text.ts';

const WIDTH = 320;

export interface CitationCardProps {
  citation: Citation;
  /** What the check says of the claims that lean on it. */
  state: ReferenceState | null;
  box: DOMRect;
}

const tones = { confirmed: 'text-success', picture: 'text-ink-3', doubtful: 'text-warning' } as const;

/** What a reference points to, while the pointer or the focus is on it. */
export function CitationCard({ citation, state, box }: CitationCardProps) {
  const { t } = useTranslation();
  const imageId = citation.image_id ?? null;
  const left = Math.max(12, Math.min(box.left, innerWidth - WIDTH - 12));
  const below = box.bottom + 190 < innerHeight;
  return createPortal(
    <div
      role="tooltip"
      className="pointer-events-none fixed z-50 animate-enter rounded-xl border border-line bg-surface p-3.5 text-sm shadow-raised max-md:hidden"
      style={{
        left,
        width: WIDTH,
        ...(below ? { top: box.bottom + 6 } : { bottom: innerHeight - box.top + 6 }),
      }}
    >
      <p className="figures font-medium text-ink">{describePlace(citation, t)}</p>
      <p className="mt-0.5 line-clamp-2 text-ink-3 text-xs">{shortTitle(citation.document_title)}</p>
      {state === null ? null : (
        <p className={cn('mt-1.5 font-medium text-xs', tones[state])}>{t(`evidence.reference.${state}`)}</p>
      )}
      {imageId === null ? null : <Picture id={imageId} />}
      {citation.quote === '' || imageId !== null ? null : (
        <p className="mt-2 line-clamp-4 border-marker-line border-l-2 pl-2.5 text-ink-2 [overflow-wrap:anywhere]">
          {quoteText(citation.quote)}
        </p>
      )}
    </div>,
    document.body,
  );
}

function Picture({ id }: { id: string }) {
  const { data } = useQuery(imageQuery(id));
  return (
    <div className="mt-2 h-24 overflow-hidden rounded-lg border border-line bg-white">
      {data?.url == null ? null : <img src={data.url} alt="" className="size-full object-contain" />}
    </div>
  );
}
