import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentDetail } from '#features/documents/documents-query.ts';
import { cn } from '#shared/lib/cn.ts';
import { BottomSheet } from '#shared/ui/bottom-sheet.tsx';
import { DocumentNotices } from './document-notices.tsx';
import { PageList, type PageLook } from './page-list.tsx';
import { PanelContent } from './panel-content.tsx';
import { withAir } from './sheet-geometry.ts';
import { SidePanel } from './side-panel.tsx';
import { Stage } from './stage.tsx';
import type { Viewer } from './use-viewer.ts';
import { useViewerLayout, type ViewerLayout } from './use-viewer-layout.ts';
import { ViewerHeader } from './viewer-header.tsx';

const ViewerHelp = lazy(() => import('./viewer-help.tsx').then((module) => ({ default: module.ViewerHelp })));

/** Pages on the left, the sheet in the middle, what is known of it on the right. */
export function ViewerScreen({ viewer, document }: { viewer: Viewer; document: DocumentDetail }) {
  const layout = useViewerLayout(viewer);
  const { actions, source, shown } = viewer;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ViewerHeader
        document={document}
        shown={shown}
        onVersion={actions.toVersion}
        pagesShown={layout.pagesShown}
        onPages={layout.togglePages}
        panelShown={layout.panelShown}
        onPanel={layout.togglePanel}
        onCopyLink={() => actions.copyLink()}
        onHelp={() => layout.setHelp(true)}
      />
      <DocumentNotices
        document={document}
        pages={source.pages}
        shown={shown}
        onCurrent={() => actions.toVersion(undefined)}
      />
      <div className="relative flex min-h-0 flex-1">
        <Pages viewer={viewer} layout={layout} />
        <div className={cn('relative min-w-0 flex-1', layout.isSplit && 'h-[44%]')}>
          <Stage viewer={viewer} layout={layout} />
        </div>
        <Panel viewer={viewer} layout={layout} />
      </div>
      <Suspense fallback={null}>
        {layout.help ? <ViewerHelp onClose={() => layout.setHelp(false)} /> : null}
      </Suspense>
    </div>
  );
}

interface PartProps {
  viewer: Viewer;
  layout: ViewerLayout;
}

function Pages({ viewer, layout }: PartProps) {
  const { t } = useTranslation('viewer');
  if (!layout.pagesShown) return null;
  const look = lookOf(viewer, layout);
  const list = (
    <PageList
      pages={viewer.source.pages}
      total={viewer.total}
      current={viewer.page}
      onOpen={layout.turn}
      key={look}
      look={look}
    />
  );
  if (layout.roomy) return <div className="w-44 shrink-0 border-line border-r">{list}</div>;
  return (
    <BottomSheet title={t('pages.title')} onClose={layout.togglePages}>
      {list}
    </BottomSheet>
  );
}

/** No empty frames where no page has a picture. */
function lookOf({ source }: Viewer, { roomy }: ViewerLayout): PageLook {
  if (source.pages.length > 0 && source.pages.every(({ iiif_url }) => iiif_url === null)) return 'plain';
  return roomy ? 'tall' : 'wide';
}

function Panel({ viewer, layout }: PartProps) {
  const { t } = useTranslation('viewer');
  if (!layout.panelShown) return null;
  const { tab } = layout;
  const panel = (
    <SidePanel tab={tab} onTab={viewer.actions.toTab}>
      <PanelContent
        viewer={viewer}
        tab={tab}
        field={layout.field}
        onFly={(box) => layout.controls.current?.flyTo(withAir(box, 0.6, 0.12))}
      />
    </SidePanel>
  );
  if (layout.wide) {
    return (
      <aside aria-label={t('tabs.label')} className="w-96 shrink-0 border-line border-l bg-surface">
        {panel}
      </aside>
    );
  }
  return (
    <BottomSheet title={t('tabs.label')} onClose={layout.togglePanel}>
      {panel}
    </BottomSheet>
  );
}
