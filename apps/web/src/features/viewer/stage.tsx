import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { FrameCard } from './frame-card.tsx';
import { PageReading } from './page-reading.tsx';
import { Sheet } from './sheet.tsx';
import { formatBox } from './sheet-geometry.ts';
import { SheetToolbar } from './sheet-toolbar.tsx';
import type { SheetControls } from './use-sheet-viewer.ts';
import type { Viewer } from './use-viewer.ts';
import type { ViewerLayout } from './use-viewer-layout.ts';
import type { SheetPage } from './viewer-queries.ts';

export interface StageProps {
  viewer: Viewer;
  layout: ViewerLayout;
}

/** The page in the middle: its picture where there is one, else its text. */
export function Stage({ viewer, layout }: StageProps) {
  const { documentId, address, actions, page, total, current, blocks, selected, lit, source } = viewer;
  const { controls, frame } = layout;
  const [live, setLive] = useState<SheetControls | null>(null);
  const connect = useCallback(
    (next: SheetControls | null) => {
      controls.current = next;
      setLive(next);
    },
    [controls],
  );
  const pictured = current?.iiif_url != null ? { ...current, iiif_url: current.iiif_url } : null;
  return (
    <>
      <Waiting isPending={source.isPending && current === undefined} />
      {pictured === null ? null : (
        <Sheet
          documentId={documentId}
          version={address.version}
          page={pictured}
          total={total}
          blocks={blocks ?? []}
          selected={selected}
          lit={lit}
          frame={frame}
          showsBlocks={layout.showsBlocks}
          framing={layout.framing}
          onFrame={(box) => {
            layout.setFraming(false);
            layout.setFrame(box);
          }}
          onSelect={(block) => (block === null ? actions.unlight() : actions.select(block))}
          onExpired={source.refreshAddresses}
          controls={connect}
        />
      )}
      {pictured === null && !source.isPending ? (
        <PageReading
          key={page}
          number={page}
          page={current}
          blocks={blocks}
          selected={selected}
          onSelect={actions.select}
        />
      ) : null}
      {frame === null ? null : (
        <FrameCard
          key={formatBox(frame)}
          documentId={documentId}
          version={address.version}
          page={page}
          box={frame}
          onCopyLink={() => actions.copyLink(frame)}
          onClose={() => layout.setFrame(null)}
        />
      )}
      <SheetToolbar
        page={page}
        total={total}
        onPage={layout.turn}
        controls={pictured === null ? null : live}
        showsBlocks={layout.showsBlocks}
        onShowBlocks={layout.setShowsBlocks}
        framing={layout.framing}
        onFraming={layout.setFraming}
      />
      <PageTold page={page} total={total} current={current} />
    </>
  );
}

function Waiting({ isPending }: { isPending: boolean }) {
  return isPending ? <Skeleton className="absolute inset-x-[12%] inset-y-[8%] rounded-lg" /> : null;
}

/** Tells the screen reader which page has come. */
function PageTold({ page, total, current }: { page: number; total: number; current: SheetPage | undefined }) {
  const { t } = useTranslation('viewer');
  return (
    <p role="status" className="sr-only">
      {current?.sheet == null
        ? t('sheet.labelPage', { page, total })
        : t('sheet.label', { sheet: current.sheet, page, total })}
    </p>
  );
}
