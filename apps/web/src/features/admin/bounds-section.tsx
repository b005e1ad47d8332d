import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Row, Section } from '#features/settings/section.tsx';
import { Button } from '#shared/ui/button.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { type SystemSettings, usePatchSystemSettings } from './admin-queries.ts';
import { NumberField } from './number-field.tsx';
import { parseNumber } from './number-row.tsx';

const names = ['temperature', 'top_p', 'thinking_budget'] as const;
type Name = (typeof names)[number];
type Ends = Record<'min' | 'max', string>;

/** How far users may go in their own fine tuning. */
export function BoundsSection({ settings }: { settings: SystemSettings }) {
  const { t } = useTranslation('admin');
  const { bounds } = settings.generation;
  const start = Object.fromEntries(
    names.map((name) => [name, { min: String(bounds[name].min), max: String(bounds[name].max) }]),
  ) as Record<Name, Ends>;
  const [drafts, setDrafts] = useState(start);
  const patch = usePatchSystemSettings();
  const read = (name: Name) => ({
    min: parseNumber(drafts[name].min, false) ?? Number.NaN,
    max: parseNumber(drafts[name].max, false) ?? Number.NaN,
  });
  const isRight = (name: Name) => read(name).min <= read(name).max;
  const ready = names.every(isRight) && JSON.stringify(drafts) !== JSON.stringify(start);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready) return;
    const changed = {
      temperature: read('temperature'),
      top_p: read('top_p'),
      thinking_budget: read('thinking_budget'),
    };
    patch.mutate(
      { generation: { bounds: { ...bounds, ...changed } }, version: settings.version },
      { onSuccess: () => showToast(t('saved')) },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Section title={t('bounds.title')}>
        {names.map((name) => (
          <BoundsRow
            key={name}
            title={t(`numbers.generation.${name}`)}
            ends={drafts[name]}
            invalid={!isRight(name)}
            onChange={(ends) => setDrafts({ ...drafts, [name]: ends })}
          />
        ))}
        <div className="flex justify-end py-3">
          <Button type="submit" look="primary" disabled={!ready || patch.isPending}>
            {t('save')}
          </Button>
        </div>
      </Section>
    </form>
  );
}

interface BoundsRowProps {
  title: string;
  ends: Ends;
  invalid: boolean;
  onChange: (ends: Ends) => void;
}

function BoundsRow({ title, ends, invalid, onChange }: BoundsRowProps) {
  const { t } = useTranslation('admin');
  const ids = { min: useId(), max: useId() };
  return (
    <Row title={title} hint={invalid ? t('bounds.wrong') : undefined}>
      <div className="flex items-center gap-2 text-ink-2 text-sm">
        {(['min', 'max'] as const).map((end) => (
          <span key={end} className="flex items-center gap-2">
            <label htmlFor={ids[end]}>
              {t(`bounds.${end}`)}
              <span className="sr-only">, {title}</span>
            </label>
            <span className="w-24">
              <NumberField
                id={ids[end]}
                value={ends[end]}
                invalid={invalid}
                onChange={(value) => onChange({ ...ends, [end]: value })}
              />
            </span>
          </span>
        ))}
      </div>
    </Row>
  );
}
