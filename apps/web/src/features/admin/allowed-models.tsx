import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '#features/settings/section.tsx';
import { Button } from '#shared/ui/button.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Select } from '#shared/ui/select.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import {
  type KnownModel,
  knownModelsQuery,
  type SystemSettings,
  usePatchSystemSettings,
} from './admin-queries.ts';
import { type ModelRef, modelKey, modelName } from './model-name.ts';

const providers = ['gemini', 'openai', 'anthropic', 'compatible'] as const;

/** Models that profiles may be given. */
export function AllowedModels({ settings }: { settings: SystemSettings }) {
  const { t } = useTranslation('admin');
  const known = useQuery(knownModelsQuery).data ?? [];
  const patch = usePatchSystemSettings();
  const { allowed, ...profiles } = settings.models;
  const used = new Set(Object.values(profiles).map(modelKey));
  const save = (models: ModelRef[]) =>
    patch.mutate({ models: { allowed: models }, version: settings.version });
  return (
    <Section title={t('models.allowed')}>
      <ul className="divide-y divide-line">
        {allowed.map((model) => (
          <li key={modelKey(model)} className="flex min-h-12 items-center gap-3 py-1.5 text-sm">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <span className="font-medium text-ink">{modelName(model, t)}</span>
              <Price model={known.find((each) => modelKey(each) === modelKey(model))} />
            </span>
            {used.has(modelKey(model)) ? (
              <span className="text-ink-3 text-xs">{t('models.inUse')}</span>
            ) : (
              <IconButton
                icon={X}
                label={t('models.forbid', { model: model.model })}
                disabled={patch.isPending}
                onClick={() => save(allowed.filter((each) => modelKey(each) !== modelKey(model)))}
              />
            )}
          </li>
        ))}
      </ul>
      <AddModel
        known={known.filter((model) => !allowed.some((each) => modelKey(each) === modelKey(model)))}
        busy={patch.isPending}
        onAdd={(model) => save([...allowed, model])}
      />
    </Section>
  );
}

function Price({ model }: { model: KnownModel | undefined }) {
  const { t, i18n } = useTranslation('admin');
  if (model?.price == null)
    return <span className="block text-ink-3 text-xs">{t('models.priceUnknown')}</span>;
  const money = new Intl.NumberFormat(i18n.language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
  });
  const { input, output } = model.price;
  return (
    <span className="figures block text-ink-3 text-xs">
      {t('models.price', { input: money.format(input), output: money.format(output) })}
    </span>
  );
}

interface AddModelProps {
  known: readonly KnownModel[];
  busy: boolean;
  onAdd: (model: ModelRef) => void;
}

function AddModel({ known, busy, onAdd }: AddModelProps) {
  const { t } = useTranslation('admin');
  const [provider, setProvider] = useState<ModelRef['provider']>('gemini');
  const [model, setModel] = useState('');
  const ids = { provider: useId(), model: useId(), list: useId() };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (model.trim() === '') return;
    onAdd({ provider, model: model.trim() });
    setModel('');
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2 py-4">
      <div>
        <label htmlFor={ids.provider} className="mb-1.5 block font-medium text-ink text-sm">
          {t('models.provider')}
        </label>
        <Select
          id={ids.provider}
          value={provider}
          onChange={({ target }) => setProvider(providers.find((each) => each === target.value) ?? 'gemini')}
          className="w-48"
        >
          {providers.map((each) => (
            <option key={each} value={each}>
              {t(`models.providers.${each}`)}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-w-48 flex-1">
        <label htmlFor={ids.model} className="mb-1.5 block font-medium text-ink text-sm">
          {t('models.model')}
        </label>
        <TextInput
          id={ids.model}
          list={ids.list}
          value={model}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setModel(target.value)}
        />
        <datalist id={ids.list}>
          {known
            .filter((each) => each.provider === provider)
            .map((each) => (
              <option key={each.model} value={each.model} />
            ))}
        </datalist>
      </div>
      <Button type="submit" disabled={busy || model.trim() === ''}>
        <Plus aria-hidden />
        {t('models.allow')}
      </Button>
    </form>
  );
}
