import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { type ComponentProps, lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#shared/ui/icon-button.tsx';
import type { Chat } from './chats-query.ts';

const loadMenu = () => import('./chat-menu.tsx').then((module) => ({ default: module.ChatMenu }));
const ChatMenu = lazy(loadMenu);

export const ChatRow = memo(function ChatRow({
  chat,
  onOpen,
}: {
  chat: Chat;
  onOpen: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const title = chat.title === '' ? t('chats.untitled') : chat.title;
  return (
    <div className="group relative mx-2 flex h-11 items-center rounded-lg focus-within:bg-hover hover:bg-hover has-[[data-status=active]]:bg-surface has-[[data-status=active]]:shadow-sm">
      <Link
        to="/chat/$chatId"
        params={{ chatId: chat.id }}
        onClick={onOpen}
        className="flex h-full min-w-0 flex-1 items-center rounded-lg px-3 text-ink-2 text-sm before:absolute before:top-3 before:bottom-3 before:left-0 before:w-0.5 before:rounded-full group-focus-within:pr-11 group-hover:pr-11 data-[status=active]:font-medium data-[status=active]:text-ink data-[status=active]:before:bg-accent pointer-coarse:pr-11"
      >
        <span className="truncate" title={title}>
          {title}
        </span>
      </Link>
      <ChatActions chat={chat} title={title} />
    </div>
  );
});

/** The button stands alone until the menu is wanted: menus are a tenth of the first load. */
function ChatActions({ chat, title }: { chat: Chat; title: string }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const label = t('chats.actions', { title });
  const preload = () => void loadMenu();
  if (!wanted) {
    return (
      <ActionsButton
        label={label}
        aria-haspopup="menu"
        aria-expanded={false}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setWanted(true)}
      />
    );
  }
  return (
    <Suspense fallback={<ActionsButton label={label} aria-haspopup="menu" aria-expanded={false} />}>
      <ChatMenu chat={chat} trigger={<ActionsButton label={label} />} />
    </Suspense>
  );
}

function ActionsButton(props: Omit<ComponentProps<typeof IconButton>, 'icon'>) {
  return (
    <span className="absolute right-1 flex not-pointer-coarse:opacity-0 focus-within:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100">
      <IconButton icon={Ellipsis} {...props} />
    </span>
  );
}
