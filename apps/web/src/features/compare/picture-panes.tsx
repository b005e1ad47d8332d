import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Box, withAir } from '#features/viewer/sheet-geometry.ts';
import {
  type SheetControls,
  type SheetViewer,
  type SheetViewerOptions,
  useSheetViewer,
} from '#features/viewer/use-sheet-viewer.ts';
import { cn } from '#shared/lib/cn.ts';
import { MEDIUM } from '#shared/lib/use-media-query.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Segmented } from '#shared/ui/segmented.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { ChangeMarks, type MarkedChange } from './change-marks.tsx';
import type { PictureComparison } from './compare-queries.ts';
import { useSyncedPanes } from './use-synced-panes.ts';

export interface PicturePanesProps {
  comparison: PictureComparison;
  onExpired: SheetViewerOptions['onExpired'];
  /** Filled with the way to fly to a change of the later page. */
  fly: RefObject<((box: Box) => void) | null>;
}

const MARGINS = { top: 8, right: 8, bottom: 8, left: 8 };

type Mode = 'sides' | 'overlay';

/** Both pictures, moved together: side by side, or one over the other with an edge to drag. */
export function PicturePanes({ comparison, onExpired, fly }: PicturePanesProps) {
  const { t } = useTranslation('viewer');
  const [mode, setMode] = useState<Mode>(() => (matchMedia(MEDIUM).matches ? 'sides' : 'overlay'));
  const [edge, setEdge] = useState(50);
  const { before, after, changes, alignment } = comparison;
  const earlier = useSheetViewer({
    pageKey: `before:${before.page}`,
    iiifUrl: before.iiif_url,
    margins: MARGINS,
    onExpired,
  });
  const later = useSheetViewer({
    pageKey: `after:${after.page}`,
    iiifUrl: after.iiif_url,
    margins: MARGINS,
    onExpired,
  });
  const isOpen = earlier.state === 'open' && later.state === 'open';
  useSyncedPanes(isOpen ? earlier.viewer : null, isOpen ? later.viewer : null, alignment);
  const marks = useMemo(
    () => ({
      before: changes.map(({ kind, before_bbox }, index) => ({
        kind,
        box: before_bbox as Box,
        number: index + 1,
      })),
      after: changes.map(({ kind, bbox }, index) => ({ kind, box: bbox as Box, number: index + 1 })),
    }),
    [changes],
  );
  const { controls } = later;
  useEffect(() => {
    fly.current = (box) => controls.flyTo(withAir(box, 0.6, 0.12));
    return () => {
      fly.current = null;
    };
  }, [fly, controls]);

  const overlaid = mode === 'overlay';
  // The middle of the slider's knob, which is 16 px wide.
  const along = `calc(8px + (100% - 16px) * ${edge / 100})`;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-2 border-line border-b px-3 py-1.5">
        <Segmented<Mode>
          label={t('compare.picture')}
          value={mode}
          options={[
            { value: 'sides', label: t('compare.sideBySide') },
            { value: 'overlay', label: t('compare.overlay') },
          ]}
          onChange={setMode}
        />
        <ZoomButtons controls={controls} />
      </div>
      <div
        className={cn(
          'relative min-h-0 flex-1',
          !overlaid && 'flex divide-x divide-line max-md:flex-col max-md:divide-x-0 max-md:divide-y',
        )}
      >
        <Pane
          sheet={earlier}
          name={t('compare.from')}
          changes={marks.before}
          className={overlaid ? 'absolute inset-0' : 'relative min-h-0 flex-1'}
        />
        <Pane
          sheet={later}
          name={t('compare.to')}
          changes={marks.after}
          right
          className={overlaid ? 'absolute inset-0' : 'relative min-h-0 flex-1'}
          clip={overlaid ? `inset(0 0 0 ${along})` : undefined}
        />
        {overlaid ? <Edge along={along} value={edge} onChange={setEdge} /> : null}
      </div>
    </div>
  );
}

interface EdgeProps {
  /** CSS length from the left. */
  along: string;
  value: number;
  onChange: (value: number) => void;
}

/** The edge between the two pictures, and the slider that moves it. */
function Edge({ along, value, onChange }: EdgeProps) {
  const { t } = useTranslation('viewer');
  return (
    <>
      <span
        className="pointer-events-none absolute inset-y-0 z-3 w-0.5 -translate-x-1/2 bg-accent"
        style={{ left: along }}
        aria-hidden="true"
      />
      <input
        type="range"
        min={0}
        max={100}
        value={value}
        aria-label={t('compare.slider')}
        onChange={(event) => onChange(Number(event.target.value))}
        className="absolute inset-x-0 bottom-2 z-4 h-11 w-full accent-accent"
      />
    </>
  );
}

interface PaneProps {
  sheet: SheetViewer;
  name: string;
  changes: readonly MarkedChange[];
  className: string;
  right?: boolean;
  clip?: string | undefined;
}

function Pane({ sheet, name, changes, className, right = false, clip }: PaneProps) {
  const { t } = useTranslation('viewer');
  return (
    <section
      aria-label={name}
      data-state={sheet.state}
      className={cn('overflow-hidden bg-sunken', className)}
      style={clip === undefined ? undefined : { clipPath: clip }}
    >
      <div ref={sheet.host} className="absolute inset-0" />
      {sheet.state === 'open' ? <ChangeMarks matrix={sheet.matrix} changes={changes} /> : null}
      <p
        className={cn(
          'pointer-events-none absolute top-2 z-3 rounded bg-ink px-2 py-0.5 text-paper text-xs',
          right ? 'right-2' : 'left-2',
        )}
      >
        {name}
      </p>
      {sheet.state === 'loading' ? (
        <p role="status" className="absolute inset-x-0 top-1/2 flex justify-center gap-2 text-ink-2 text-sm">
          <Spinner />
          {t('sheet.loading')}
        </p>
      ) : null}
      {sheet.state === 'failed' ? (
        <p role="alert" className="absolute inset-x-0 top-1/2 text-center text-danger text-sm">
          {t('sheet.failed')}
        </p>
      ) : null}
    </section>
  );
}

function ZoomButtons({ controls }: { controls: SheetControls }) {
  const { t } = useTranslation('viewer');
  return (
    <div className="flex">
      <IconButton icon={ZoomOut} label={t('tool.zoomOut')} onClick={() => controls.zoomBy(1 / 1.5)} />
      <IconButton icon={ZoomIn} label={t('tool.zoomIn')} onClick={() => controls.zoomBy(1.5)} />
      <IconButton icon={Maximize} label={t('tool.fit')} onClick={controls.fit} />
    </div>
  );
}
