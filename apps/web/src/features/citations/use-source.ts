import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Words to light in the open block; kept by reload and Back, not by a copied link. */
    quotes?: string[];
    /** Opened from this page, so that closing may go back. */
    sourceOpened?: boolean;
  }
}

/** A block of a document version: what the panel on the right shows. */
export interface SourceRef {
  documentId: string;
  /** Absent: the current version. */
  version: number | undefined;
  code: string;
}

export interface SourceSearch {
  doc?: string;
  v?: number;
  block?: string;
}

/** Reads the panel's address from the page's; anything else in the address is left out. */
export function parseSourceSearch(search: Record<string, unknown>): SourceSearch {
  const { doc, v, block } = search;
  if (typeof doc !== 'string' || (typeof block !== 'string' && typeof block !== 'number')) return {};
  const version = Number(v);
  return { doc, block: String(block), ...(Number.isInteger(version) && version > 0 && { v: version }) };
}

export function sourceSearch({ documentId, version, code }: SourceRef): SourceSearch {
  return { doc: documentId, block: code, ...(version !== undefined && { v: version }) };
}

export function useSource(): SourceRef | null {
  const { doc, v, block } = useSearch({ strict: false }) as SourceSearch;
  return useMemo(
    () => (doc === undefined || block === undefined ? null : { documentId: doc, version: v, code: block }),
    [doc, v, block],
  );
}

let opener: Element | null = null;

export interface SourceActions {
  /** Opens a block, lighting `quotes` in it; focus comes back to what was focused. */
  open: (source: SourceRef, quotes?: string[]) => void;
  /** Shows another block in the panel that is open. */
  replace: (source: SourceRef) => void;
  close: () => void;
}

export function useSourceActions(): SourceActions {
  const navigate = useNavigate();
  const router = useRouter();
  const go = useCallback(
    (search: SourceSearch, options: { replace: boolean; quotes: string[]; opened: boolean }) =>
      navigate({
        to: '.',
        search: ({ doc: _doc, v: _v, block: _block, ...rest }: SourceSearch) => ({ ...rest, ...search }),
        state: { quotes: options.quotes, sourceOpened: options.opened },
        replace: options.replace,
        resetScroll: false,
      }),
    [navigate],
  );

  const open = useCallback(
    (source: SourceRef, quotes: string[] = []) => {
      opener = document.activeElement;
      go(sourceSearch(source), { replace: false, quotes, opened: true });
    },
    [go],
  );
  const replace = useCallback(
    (source: SourceRef) => {
      const opened = router.history.location.state.sourceOpened === true;
      go(sourceSearch(source), { replace: true, quotes: [], opened });
    },
    [go, router],
  );
  const close = useCallback(() => {
    if (router.history.location.state.sourceOpened === true) router.history.back();
    else go({}, { replace: true, quotes: [], opened: false });
  }, [go, router]);
  return useMemo(() => ({ open, replace, close }), [open, replace, close]);
}

/** Gives the focus back to what opened the panel, or to a reference to the same block if that is gone. */
export function restoreFocus(code: string): void {
  const same = document.querySelector(`main [data-block="${CSS.escape(code)}"]`);
  const target = opener?.isConnected === true && opener !== document.body ? opener : same;
  if (target instanceof HTMLElement) target.focus();
  opener = null;
}
