import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createMatrixStore, type MatrixStore } from './matrix-store.ts';
import {
  fitPage,
  flyTo,
  isStill,
  loadOpenSeadragon,
  type Margins,
  matrixNow,
  type Osd,
  type OsdViewer,
  openViewer,
} from './open-viewer.ts';
import type { Box } from './sheet-geometry.ts';
import { AddressExpired, loadTileSource } from './tile-source.ts';

/** What buttons and keys do with the sheet. */
export interface SheetControls {
  zoomBy: (factor: number) => void;
  fit: () => void;
  rotate: () => void;
  /** By shares of the screen. */
  pan: (x: number, y: number) => void;
  flyTo: (box: Box) => void;
}

export type SheetState = 'loading' | 'open' | 'failed';

export interface SheetViewer {
  /** Element that the canvas fills. */
  host: RefObject<HTMLDivElement | null>;
  state: SheetState;
  /** Element inside the canvas that moves nothing by itself; the pointer over it still zooms and pans. */
  layer: HTMLElement | null;
  matrix: MatrixStore;
  controls: SheetControls;
  /** The canvas itself, for what moves two of them together. */
  viewer: OsdViewer | null;
  retry: () => void;
}

export interface SheetViewerOptions {
  /** Tells pages apart: the same page with a new address stays where it is on the screen. */
  pageKey: string;
  iiifUrl: string;
  /** Pixels kept free around the whole page; those of the first drawing stay. */
  margins: Margins;
  /** The address no longer opens the picture: gets another; tells whether it is worth trying again. */
  onExpired: () => Promise<boolean>;
}

interface Running {
  osd: Osd;
  viewer: OsdViewer;
}

/** Shows one page in OpenSeadragon. */
export function useSheetViewer({ pageKey, iiifUrl, margins, onExpired }: SheetViewerOptions): SheetViewer {
  const host = useRef<HTMLDivElement>(null);
  const [matrix] = useState(createMatrixStore);
  const [running, setRunning] = useState<Running | null>(null);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  const [state, setState] = useState<SheetState>('loading');
  const [attempt, setAttempt] = useState(0);
  const space = useRef(margins);
  const expired = useRef(onExpired);
  expired.current = onExpired;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let closed = false;
    let started: OsdViewer | null = null;
    loadOpenSeadragon().then(
      (osd) => {
        if (closed) return;
        const viewer = openViewer(osd, element);
        started = viewer;
        const update = () => matrix.set(matrixNow(osd, viewer));
        for (const event of ['update-viewport', 'open', 'resize', 'rotate'] as const)
          viewer.addHandler(event, update);
        setLayer(appendLayer(viewer));
        setRunning({ osd, viewer });
      },
      () => setState('failed'),
    );
    return () => {
      closed = true;
      started?.destroy();
      matrix.set(null);
      setRunning(null);
      setLayer(null);
    };
  }, [matrix]);

  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  const shown = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same address again
  useEffect(() => {
    if (running === null) return;
    const { viewer } = running;
    const aborter = new AbortController();
    const stays = shown.current === pageKey;
    if (!stays) setState('loading');
    const fail = async (error: unknown) => {
      if (aborter.signal.aborted) return;
      const again = error instanceof AddressExpired && (await expired.current());
      if (aborter.signal.aborted) return;
      if (again) setAttempt((before) => before + 1);
      else setState('failed');
    };
    const onTileFailed = () => {
      loadTileSource(iiifUrl, aborter.signal).catch((error) => {
        if (error instanceof AddressExpired) fail(error);
      });
    };
    loadTileSource(iiifUrl, aborter.signal)
      .then(async (source) => {
        if (aborter.signal.aborted) return;
        await openPage(running, { source, margins: space.current, keepsPlace: stays });
        if (aborter.signal.aborted) return;
        viewer.addOnceHandler('tile-load-failed', onTileFailed);
        shown.current = pageKey;
        setState('open');
      })
      .catch(fail);
    return () => {
      aborter.abort();
      viewer.removeHandler('tile-load-failed', onTileFailed);
    };
  }, [running, iiifUrl, pageKey, attempt]);

  useEffect(() => {
    if (state !== 'failed') return;
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  }, [state, retry]);

  const controls = useMemo(() => controlsOf(running, space.current), [running]);
  return { host, state, layer, matrix, controls, viewer: running?.viewer ?? null, retry };
}

/** Opens a page whole, or, where only its address is new, at the place that was looked at. */
function openPage(
  { osd, viewer }: Running,
  { source, margins, keepsPlace }: { source: Record<string, unknown>; margins: Margins; keepsPlace: boolean },
): Promise<void> {
  const bounds = keepsPlace ? viewer.viewport.getBounds() : null;
  return new Promise((resolve, reject) => {
    viewer.addOnceHandler('open', () => {
      if (bounds === null) {
        viewer.viewport.setRotation(0, true);
        fitPage(osd, viewer, { margins, still: true });
      } else viewer.viewport.fitBounds(bounds, true);
      resolve();
    });
    viewer.addOnceHandler('open-failed', ({ message }) => reject(new Error(message)));
    viewer.open(source as unknown as Parameters<OsdViewer['open']>[0]);
  });
}

function appendLayer(viewer: OsdViewer): HTMLElement {
  const layer = document.createElement('div');
  layer.className = 'absolute inset-0 z-1 overflow-hidden';
  viewer.canvas.append(layer);
  return layer;
}

function controlsOf(running: Running | null, margins: Margins): SheetControls {
  const act = (work: (viewer: OsdViewer, osd: Osd) => void) => {
    if (running !== null && running.viewer.world.getItemCount() > 0) work(running.viewer, running.osd);
  };
  return {
    zoomBy: (factor) =>
      act(({ viewport }) => {
        viewport.zoomBy(factor);
        viewport.applyConstraints(isStill());
      }),
    fit: () => act((viewer, osd) => fitPage(osd, viewer, { margins, still: isStill() })),
    rotate: () =>
      act((viewer, osd) => {
        viewer.viewport.setRotation(viewer.viewport.getRotation(false) + 90, isStill());
        fitPage(osd, viewer, { margins, still: isStill() });
      }),
    pan: (x, y) =>
      act(({ viewport }, osd) => {
        const { x: width, y: height } = viewport.getContainerSize();
        viewport.panBy(viewport.deltaPointsFromPixels(new osd.Point(x * width, y * height)));
        viewport.applyConstraints(isStill());
      }),
    flyTo: (box) => act((viewer, osd) => flyTo(osd, viewer, box)),
  };
}
