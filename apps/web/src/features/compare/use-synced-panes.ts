import { useEffect } from 'react';
import type { OsdViewer } from '#features/viewer/open-viewer.ts';
import { type Alignment, inverse, toLater } from './align-bounds.ts';

/** What a hand does to a pane; it leads from then on. */
const touches = ['canvas-press', 'canvas-scroll', 'canvas-pinch', 'canvas-double-click'] as const;

/** Whichever of the two sheets is moved, the other shows the same place. */
export function useSyncedPanes(
  before: OsdViewer | null,
  after: OsdViewer | null,
  alignment: Alignment,
): void {
  const { a, b, c, d } = alignment;
  useEffect(() => {
    if (before === null || after === null) return;
    let leader = after;
    const follow = (moved: OsdViewer, other: OsdViewer) => {
      if (leader !== moved) return;
      const from = aspectOf(moved);
      const to = aspectOf(other);
      if (from === null || to === null) return;
      const map = moved === before ? { a, b, c, d } : inverse({ a, b, c, d });
      const place = toLater(map, moved.viewport.getBounds(true), { from, to });
      const bounds = other.viewport.getBounds(true);
      Object.assign(bounds, place);
      other.viewport.fitBounds(bounds, true);
    };
    const onBefore = () => follow(before, after);
    const onAfter = () => follow(after, before);
    const leadBefore = () => {
      leader = before;
    };
    const leadAfter = () => {
      leader = after;
    };
    for (const touch of touches) {
      before.addHandler(touch, leadBefore);
      after.addHandler(touch, leadAfter);
    }
    before.addHandler('viewport-change', onBefore);
    after.addHandler('viewport-change', onAfter);
    return () => {
      for (const touch of touches) {
        before.removeHandler(touch, leadBefore);
        after.removeHandler(touch, leadAfter);
      }
      before.removeHandler('viewport-change', onBefore);
      after.removeHandler('viewport-change', onAfter);
    };
  }, [before, after, a, b, c, d]);
}

function aspectOf(viewer: OsdViewer): number | null {
  const size = viewer.world.getItemAt(0)?.getContentSize();
  return size === undefined ? null : size.y / size.x;
}
