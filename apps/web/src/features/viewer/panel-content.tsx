import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { AuditPanel } from './audit-panel.tsx';
import { BlockPanel } from './block-panel.tsx';
import { SearchPanel } from './search-panel.tsx';
import type { Box } from './sheet-geometry.ts';
import { SheetsPanel } from './sheets-panel.tsx';
import { isBusy } from './use-document-pages.ts';
import type { Viewer } from './use-viewer.ts';
import type { ViewerTab } from './viewer-address.ts';

export interface PanelContentProps {
  viewer: Viewer;
  tab: ViewerTab;
  field: RefObject<HTMLInputElement | null>;
  /** Flies to a place that may be lit already. */
  onFly: (box: Box) => void;
}

/** What the chosen tab of the side panel shows. */
export function PanelContent({ viewer, tab, field, onFly }: PanelContentProps) {
  const { t } = useTranslation('viewer');
  const { documentId, address, actions, isCurrent, document, page } = viewer;
  if (tab === 'search') {
    return (
      <SearchPanel
        documentId={documentId}
        q={address.q ?? ''}
        onQuery={actions.query}
        shown={address.block}
        onShow={actions.showHit}
        isCurrent={isCurrent}
        field={field}
      />
    );
  }
  if (tab === 'audit') {
    if (document !== undefined && document.status === 'processing' && isBusy(document))
      return <p className="p-4 text-ink-2 text-sm">{t('audit.pending')}</p>;
    return (
      <AuditPanel
        documentId={documentId}
        version={address.version}
        onEvidence={actions.showEvidence}
        onTarget={({ page: target, block_id }) =>
          actions.light({ page: target, block: block_id ?? undefined, box: null })
        }
      />
    );
  }
  if (tab === 'sheets') {
    return (
      <SheetsPanel
        sheets={isCurrent ? (document?.sheets ?? []) : []}
        page={viewer.current}
        current={page}
        onOpen={actions.toPage}
      />
    );
  }
  return (
    <>
      {viewer.isMissing ? <p className="px-4 pt-4 text-sm text-warning">{t('block.notFound')}</p> : null}
      <BlockPanel
        page={page}
        blocks={viewer.blocks}
        error={viewer.blocksError}
        selected={viewer.selected}
        onSelect={actions.select}
        onShow={(block) => {
          if (block.page !== page) actions.light({ page: block.page, block: block.block_id, box: null });
          else if (block.bbox !== null) onFly(block.bbox);
        }}
        isCurrent={isCurrent}
      />
    </>
  );
}
