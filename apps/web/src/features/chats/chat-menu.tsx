import { useNavigate, useParams } from '@tanstack/react-router';
import { Archive, Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu, MenuItem } from '#shared/ui/menu.tsx';
import { useArchiveChat } from './archive.ts';
import type { Chat } from './chats-query.ts';
import { RenameDialog } from './rename-dialog.tsx';

/** What can be done with a chat of the list; opens as soon as it is fetched. */
export function ChatMenu({ chat, trigger }: { chat: Chat; trigger: ReactNode }) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const archive = useArchiveChat();
  const navigate = useNavigate();
  const { chatId } = useParams({ strict: false });

  return (
    <>
      <Menu trigger={trigger} defaultOpen>
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
