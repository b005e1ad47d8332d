import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Menu, Plus } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Rail } from '#features/chats/rail.tsx';
import { SourceSide } from '#features/citations/source-side.tsx';
import { useShortcuts } from '#features/shortcuts/use-shortcuts.ts';
import { LazyUploadDock } from '#features/uploads/lazy-upload-dock.tsx';
import { openOverlay, useOverlay } from '#shared/lib/overlays.ts';
import { MEDIUM, useMediaQuery } from '#shared/lib/use-media-query.ts';
import { useOnline } from '#shared/lib/use-online.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Logo } from '#shared/ui/logo.tsx';

const Drawer = lazy(() => import('#shared/ui/drawer.tsx').then((module) => ({ default: module.Drawer })));
const Palette = lazy(() =>
  import('#features/shortcuts/palette.tsx').then((module) => ({ default: module.Palette })),
);
const ShortcutsHelp = lazy(() =>
  import('#features/shortcuts/shortcuts-help.tsx').then((module) => ({ default: module.ShortcutsHelp })),
);

/** Chats on the left, the page in the middle, its source on the right. */
export function Layout() {
  const { t } = useTranslation();
  const roomy = useMediaQuery(MEDIUM);
  // A sheet needs the whole width: its page opens the chats over itself.
  const isSheet = useLocation().pathname.startsWith('/documents/');
  useShortcuts();

  return (
    <div className="flex h-full flex-col">
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-20 rounded-lg bg-accent px-4 py-2.5 font-medium text-on-accent text-sm focus-visible:translate-y-0"
      >
        {t('app.skip')}
      </a>
      <OfflineBanner />
      {roomy || isSheet ? null : <PhoneBar />}
      <div className="flex min-h-0 flex-1">
        {roomy && !isSheet ? (
          <div className="w-68 shrink-0 border-line border-r">
            <Rail />
          </div>
        ) : null}
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
        <SourceSide />
      </div>
      <LazyUploadDock />
      <Overlays />
    </div>
  );
}

function PhoneBar() {
  const { t } = useTranslation();
  return (
    <header className="flex h-14 shrink-0 items-center justify-between border-line border-b bg-paper px-1.5">
      <IconButton icon={Menu} label={t('app.menu')} onClick={() => openOverlay('rail')} />
      <span className="flex items-center gap-2 font-semibold text-ink">
        <Logo className="size-5 text-accent" />
        {t('app.name')}
      </span>
      <Link
        to="/"
        aria-label={t('chats.new')}
        className="inline-flex size-11 items-center justify-center rounded-lg text-ink-2 hover:bg-hover"
      >
        <Plus className="size-[1.125rem]" aria-hidden />
      </Link>
    </header>
  );
}

function OfflineBanner() {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <div role="status">
      {online ? null : (
        <p className="bg-warning-soft px-4 py-2 text-center text-sm text-warning">
          {t('errors.offlineBanner')}
        </p>
      )}
    </div>
  );
}

function Overlays() {
  const { t } = useTranslation();
  const overlay = useOverlay();
  const { pathname } = useLocation();
  const close = () => openOverlay(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes what lay over the last one
  useEffect(() => openOverlay(null), [pathname]);

  return (
    <Suspense fallback={null}>
      {overlay === 'rail' ? (
        <Drawer open onOpenChange={close} title={t('app.navigation')} side="left">
          <Rail onLeave={close} />
        </Drawer>
      ) : null}
      {overlay === 'palette' ? <Palette onClose={close} /> : null}
      {overlay === 'shortcuts' ? <ShortcutsHelp onClose={close} /> : null}
    </Suspense>
  );
}
