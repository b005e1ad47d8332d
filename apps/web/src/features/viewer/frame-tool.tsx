import { type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '#shared/ui/toasts.tsx';
import type { MatrixStore } from './matrix-store.ts';
import { type Box, boxBetween, type Point } from './sheet-geometry.ts';

const LEAST = 8;

/** Lies over the sheet while the frame tool is on; gives the drawn box of the page. */
export function FrameTool({ matrix, onFrame }: { matrix: MatrixStore; onFrame: (box: Box | null) => void }) {
  const { t } = useTranslation('viewer');
  const [drawn, setDrawn] = useState<{ from: Point; to: Point } | null>(null);

  function pointOf(event: PointerEvent): Point {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function finish() {
    const now = matrix.get();
    if (drawn === null || now === null) return;
    setDrawn(null);
    const { from, to } = drawn;
    const box = boxBetween(now, from, to);
    const small = Math.abs(to.x - from.x) < LEAST || Math.abs(to.y - from.y) < LEAST;
    if (small || box === null) showToast(t('frame.tooSmall'));
    else onFrame(box);
  }

  return (
    <div
      className="absolute inset-0 z-3 cursor-crosshair touch-none"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrawn({ from: pointOf(event), to: pointOf(event) });
      }}
      onPointerMove={(event) => {
        const to = pointOf(event);
        setDrawn((before) => before && { ...before, to });
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrawn(null)}
    >
      {drawn === null ? (
        <p
          role="status"
          className="pointer-events-none absolute inset-x-0 top-3 mx-auto w-fit rounded-lg bg-ink px-3 py-1.5 text-paper text-sm"
        >
          {t('tool.frameHint')}
        </p>
      ) : (
        <div
          className="absolute border-2 border-accent bg-accent/15"
          style={{
            left: Math.min(drawn.from.x, drawn.to.x),
            top: Math.min(drawn.from.y, drawn.to.y),
            width: Math.abs(drawn.to.x - drawn.from.x),
            height: Math.abs(drawn.to.y - drawn.from.y),
          }}
        />
      )}
    </div>
  );
}
