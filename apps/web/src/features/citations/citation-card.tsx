import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Citation } from '#features/conversation/chat-query.ts';
import { shortTitle } from '#features/documents/document-title.ts';
import { describePlace } from './place.ts';
import { quoteText } from './quote-text.ts';

const WIDTH = 320;

/** What a reference points to, while the pointer or the focus is on it. */
export function CitationCard({ citation, box }: { citation: Citation; box: DOMRect }) {
  const { t } = useTranslation();
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
      {citation.quote === '' ? null : (
        <p className="mt-2 line-clamp-4 border-marker-line border-l-2 pl-2.5 text-ink-2 [overflow-wrap:anywhere]">
          {quoteText(citation.quote)}
        </p>
      )}
    </div>,
    document.body,
  );
}
