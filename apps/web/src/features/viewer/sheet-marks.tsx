import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { MatrixStore } from './matrix-store.ts';
import type { Box, Placed } from './sheet-geometry.ts';

/** A drawing over the page, in shares of the page; lines keep their width at any zoom. */
export function SheetMarks({ matrix, children }: { matrix: MatrixStore; children: ReactNode }) {
  const group = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const now = matrix.get();
      if (now === null) return;
      const { a, b, c, d, e, f } = now;
      group.current?.setAttribute('transform', `matrix(${a} ${b} ${c} ${d} ${e} ${f})`);
    };
    place();
    return matrix.subscribe(place);
  }, [matrix]);
  return (
    <svg
      className="on-paper pointer-events-none absolute inset-0 z-2 size-full overflow-hidden"
      aria-hidden="true"
    >
      <g ref={group}>{children}</g>
    </svg>
  );
}

export interface OutlineProps {
  placed: Placed;
  className: string;
}

/** The outline of a block: its polygon, else its box. */
export function Outline({ placed: { bbox, polygon }, className }: OutlineProps) {
  if (bbox === null) return null;
  const [x0, y0, x1, y1] = bbox;
  const points =
    polygon && polygon.length > 2
      ? polygon
      : [
          [x0, y0],
          [x1, y0],
          [x1, y1],
          [x0, y1],
        ];
  return (
    <polygon
      points={points.map((point) => point.join(',')).join(' ')}
      vectorEffect="non-scaling-stroke"
      className={className}
    />
  );
}

/** The cited or found place: beats once when it appears, then stays lit. */
export function LitBox({ box }: { box: Box }) {
  return (
    <Outline
      placed={{ bbox: box }}
      className="animate-beat fill-marker-line/15 stroke-3 stroke-marker-line"
    />
  );
}
