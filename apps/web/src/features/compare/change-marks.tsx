import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatrixStore } from '#features/viewer/matrix-store.ts';
import { type Box, toScreen } from '#features/viewer/sheet-geometry.ts';
import { Outline, SheetMarks } from '#features/viewer/sheet-marks.tsx';
import { cn } from '#shared/lib/cn.ts';

export interface MarkedChange {
  kind: 'added' | 'removed' | 'changed';
  box: Box;
  number: number;
}

const outlines = {
  added: 'fill-success/15 stroke-success',
  removed: 'fill-danger/15 stroke-danger [stroke-dasharray:7_3]',
  changed: 'fill-marker-line/15 stroke-marker-line [stroke-dasharray:2_2]',
};

export const changeTones = {
  added: 'bg-success text-paper',
  removed: 'bg-danger text-paper',
  changed: 'bg-warning text-paper',
};

/** Boxes narrower than this bear a sign instead of the word, pixels. */
const WORDED = 110;
const signs = { added: '+', removed: '−', changed: '≠' };

/** Labels beyond these would cover the sheet. */
const LABELLED = 40;

/** Places of changes over a sheet: outlined by kind, named in words. */
export function ChangeMarks({ matrix, changes }: { matrix: MatrixStore; changes: readonly MarkedChange[] }) {
  const labels = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const now = matrix.get();
      const elements = labels.current?.children;
      if (now === null || elements === undefined) return;
      for (const [index, element] of [...elements].entries()) {
        const box = changes[index]?.box;
        if (box === undefined || !(element instanceof HTMLElement)) continue;
        const { x, y } = toScreen(now, { x: box[0], y: box[1] });
        const right = toScreen(now, { x: box[2], y: box[1] }).x;
        element.toggleAttribute('data-short', right - x < WORDED);
        element.style.transform = `translate(${x}px, ${y}px) translateY(-100%)`;
      }
    };
    place();
    return matrix.subscribe(place);
  }, [matrix, changes]);
  return (
    <>
      <SheetMarks matrix={matrix}>
        {changes.map(({ kind, box, number }) => (
          <Outline key={number} placed={{ bbox: box }} className={cn('stroke-2', outlines[kind])} />
        ))}
      </SheetMarks>
      <div
        ref={labels}
        className="on-paper pointer-events-none absolute inset-0 z-2 overflow-hidden"
        aria-hidden="true"
      >
        {changes.slice(0, LABELLED).map(({ kind, number }) => (
          <ChangeLabel key={number} kind={kind} number={number} />
        ))}
      </div>
    </>
  );
}

function ChangeLabel({ kind, number }: Pick<MarkedChange, 'kind' | 'number'>) {
  const { t } = useTranslation('viewer');
  return (
    <span
      className={cn(
        'group figures absolute top-0 left-0 rounded-t px-1.5 py-px text-[0.6875rem] whitespace-nowrap',
        changeTones[kind],
      )}
    >
      {number} {signs[kind]}
      <span className="group-data-short:hidden"> {t(`compare.kind.${kind}`)}</span>
    </span>
  );
}
