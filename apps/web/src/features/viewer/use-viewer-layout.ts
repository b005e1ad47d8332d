import { useEffect, useRef, useState } from 'react';
import { readStored, writeStored } from '#shared/lib/storage.ts';
import { MEDIUM, useMediaQuery, WIDE } from '#shared/lib/use-media-query.ts';
import type { Box } from './sheet-geometry.ts';
import type { SheetControls } from './use-sheet-viewer.ts';
import type { Viewer } from './use-viewer.ts';
import { useViewerKeys } from './use-viewer-keys.ts';

/** What stands open around the sheet, and the keys that change it. */
export function useViewerLayout({ address, actions, page, total }: Viewer) {
  const roomy = useMediaQuery(MEDIUM);
  const wide = useMediaQuery(WIDE);
  const controls = useRef<SheetControls>(null);
  const field = useRef<HTMLInputElement>(null);
  const [help, setHelp] = useState(false);
  const [showsBlocks, setShowsBlocks] = useKept('viewer-blocks', false);
  const [keepsPages, setKeepsPages] = useKept('viewer-pages', true);
  const [laidPages, setLaidPages] = useState(false);
  const [framing, setFraming] = useState(false);
  const [frame, setFrame] = useState<{ page: number; box: Box } | null>(null);
  // Beside the sheet the panel stands open until closed; over it, only when the address asks.
  const [keepsPanel, setKeepsPanel] = useKept('viewer-panel', true);
  const panelShown = (wide && keepsPanel) || address.panel !== undefined;
  const tab = address.panel ?? 'block';

  const turn = (target: number) => {
    setLaidPages(false);
    if (target !== page && target >= 1 && target <= total) actions.toPage(target);
  };
  const togglePanel = () => {
    actions.toTab(panelShown ? undefined : tab);
    setKeepsPanel(!panelShown);
  };
  const close = () => {
    if (framing) setFraming(false);
    else if (frame !== null) setFrame(null);
    else if (laidPages) setLaidPages(false);
    else if (address.box !== undefined || address.block !== undefined) actions.unlight();
    else if (panelShown) togglePanel();
    else return false;
    return true;
  };
  useViewerKeys({
    controls: () => controls.current,
    turn: (step) => turn(page + step),
    toEnd: (end) => turn(end === 'first' ? 1 : total),
    search: () => {
      actions.toTab('search');
      focusSoon(field);
    },
    blocks: () => setShowsBlocks(!showsBlocks),
    frame: () => setFraming(!framing),
    help: () => setHelp(true),
    close,
  });

  return {
    controls,
    field,
    help,
    setHelp,
    showsBlocks,
    setShowsBlocks,
    framing,
    setFraming,
    frame: frame?.page === page ? frame.box : null,
    setFrame: (box: Box | null) => setFrame(box && { page, box }),
    roomy,
    wide,
    tab,
    turn,
    panelShown,
    togglePanel,
    pagesShown: roomy ? keepsPages : laidPages,
    /** A panel takes the lower part of the screen. */
    isSplit: (panelShown && !wide) || (laidPages && !roomy),
    togglePages: () => (roomy ? setKeepsPages(!keepsPages) : setLaidPages(!laidPages)),
  };
}

export type ViewerLayout = ReturnType<typeof useViewerLayout>;

/** A choice kept in this browser. */
function useKept(name: string, usual: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => {
    const stored = readStored(name);
    return stored === null ? usual : stored === '1';
  });
  useEffect(() => writeStored(name, value ? '1' : '0'), [name, value]);
  return [value, setValue];
}

/** The field may be on the screen only after the next drawing. */
function focusSoon(field: { current: HTMLInputElement | null }): void {
  let frames = 0;
  const focus = () => {
    frames += 1;
    if (field.current !== null) field.current.select();
    else if (frames < 30) requestAnimationFrame(focus);
  };
  requestAnimationFrame(focus);
}
