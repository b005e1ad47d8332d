import { useEffect, useRef } from 'react';
import type { SheetControls } from './use-sheet-viewer.ts';

export interface ViewerKeys {
  controls: () => SheetControls | null;
  turn: (step: number) => void;
  toEnd: (end: 'first' | 'last') => void;
  search: () => void;
  blocks: () => void;
  frame: () => void;
  help: () => void;
  /** Closes what lies uppermost; `false` when nothing does. */
  close: () => boolean;
}

const STEP = 0.15;
type Action = (keys: ViewerKeys) => unknown;

/** Letters by their place, so that the Russian layout works. */
const anywhere: Record<string, Action> = {
  BracketLeft: (keys) => keys.turn(-1),
  BracketRight: (keys) => keys.turn(1),
  KeyB: (keys) => keys.blocks(),
  KeyF: (keys) => keys.frame(),
  KeyR: (keys) => keys.controls()?.rotate(),
  Digit0: (keys) => keys.controls()?.fit(),
  Numpad0: (keys) => keys.controls()?.fit(),
  Equal: (keys) => keys.controls()?.zoomBy(1.5),
  NumpadAdd: (keys) => keys.controls()?.zoomBy(1.5),
  Minus: (keys) => keys.controls()?.zoomBy(1 / 1.5),
  NumpadSubtract: (keys) => keys.controls()?.zoomBy(1 / 1.5),
  PageUp: (keys) => keys.turn(-1),
  PageDown: (keys) => keys.turn(1),
};

/** Keys that lists and panels need for themselves. */
const onSheet: Record<string, Action> = {
  Home: (keys) => keys.toEnd('first'),
  End: (keys) => keys.toEnd('last'),
  ArrowLeft: (keys) => keys.controls()?.pan(-STEP, 0),
  ArrowRight: (keys) => keys.controls()?.pan(STEP, 0),
  ArrowUp: (keys) => keys.controls()?.pan(0, -STEP),
  ArrowDown: (keys) => keys.controls()?.pan(0, STEP),
};

/** Keys of the viewer; they come before those of every page. */
export function useViewerKeys(keys: ViewerKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (isOthers(event)) return;
      if (isFind(event)) {
        event.preventDefault();
        current.current.search();
        return;
      }
      const isHandled = event.key === 'Escape' ? current.current.close() : act(event, current.current);
      if (isHandled) event.preventDefault();
    };
    addEventListener('keydown', listener, { capture: true });
    return () => removeEventListener('keydown', listener, { capture: true });
  }, []);
}

/** The browser would find only the letters of the page in sight. */
function isFind({ code, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return code === 'KeyF' && (ctrlKey || metaKey) && !shiftKey;
}

/** Other combinations are the browser's; a dialog or a menu over the page has the keys for itself. */
function isOthers(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey) return true;
  if ((event.ctrlKey || event.metaKey) && !isFind(event)) return true;
  return document.querySelector('[role=dialog], [role=menu]') !== null;
}

function act(event: KeyboardEvent, keys: ViewerKeys): boolean {
  const action = isField(event.target) ? null : actionOf(event);
  action?.(keys);
  return action !== null;
}

function actionOf(event: KeyboardEvent): Action | null {
  if (event.key === '?' || (event.key === ',' && event.shiftKey)) return (keys) => keys.help();
  if (event.key === '/' || (event.key === '.' && event.code === 'Slash')) return (keys) => keys.search();
  const everywhere = anywhere[event.code];
  if (everywhere !== undefined && (!event.shiftKey || event.code === 'Equal')) return everywhere;
  return isOnSheet(event.target) && !event.shiftKey ? (onSheet[event.code] ?? null) : null;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function isOnSheet(target: EventTarget | null): boolean {
  if (target === document.body || !(target instanceof Element)) return true;
  return target.id === 'main' || target.closest('[data-stage], [role=toolbar]') !== null;
}
