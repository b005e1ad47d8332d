import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';

interface PasswordDialogProps {
  /** What the server says: which file, and whether another password was wrong. */
  message: string;
  onPassword: (password: string) => void;
  onClose: () => void;
}

/** Asks for the password of a PDF; the server keeps it sealed beside the file. */
export function PasswordDialog({ message, onPassword, onClose }: PasswordDialogProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const id = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (password === '') return;
    onPassword(password);
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('uploads.passwordTitle')}
      description={message}
    >
      <form onSubmit={submit} className="space-y-4">
        <label htmlFor={id} className="sr-only">
          {t('uploads.password')}
        </label>
        <TextInput
          id={id}
          type="password"
          autoComplete="off"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <p className="text-ink-2 text-sm">{t('uploads.passwordKept')}</p>
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" disabled={password === ''}>
            {t('uploads.passwordSubmit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
