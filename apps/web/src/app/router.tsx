import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseAdminAddress } from '#features/admin/admin-address.ts';
import { parseSourceSearch } from '#features/citations/use-source.ts';
import { parseCompareAddress } from '#features/compare/compare-address.ts';
import { parseLibraryAddress } from '#features/library/library-address.ts';
import { parseViewerAddress } from '#features/viewer/viewer-address.ts';
import { NewChatPage } from '#pages/new-chat-page.tsx';
import { loadTexts } from '#shared/i18n/index.ts';
import { CrashScreen, NotFoundScreen } from './failure-screens.tsx';
import { Layout } from './layout.tsx';

const root = createRootRoute({
  component: Layout,
  notFoundComponent: NotFoundScreen,
  validateSearch: parseSourceSearch,
});

const newChat = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: NewChatPage,
  validateSearch: ({ ask }: Record<string, unknown>): { ask?: string } =>
    typeof ask === 'string' ? { ask } : {},
});

const chat = createRoute({
  getParentRoute: () => root,
  path: '/chat/$chatId',
  component: lazyRouteComponent(() => import('#pages/chat-page.tsx'), 'ChatPage'),
});

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  validateSearch: parseLibraryAddress,
  component: lazyRouteComponent(() => import('#pages/library-page.tsx'), 'LibraryPage'),
});

const document = createRoute({
  getParentRoute: () => root,
  path: '/documents/$documentId',
  validateSearch: parseViewerAddress,
  component: lazyRouteComponent(() => withViewerTexts(import('#pages/document-page.tsx')), 'DocumentPage'),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/documents/$documentId/compare',
  validateSearch: parseCompareAddress,
  component: lazyRouteComponent(() => withViewerTexts(import('#pages/compare-page.tsx')), 'ComparePage'),
});

async function withViewerTexts<Module>(page: Promise<Module>): Promise<Module> {
  await loadTexts('viewer');
  return page;
}

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('#pages/settings-page.tsx'), 'SettingsPage'),
});

// Not `/admin`: clients of the first generation call the API there.
const admin = createRoute({
  getParentRoute: () => root,
  path: '/manage',
  validateSearch: parseAdminAddress,
  component: lazyRouteComponent(async () => {
    await loadTexts('admin');
    return import('#pages/admin-page.tsx');
  }, 'AdminPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([newChat, chat, library, document, compare, settings, admin]),
  defaultPreload: 'intent',
  defaultErrorComponent: CrashScreen,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
