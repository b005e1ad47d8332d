import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Archive, Ellipsis, Pencil } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Menu, MenuItem } from '#shared/ui/menu.tsx';
import { useArchiveChat } from './archive.ts';
import type { Chat } from './chats-query.ts';
import { RenameDialog } from './rename-dialog.tsx';

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
        className="flex h-full min-w-0 flex-1 items-center rounded-lg pr-3 pl-3 group-focus-within:pr-11 group-hover:pr-11 pointer-coarse:pr-11 text-ink-2 text-sm before:absolute before:top-3 before:bottom-3 before:left-0 before:w-0.5 before:rounded-full data-[status=active]:font-medium data-[status=active]:text-ink data-[status=active]:before:bg-accent"
      >
        <span className="truncate" title={title}>
          {title}
        </span>
      </Link>
      <ChatActions chat={chat} title={title} />
    </div>
  );
});

function ChatActions({ chat, title }: { chat: Chat; title: string }) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const archive = useArchiveChat();
  const navigate = useNavigate();
  const { chatId } = useParams({ strict: false });

  return (
    <>
      <Menu
        trigger={
          <IconButton
            icon={Ellipsis}
            label={t('chats.actions', { title })}
            className="absolute right-1 not-pointer-coarse:opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100"
          />
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setRenaming(true)}>
          {t('chats.rename')}
        </MenuItem>
        <MenuItem
          icon={Archive}
          onSelect={() => {
            archive(chat);
            if (chatId === chat.id) navigate({ to: '/' });
          }}
        >
          {t('chats.archive')}
        </MenuItem>
      </Menu>
      {renaming ? <RenameDialog chat={chat} onClose={() => setRenaming(false)} /> : null}
    </>
  );
}
