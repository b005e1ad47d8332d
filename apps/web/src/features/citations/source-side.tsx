import { lazy, type PointerEvent as ReactPointerEvent, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readStored, writeStored } from '#shared/lib/storage.ts';
import { useMediaQuery, WIDE } from '#shared/lib/use-media-query.ts';
import { restoreFocus, type SourceRef, useSource, useSourceActions } from './use-source.ts';

const Drawer = lazy(() => import('#shared/ui/drawer.tsx').then((module) => ({ default: module.Drawer })));
const SourcePanel = lazy(() =>
  import('./source-panel.tsx').then((module) => ({ default: module.SourcePanel })),
);

const WIDTH = { least: 360, most: 820, usual: 480, step: 24 };

/** The source named in the address: beside the page where there is room, over it elsewhere. */
export function SourceSide() {
  const { t } = useTranslation();
  const source = useSource();
  const { close } = useSourceActions();
  const wide = useMediaQuery(WIDE);
  const shown = useRef<SourceRef | null>(null);

  useEffect(() => {
    if (source === null && shown.current !== null) restoreFocus(shown.current.code);
    shown.current = source;
  }, [source]);

  if (source === null) return null;
  const panel = (
    <Suspense fallback={null}>
      <SourcePanel source={source} onClose={close} />
    </Suspense>
  );
  if (wide) return <Aside onClose={close}>{panel}</Aside>;
  return (
    <Suspense fallback={null}>
      <Drawer open onOpenChange={(open) => !open && close()} title={t('block.panel')} side="right">
        {panel}
      </Drawer>
    </Suspense>
  );
}

function Aside({ children, onClose }: { children: React.ReactNode; onClose: () => void }) {
  const { t } = useTranslation();
  const aside = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(() => clamp(Number(readStored('source-width') ?? WIDTH.usual)));

  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    };
    const element = aside.current;
    element?.addEventListener('keydown', listener);
    addEventListener('keydown', listener);
    return () => {
      element?.removeEventListener('keydown', listener);
      removeEventListener('keydown', listener);
    };
  }, [onClose]);

  return (
    <aside
      ref={aside}
      aria-label={t('block.panel')}
      className="relative flex h-full shrink-0 animate-slide-right flex-col border-line border-l bg-surface"
      style={{ width: `min(${width}px, 46vw)` }}
    >
      <ResizeHandle width={width} onResize={setWidth} />
      {children}
    </aside>
  );
}

function clamp(width: number): number {
  return Math.min(WIDTH.most, Math.max(WIDTH.least, Number.isFinite(width) ? width : WIDTH.usual));
}

function ResizeHandle({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const { t } = useTranslation();

  function resize(next: number) {
    onResize(clamp(next));
    writeStored('source-width', String(clamp(next)));
  }

  function drag(start: ReactPointerEvent<HTMLElement>) {
    const handle = start.currentTarget;
    handle.setPointerCapture(start.pointerId);
    const move = (event: PointerEvent) => resize(width + start.clientX - event.clientX);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is a widget, which <hr> is not
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('block.resize')}
      aria-valuenow={width}
      aria-valuemin={WIDTH.least}
      aria-valuemax={WIDTH.most}
      tabIndex={0}
      onPointerDown={drag}
      onDoubleClick={() => resize(WIDTH.usual)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') resize(width + WIDTH.step);
        if (event.key === 'ArrowRight') resize(width - WIDTH.step);
      }}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none transition-colors hover:bg-accent/25 focus-visible:bg-accent/40 focus-visible:outline-none"
    />
  );
}
