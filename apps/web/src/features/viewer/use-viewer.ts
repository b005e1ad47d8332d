import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block, DocumentDetail } from '#features/documents/documents-query.ts';
import { copyText } from '#shared/lib/copy.ts';
import { showToast } from '#shared/ui/toasts.tsx';
import type { Evidence } from './audit-places.ts';
import { type Box, formatBox } from './sheet-geometry.ts';
import { type DocumentPages, useDocumentPages } from './use-document-pages.ts';
import { type ShownBlocks, useShownBlocks } from './use-shown-block.ts';
import { useViewerAddress } from './use-viewer-address.ts';
import { boxOf, type ViewerAddress, type ViewerTab } from './viewer-address.ts';
import type { Hit, SheetPage } from './viewer-queries.ts';

export interface ViewerActions {
  toPage: (page: number) => void;
  toTab: (tab: ViewerTab | undefined) => void;
  select: (block: Pick<Block, 'block_id' | 'page'> | string | null) => void;
  /** Lights the block's place and flies there. */
  light: (place: { page: number; block?: string | undefined; box: Box | null }) => void;
  /** Nothing is chosen or lit any more. */
  unlight: () => void;
  showHit: (hit: Hit) => void;
  showEvidence: (evidence: Evidence) => void;
  query: (q: string) => void;
  toVersion: (version: number | undefined) => void;
  copyLink: (box?: Box) => void;
}

export interface Viewer extends ShownBlocks {
  documentId: string;
  address: ViewerAddress;
  source: DocumentPages;
  document: DocumentDetail | undefined;
  current: SheetPage | undefined;
  total: number;
  lit: Box | null;
  /** Version in sight. */
  shown: number;
  isCurrent: boolean;
  actions: ViewerActions;
}

/** What is looked at, read from the address, and the ways to elsewhere. */
export function useViewer(): Viewer {
  const place = useViewerAddress();
  const { documentId, address } = place;
  const source = useDocumentPages(documentId, address.version);
  const document = source.document.data;
  const shown = address.version ?? document?.version ?? 1;
  const isCurrent = document === undefined || shown === document.version;
  const blocks = useShownBlocks(documentId, address, { isReady: document !== undefined });
  const total = Math.max(isCurrent ? (document?.page_count ?? 1) : source.pages.length, 1);
  const page = Math.min(blocks.page, total);
  const actions = useViewerActions(place, page);
  return {
    ...blocks,
    documentId,
    address,
    source,
    document,
    page,
    current: source.pages[page - 1],
    total,
    lit: useMemo(() => boxOf(address), [address]),
    shown,
    isCurrent,
    actions,
  };
}

function useViewerActions({ go }: ReturnType<typeof useViewerAddress>, page: number): ViewerActions {
  const { t } = useTranslation();
  const copyLink = useCallback(
    async (box?: Box) => {
      const url = new URL(location.href);
      url.searchParams.set('page', String(page));
      if (box !== undefined) url.searchParams.set('box', formatBox(box));
      if (await copyText(url.href)) showToast(t('common.copied'));
    },
    [page, t],
  );
  return useMemo(() => {
    const wide = matchMedia('(min-width: 1100px)').matches;
    const light: ViewerActions['light'] = ({ page: target, block, box }) =>
      go(
        {
          page: target,
          block,
          box: box === null ? undefined : formatBox(box),
          // On a small screen the panel would cover the place.
          ...(wide ? {} : { panel: undefined }),
        },
        { push: true },
      );
    return {
      light,
      copyLink,
      toPage: (target) => go({ page: target, block: undefined, box: undefined }, { push: true }),
      unlight: () => go({ page, block: undefined, box: undefined }),
      toTab: (panel) => go({ panel }),
      select: (block) => {
        const code = typeof block === 'string' ? block : block?.block_id;
        const known = typeof block === 'object' && block !== null ? block.page : undefined;
        // A code alone may belong to another page.
        go({ block: code, box: undefined, page: code === undefined ? page : known, panel: 'block' });
      },
      showHit: (hit) => go({ page: hit.page, block: hit.block_id, box: undefined, panel: 'search' }),
      showEvidence: ({ page: target, block_id, bbox }) =>
        light({ page: target, block: block_id ?? undefined, box: bbox as Box | null }),
      query: (q) => go({ q: q === '' ? undefined : q, panel: 'search' }),
      toVersion: (version) => go({ version, block: undefined, box: undefined }, { push: true }),
    };
  }, [go, page, copyLink]);
}
