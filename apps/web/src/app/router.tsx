import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseSourceSearch } from '#features/citations/use-source.ts';
import { ChatPage } from '#pages/chat-page.tsx';
import { NewChatPage } from '#pages/new-chat-page.tsx';
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

const chat = createRoute({ getParentRoute: () => root, path: '/chat/$chatId', component: ChatPage });

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  component: lazyRouteComponent(() => import('#pages/library-page.tsx'), 'LibraryPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('#pages/settings-page.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([newChat, chat, library, settings]),
  defaultPreload: 'intent',
  defaultErrorComponent: CrashScreen,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
