import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Row, Section } from '#features/settings/section.tsx';
import type { admin } from '#shared/i18n/ru/admin.ts';
import { Button } from '#shared/ui/button.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { usePatchSystemSettings } from './admin-queries.ts';

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
  const wrong = names.filter((name) => parse(drafts[name] ?? '', optional.includes(name)) === undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    const change = Object.fromEntries(
      changed.map((name) => [name, parse(drafts[name] ?? '', optional.includes(name))]),
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

/** `null` for what is left empty where it may be, `undefined` for what is no number. */
function parse(text: string, mayBeEmpty: boolean): number | null | undefined {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.');
  if (plain === '') return mayBeEmpty ? null : undefined;
  const value = Number(plain);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

interface NumberRowProps {
  title: string;
  hint: string | undefined;
  value: string;
  invalid: boolean;
  onChange: (value: string) => void;
}

function NumberRow({ title, hint, value, invalid, onChange }: NumberRowProps) {
  const id = useId();
  return (
    <Row title={title} hint={hint}>
      <label htmlFor={id} className="sr-only">
        {title}
      </label>
      <TextInput
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        aria-invalid={invalid}
        onChange={({ target }) => onChange(target.value)}
        className="figures w-44 text-right max-md:w-full"
      />
    </Row>
  );
}
