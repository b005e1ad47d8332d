import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '#features/settings/section.tsx';
import { Button } from '#shared/ui/button.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { type SystemSettings, usePatchSystemSettings } from './admin-queries.ts';
import { NumberField } from './number-field.tsx';
import { parseNumber } from './number-row.tsx';

/** The installation's own OpenAI-compatible endpoint: Ollama, vLLM and the like. */
export function EndpointSection({ settings }: { settings: SystemSettings }) {
  const { t } = useTranslation('admin');
  const { compatible } = settings;
  const [address, setAddress] = useState(compatible.base_url ?? '');
  const [key, setKey] = useState('');
  const [context, setContext] = useState(String(compatible.context_tokens));
  const [vision, setVision] = useState(compatible.vision);
  const patch = usePatchSystemSettings();
  const ids = { address: useId(), key: useId(), vision: useId(), context: useId() };
  const tokens = parseNumber(context, false);
  const ready = tokens != null && Number.isInteger(tokens) && tokens > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready) return;
    patch.mutate(
      {
        compatible: {
          base_url: address.trim() || null,
          vision,
          context_tokens: tokens,
          ...(key.trim() !== '' && { api_key: key.trim() }),
        },
        version: settings.version,
      },
      { onSuccess: () => showToast(t('saved')) },
    );
  }

  return (
    <Section title={t('endpoint.title')}>
      <form onSubmit={submit} className="space-y-4 py-4">
        <p className="max-w-2xl text-ink-2 text-sm">{t('endpoint.hint')}</p>
        <div>
          <label htmlFor={ids.address} className="mb-1.5 block font-medium text-ink text-sm">
            {t('endpoint.address')}
          </label>
          <TextInput
            id={ids.address}
            type="url"
            placeholder="http://127.0.0.1:11434/v1"
            value={address}
            onChange={({ target }) => setAddress(target.value)}
          />
        </div>
        <div>
          <label htmlFor={ids.key} className="mb-1.5 block font-medium text-ink text-sm">
            {t('endpoint.key')}
          </label>
          <TextInput
            id={ids.key}
            type="password"
            autoComplete="off"
            placeholder={t(compatible.key_configured ? 'endpoint.keySet' : 'endpoint.keyNone')}
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
        </div>
        <div className="max-w-44">
          <label htmlFor={ids.context} className="mb-1.5 block font-medium text-ink text-sm">
            {t('endpoint.context')}
          </label>
          <NumberField id={ids.context} value={context} invalid={!ready} onChange={setContext} />
        </div>
        <label
          htmlFor={ids.vision}
          className="flex min-h-9 items-center gap-2.5 text-ink text-sm max-md:min-h-11"
        >
          <input
            id={ids.vision}
            type="checkbox"
            checked={vision}
            onChange={({ target }) => setVision(target.checked)}
            className="size-4 accent-(--accent)"
          />
          {t('endpoint.vision')}
        </label>
        <div className="flex justify-end">
          <Button type="submit" look="primary" disabled={!ready || patch.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
