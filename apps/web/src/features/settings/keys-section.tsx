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
import { type KeyVendor, useDeleteKey, useSaveKey } from './use-keys.ts';

const placeholders: Record<KeyVendor, string> = { gemini: 'AIza…', openai: 'sk-…', anthropic: 'sk-ant-…' };

/** A key is written and forgotten: neither the page nor the server shows it again. */
export function KeysSection() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  if (me.data === undefined) return null;
  return (
    <Section title={t('settings.key')}>
      <div className="py-4">
        <p className="max-w-2xl text-ink-2 text-sm">{t('settings.keyHint')}</p>
      </div>
      {shownVendors(me.data).map((vendor) => (
        <div key={vendor} className="space-y-4 py-4">
          <h3 className="font-medium text-ink text-sm">{vendorNames[vendor]}</h3>
          <KeyState vendor={vendor} savedAt={me.data.keys[vendor]} />
          <KeyForm vendor={vendor} configured={me.data.keys[vendor] !== null} />
        </div>
      ))}
    </Section>
  );
}

const vendorNames: Record<KeyVendor, string> = {
  gemini: 'Google Gemini',
  openai: 'OpenAI',
  anthropic: 'Anthropic',
};

/** Gemini, what answers now, and whatever has a key already: the others would only be in the way. */
function shownVendors({ keys, models }: Me): KeyVendor[] {
  const answering = [models.simple.provider, models.complex.provider];
  return (['gemini', 'openai', 'anthropic'] as const).filter(
    (vendor) => vendor === 'gemini' || keys[vendor] !== null || answering.includes(vendor),
  );
}

function KeyState({ vendor, savedAt }: { vendor: KeyVendor; savedAt: string | null }) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteKey(vendor);
  if (savedAt === null) {
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
        {t('settings.keySet', { date: formatDate(savedAt, i18n.language) })}
      </p>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('settings.keyDelete')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('settings.keyDeleteTitle', { vendor: vendorNames[vendor] })}
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

function KeyForm({ vendor, configured }: { vendor: KeyVendor; configured: boolean }) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const [invalid, setInvalid] = useState(false);
  const save = useSaveKey(vendor);
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
          placeholder={placeholders[vendor]}
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
