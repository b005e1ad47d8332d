import { ImageOff } from 'lucide-react';
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Block } from '#features/documents/documents-query.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { BlockHint } from './block-hint.tsx';
import { FrameTool } from './frame-tool.tsx';
import type { MatrixStore } from './matrix-store.ts';
import { type Box, smallestAt, toPage, withAir } from './sheet-geometry.ts';
import { LitBox, Outline, SheetMarks } from './sheet-marks.tsx';
import { TextLayer } from './text-layer.tsx';
import { type SheetControls, type SheetViewerOptions, useSheetViewer } from './use-sheet-viewer.ts';
import type { SheetPage } from './viewer-queries.ts';

export interface SheetProps {
  documentId: string;
  version: number | undefined;
  page: SheetPage & { iiif_url: string };
  total: number;
  blocks: readonly Block[];
  selected: Block | null;
  lit: Box | null;
  /** Place taken by the frame tool: shown, but not flown to, for it is in sight. */
  frame: Box | null;
  showsBlocks: boolean;
  framing: boolean;
  onFrame: (box: Box | null) => void;
  onSelect: (block: Block | null) => void;
  onExpired: SheetViewerOptions['onExpired'];
  controls: Ref<SheetControls>;
}

/** The toolbar lies under the page. */
const MARGINS = { top: 12, right: 12, bottom: 72, left: 12 };

/** A page on its canvas: picture, letters, outlines, the lit place. */
export function Sheet(props: SheetProps) {
  const { page, blocks, selected, lit, onSelect } = props;
  const { t } = useTranslation('viewer');
  const pageKey = `${props.documentId}:${props.version ?? ''}:${page.number}`;
  const sheet = useSheetViewer({
    pageKey,
    iiifUrl: page.iiif_url,
    margins: MARGINS,
    onExpired: props.onExpired,
  });
  const { host, state, layer, matrix, controls } = sheet;
  useImperativeHandle(props.controls, () => controls, [controls]);
  useFlight({
    isOpen: state === 'open',
    target: lit ?? boxOfSelected(selected, page.number),
    pageKey,
    controls,
  });

  const [hovered, setHovered] = useState<{ block: Block; x: number; y: number } | null>(null);
  const blockAt = useCallback(
    (event: { clientX: number; clientY: number }) => {
      const now = matrix.get();
      const frame = host.current?.getBoundingClientRect();
      if (now === null || frame === undefined) return null;
      return smallestAt(blocks, toPage(now, { x: event.clientX - frame.left, y: event.clientY - frame.top }));
    },
    [blocks, matrix, host],
  );
  useClicks(layer, (event) => onSelect(blockAt(event)));

  const label = usePageLabel(page, props.total);
  const ratio = page.width !== null && page.height !== null ? page.width / page.height : 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with its own keys is a widget, which no element is
    <div
      role="group"
      aria-label={label}
      aria-describedby="sheet-keys"
      data-stage
      data-state={state}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved by keys must be reachable by them
      tabIndex={0}
      className="relative size-full overflow-hidden bg-sunken focus-visible:-outline-offset-2"
      onPointerMove={(event) => {
        const block = event.pointerType === 'mouse' && props.showsBlocks ? blockAt(event) : null;
        setHovered(block && { block, x: event.clientX, y: event.clientY });
      }}
      onPointerLeave={() => setHovered(null)}
    >
      <p id="sheet-keys" className="sr-only">
        {t('sheet.keys')}
      </p>
      <div ref={host} className="absolute inset-0" />
      {layer === null || state !== 'open'
        ? null
        : createPortal(
            <TextLayer
              key={pageKey}
              documentId={props.documentId}
              page={page.number}
              version={props.version}
              ratio={ratio}
              matrix={matrix}
            />,
            layer,
          )}
      {state === 'open' ? <Marks {...props} matrix={matrix} hovered={hovered?.block ?? null} /> : null}
      {props.framing ? <FrameTool matrix={matrix} onFrame={props.onFrame} /> : null}
      {hovered === null || props.framing || hovered.block === selected ? null : <BlockHint {...hovered} />}
      <SheetCover state={state} onRetry={sheet.retry} />
    </div>
  );
}

function usePageLabel({ sheet, number }: SheetPage, total: number): string {
  const { t } = useTranslation('viewer');
  return sheet === null
    ? t('sheet.labelPage', { page: number, total })
    : t('sheet.label', { sheet, page: number, total });
}

type MarksProps = Pick<SheetProps, 'blocks' | 'selected' | 'lit' | 'frame' | 'showsBlocks'> & {
  matrix: MatrixStore;
  hovered: Block | null;
};

function Marks({ matrix, blocks, selected, lit, frame, showsBlocks, hovered }: MarksProps) {
  return (
    <SheetMarks matrix={matrix}>
      {showsBlocks ? <BlockOutlines blocks={blocks} hovered={hovered} /> : null}
      {selected === null ? null : (
        <Outline placed={selected} className="fill-accent/8 stroke-2 stroke-accent" />
      )}
      {frame === null ? null : (
        <Outline
          placed={{ bbox: frame }}
          className="fill-accent/8 stroke-2 stroke-accent [stroke-dasharray:2_2]"
        />
      )}
      {lit === null ? null : <LitBox key={lit.join()} box={lit} />}
    </SheetMarks>
  );
}

function boxOfSelected(selected: Block | null, page: number): Box | null {
  return selected?.page === page ? selected.bbox : null;
}

interface Flight {
  isOpen: boolean;
  target: Box | null;
  pageKey: string;
  controls: SheetControls;
}

/** The sheet flies to every new place, once; not to one that was chosen on the sheet itself, see {@link useClicks}. */
function useFlight({ isOpen, target, pageKey, controls }: Flight): void {
  const flown = useRef('');
  const key = target === null ? '' : `${pageKey}:${target.join()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the numbers of the box
  useEffect(() => {
    if (!isOpen || target === null || flown.current === key) return;
    flown.current = key;
    if (performance.now() - lastClick > 600) controls.flyTo(withAir(target, 0.6, 0.12));
  }, [isOpen, key, controls]);
}

let lastClick = Number.NEGATIVE_INFINITY;
/** Pixels that a hand trembles. */
const TREMBLE = 5;

/** Presses that neither moved the sheet nor selected text. */
function useClicks(layer: HTMLElement | null, onClick: (event: MouseEvent) => void): void {
  const click = useRef(onClick);
  click.current = onClick;
  useEffect(() => {
    const canvas = layer?.parentElement;
    if (canvas == null) return;
    let pressed: PointerEvent | null = null;
    const press = (event: PointerEvent) => {
      pressed = event;
    };
    const release = (event: MouseEvent) => {
      if (pressed === null || event.detail > 1) return;
      const moved = Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) > TREMBLE;
      if (moved || getSelection()?.isCollapsed === false) return;
      lastClick = performance.now();
      click.current(event);
    };
    canvas.addEventListener('pointerdown', press, { capture: true });
    canvas.addEventListener('click', release, { capture: true });
    return () => {
      canvas.removeEventListener('pointerdown', press, { capture: true });
      canvas.removeEventListener('click', release, { capture: true });
    };
  }, [layer]);
}

function BlockOutlines({ blocks, hovered }: { blocks: readonly Block[]; hovered: Block | null }) {
  const outlines = useMemo(
    () =>
      blocks.map((block) => (
        <Outline
          key={block.block_id}
          placed={block}
          className="fill-transparent stroke-[1.5] stroke-accent/55 [stroke-dasharray:5_3]"
        />
      )),
    [blocks],
  );
  return (
    <>
      {outlines}
      {hovered === null ? null : (
        <Outline placed={hovered} className="fill-accent/10 stroke-2 stroke-accent" />
      )}
    </>
  );
}

function SheetCover({ state, onRetry }: { state: 'loading' | 'open' | 'failed'; onRetry: () => void }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  if (state === 'open') return null;
  if (state === 'loading') {
    return (
      <p
        role="status"
        className="pointer-events-none absolute inset-x-0 top-1/2 z-3 flex items-center justify-center gap-2 text-ink-2 text-sm"
      >
        <Spinner />
        {t('sheet.loading')}
      </p>
    );
  }
  return (
    <div role="alert" className="absolute inset-0 z-3 flex flex-col justify-center bg-sunken">
      <EmptyState
        icon={ImageOff}
        title={t('sheet.failed')}
        hint={tCommon(navigator.onLine ? 'errors.unknown' : 'errors.offline')}
      >
        <Button look="primary" onClick={onRetry}>
          {tCommon('common.retry')}
        </Button>
      </EmptyState>
    </div>
  );
}
