import { Link } from '@tanstack/react-router';
import {
  ArrowLeft,
  CircleHelp,
  Link2,
  Menu as MenuIcon,
  MessageSquareText,
  PanelRight,
  Rows3,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import type { DocumentDetail } from '#features/documents/documents-query.ts';
import { openOverlay } from '#shared/lib/overlays.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { VersionsMenu, type VersionsMenuProps } from './versions-menu.tsx';

export interface ViewerHeaderProps extends Pick<VersionsMenuProps, 'shown'> {
  document: DocumentDetail;
  onVersion: VersionsMenuProps['onShow'];
  pagesShown: boolean;
  onPages: () => void;
  panelShown: boolean;
  onPanel: () => void;
  onCopyLink: () => void;
  onHelp: () => void;
}

/** Name of the document and what concerns all of it. */
export function ViewerHeader(props: ViewerHeaderProps) {
  const { document } = props;
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-line border-b bg-paper px-1.5 md:px-2.5">
      <IconButton icon={MenuIcon} label={tCommon('app.menu')} onClick={() => openOverlay('rail')} />
      <Link
        to="/library"
        aria-label={t('bar.back')}
        title={t('bar.back')}
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-ink-2 hover:bg-hover hover:text-ink max-md:hidden"
      >
        <ArrowLeft className="size-[1.125rem]" aria-hidden />
      </Link>
      <IconButton
        icon={Rows3}
        label={t('bar.pages')}
        aria-pressed={props.pagesShown}
        onClick={props.onPages}
      />
      <h1 className="min-w-0 flex-1 truncate px-1.5 font-semibold text-ink" title={document.title}>
        {shortTitle(document.title, document.cipher)}
        {document.cipher === null || document.cipher === document.title ? null : (
          <span className="ml-2.5 font-mono font-normal text-ink-3 text-xs max-md:hidden">
            {document.cipher}
          </span>
        )}
      </h1>
      <span className="max-md:hidden">
        <VersionsMenu documentId={document.id} shown={props.shown} onShow={props.onVersion} />
      </span>
      <Link
        to="/"
        search={{ ask: document.id }}
        className="inline-flex h-9 shrink-0 items-center gap-2 rounded-lg px-2.5 font-medium text-accent-ink text-sm hover:bg-accent-soft max-md:size-11 max-md:justify-center"
      >
        <MessageSquareText className="size-4" aria-hidden />
        <span className="max-lg:sr-only">{t('bar.ask')}</span>
      </Link>
      <IconButton
        icon={Link2}
        label={t('bar.copyLink')}
        onClick={props.onCopyLink}
        className="max-md:hidden"
      />
      <IconButton
        icon={CircleHelp}
        label={`${t('bar.help')} (?)`}
        onClick={props.onHelp}
        className="pointer-coarse:hidden max-md:hidden"
      />
      <IconButton
        icon={PanelRight}
        label={t('bar.panel')}
        aria-pressed={props.panelShown}
        onClick={props.onPanel}
      />
    </header>
  );
}
