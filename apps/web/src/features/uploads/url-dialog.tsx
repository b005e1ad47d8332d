import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';

export function UrlDialog({ onUrl, onClose }: { onUrl: (url: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState(false);
  const ids = { input: useId(), error: useId() };

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = url.trim();
    if (!/^https:\/\/\S+$/i.test(trimmed) || !URL.canParse(trimmed)) return setWrong(true);
    onUrl(trimmed);
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('uploads.urlTitle')}
      description={t('uploads.urlHint')}
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <label htmlFor={ids.input} className="sr-only">
          {t('uploads.urlLabel')}
        </label>
        <TextInput
          id={ids.input}
          type="url"
          placeholder="https://"
          value={url}
          aria-invalid={wrong}
          aria-describedby={wrong ? ids.error : undefined}
          onChange={(event) => {
            setUrl(event.target.value);
            setWrong(false);
          }}
        />
        {wrong ? (
          <p id={ids.error} role="alert" className="text-danger text-sm">
            {t('uploads.urlWrong')}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary">
            {t('uploads.urlSubmit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
