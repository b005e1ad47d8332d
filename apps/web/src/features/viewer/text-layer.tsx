import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { type MatrixStore, useTallerThan } from './matrix-store.ts';
import { type TextRun, textRuns, usualHeight } from './text-runs.ts';
import { pageTextQuery } from './viewer-queries.ts';

export interface TextLayerProps {
  documentId: string;
  page: number;
  version: number | undefined;
  /** Width of the page over its height. */
  ratio: number;
  matrix: MatrixStore;
}

/** Width of the laid-out page, pixels; CSS scales it, so that a step of the zoom lays nothing out anew. */
const WIDTH = 3000;
/** Lines lower than this are looked at, not selected. */
const LEGIBLE = 8;

/** The page's letters, unseen over its picture: they are selected and copied like any text. */
export function TextLayer({ documentId, page, version, ratio, matrix }: TextLayerProps) {
  const near = useTallerThan(matrix, 500);
  const text = useQuery({ ...pageTextQuery(documentId, page, version), enabled: near });
  const runs = useMemo(() => textRuns(text.data?.spans ?? [], ratio), [text.data, ratio]);
  const legible = useTallerThan(matrix, LEGIBLE / (usualHeight(runs) ?? 1));
  return legible && runs.length > 0 ? <Runs runs={runs} ratio={ratio} matrix={matrix} /> : null;
}

function Runs({ runs, ratio, matrix }: { runs: readonly TextRun[]; ratio: number; matrix: MatrixStore }) {
  const layer = useRef<HTMLDivElement>(null);
  const height = WIDTH / ratio;

  useLayoutEffect(() => {
    const element = layer.current;
    if (element === null) return;
    const place = () => {
      const now = matrix.get();
      if (now === null) return;
      const { a, b, c, d, e, f } = now;
      element.style.transform = `matrix(${a / WIDTH},${b / WIDTH},${c / height},${d / height},${e},${f})`;
    };
    place();
    return matrix.subscribe(place);
  }, [matrix, height]);

  useEffect(() => {
    const element = layer.current;
    if (element === null) return;
    // A press on letters begins a selection; with Space held, or by a finger, it moves the sheet as anywhere else.
    const select = (event: PointerEvent) => {
      if (event.pointerType === 'mouse' && event.button === 0 && !isSpaceHeld()) event.stopPropagation();
    };
    element.addEventListener('pointerdown', select);
    return () => element.removeEventListener('pointerdown', select);
  }, []);

  return (
    <div
      ref={layer}
      className="absolute top-0 left-0 origin-top-left select-text text-transparent"
      style={{ width: WIDTH, height }}
    >
      {runs.map((run) => (
        <Fragment key={run.key}>
          <Run run={run} height={height} />
          {/* What lies absolutely is copied without an end of its line. */}
          <br />
        </Fragment>
      ))}
    </div>
  );
}

function Run({ run, height }: { run: TextRun; height: number }) {
  const box = { width: run.width * WIDTH, height: run.height * height };
  const [along, across] = run.upright ? [box.height, box.width] : [box.width, box.height];
  const size = across * 0.85;
  const stretch = along / Math.max(1, naturalWidth(run.text, size));
  const turn = run.upright ? `translateY(${box.height}px) rotate(-90deg) ` : '';
  return (
    <span
      className="absolute origin-top-left cursor-text whitespace-pre font-[sans-serif] selection:bg-accent/30"
      style={{
        left: run.left * WIDTH,
        top: run.top * height,
        fontSize: size,
        lineHeight: `${across}px`,
        transform: `${turn}scaleX(${stretch})`,
      }}
    >
      {run.text}
    </span>
  );
}

let ruler: CanvasRenderingContext2D | null = null;

function naturalWidth(text: string, size: number): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) return text.length * size * 0.5;
  ruler.font = '100px sans-serif';
  return (ruler.measureText(text).width * size) / 100;
}

let spaceHeld = false;
const isSpaceHeld = () => spaceHeld;
addEventListener('keydown', ({ code }) => {
  if (code === 'Space') spaceHeld = true;
});
addEventListener('keyup', ({ code }) => {
  if (code === 'Space') spaceHeld = false;
});
