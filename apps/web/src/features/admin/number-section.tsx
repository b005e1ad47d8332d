import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '#features/settings/section.tsx';
import type { admin } from '#shared/i18n/ru/admin.ts';
import { Button } from '#shared/ui/button.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { usePatchSystemSettings } from './admin-queries.ts';
import { NumberRow, parseNumber } from './number-row.tsx';

type Sections = (typeof admin)['numbers'];

export interface NumberSectionProps<Name extends keyof Sections> {
  section: Name;
  values: Readonly<Record<string, unknown>>;
  /** The settings' version that is being changed. */
  version: number;
  names: readonly (keyof Sections[Name] & string)[];
  /** Names that may be left empty: no limit, or the model's own default. */
  optional?: readonly string[];
}

/** Numbers of one section of the settings, saved together. */
export function NumberSection<Name extends keyof Sections>(props: NumberSectionProps<Name>) {
  const { section, values, version, names, optional = [] } = props;
  const { t } = useTranslation('admin');
  const text = (path: string) => (t as (key: string) => string)(`numbers.${section}.${path}`);
  const start = Object.fromEntries(
    names.map((name) => [name, values[name] == null ? '' : String(values[name])]),
  );
  const [drafts, setDrafts] = useState(start);
  const patch = usePatchSystemSettings();
  const changed = names.filter((name) => drafts[name] !== start[name]);
  const wrong = names.filter(
    (name) => parseNumber(drafts[name] ?? '', optional.includes(name)) === undefined,
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    const change = Object.fromEntries(
      changed.map((name) => [name, parseNumber(drafts[name] ?? '', optional.includes(name))]),
    );
    patch.mutate({ [section]: change, version }, { onSuccess: () => showToast(t('saved')) });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Section title={text('title')}>
        {names.map((name) => (
          <NumberRow
            key={name}
            title={text(name)}
            hint={optional.includes(name) ? t('numbers.empty') : undefined}
            value={drafts[name] ?? ''}
            invalid={wrong.includes(name)}
            onChange={(value) => setDrafts({ ...drafts, [name]: value })}
          />
        ))}
        <div className="flex justify-end py-3">
          <Button
            type="submit"
            look="primary"
            disabled={changed.length === 0 || wrong.length > 0 || patch.isPending}
          >
            {t('save')}
          </Button>
        </div>
      </Section>
    </form>
  );
}
