import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import type { Chat } from './chats-query.ts';
import { useRenameChat } from './use-rename-chat.ts';

export function RenameDialog({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [title, setTitle] = useState(chat.title);
  const rename = useRenameChat(chat.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = title.trim();
    if (trimmed !== '') rename.mutate(trimmed, { onSuccess: onClose });
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('chats.rename')}>
      <form onSubmit={submit} className="space-y-4">
        <label htmlFor={id} className="sr-only">
          {t('chats.renameTitle')}
        </label>
        <TextInput
          id={id}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        {rename.isError ? <Notice tone="danger">{describeError(rename.error, t)}</Notice> : null}
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" disabled={rename.isPending || title.trim() === ''}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
