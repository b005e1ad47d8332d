import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Me, meQuery } from '#features/auth/me-query.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { formatDate } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { ConfirmDialog } from '#shared/ui/confirm-dialog.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { Section } from './section.tsx';
import { useDeleteGeminiKey, useSaveGeminiKey } from './use-gemini-key.ts';

/** The key is written and forgotten: neither the page nor the server shows it again. */
export function GeminiKeySection() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  if (me.data === undefined) return null;
  return (
    <Section title={t('settings.key')}>
      <div className="space-y-4 py-4">
        <p className="max-w-2xl text-ink-2 text-sm">{t('settings.keyHint')}</p>
        <KeyState me={me.data} />
        <KeyForm configured={me.data.gemini_api_key_configured} />
      </div>
    </Section>
  );
}

function KeyState({ me }: { me: Me }) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteGeminiKey();
  const at = me.gemini_api_key_updated_at;
  if (!me.gemini_api_key_configured) {
    return (
      <p className="flex items-center gap-2 text-ink text-sm">
        <CircleDashed className="size-4 text-ink-3" aria-hidden />
        {t('settings.keyMissing')}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="flex items-center gap-2 text-ink text-sm">
        <CircleCheck className="size-4 text-success" aria-hidden />
        {at === null
          ? t('settings.keySetNoDate')
          : t('settings.keySet', { date: formatDate(at, i18n.language) })}
      </p>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('settings.keyDelete')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('settings.keyDeleteTitle')}
        description={t('settings.keyDeleteText')}
        action={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => showToast(t('settings.keyDeleted')),
            onError: (error) => showToast(describeError(error, t)),
            onSettled: () => setAsking(false),
          })
        }
      />
    </div>
  );
}

function KeyForm({ configured }: { configured: boolean }) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const [invalid, setInvalid] = useState(false);
  const save = useSaveGeminiKey();
  const ids = { input: useId(), error: useId() };
  const message = invalid ? t('settings.keyInvalid') : save.isError ? describeError(save.error, t) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = key.trim();
    const valid = /^[\x21-\x7e]{8,400}$/.test(trimmed);
    setInvalid(!valid);
    if (!valid) return;
    save.mutate(trimmed, {
      onSuccess: () => {
        setKey('');
        showToast(t('settings.keySaved'));
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-3">
      <label htmlFor={ids.input} className="block font-medium text-ink text-sm">
        {t('settings.keyLabel')}
      </label>
      <div className="flex flex-wrap gap-2">
        <TextInput
          id={ids.input}
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('settings.keyPlaceholder')}
          value={key}
          aria-invalid={message !== null}
          aria-describedby={message === null ? undefined : ids.error}
          onChange={(event) => setKey(event.target.value)}
          className="min-w-56 flex-1 font-mono"
        />
        <Button type="submit" look="primary" disabled={save.isPending} className="max-md:flex-1">
          {t(configured ? 'settings.keyReplace' : 'settings.keySave')}
        </Button>
      </div>
      <div id={ids.error}>{message === null ? null : <Notice tone="danger">{message}</Notice>}</div>
    </form>
  );
}
