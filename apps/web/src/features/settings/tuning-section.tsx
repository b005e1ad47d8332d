import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Me, meQuery } from '#features/auth/me-query.ts';
import { formatNumber } from '#shared/lib/format.ts';
import { Select } from '#shared/ui/select.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { Row } from './section.tsx';
import { usePatchSettings } from './use-patch-settings.ts';

/** How the model writes, within what administrators allow; empty fields leave it to them. */
export function TuningSection() {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  if (me === undefined) return null;
  return (
    <details className="rounded-2xl border border-line bg-surface">
      <summary className="min-h-12 rounded-2xl px-5 py-3 font-semibold text-ink">{t('tuning.title')}</summary>
      <div className="divide-y divide-line border-line border-t px-5">
        <p className="max-w-2xl py-4 text-ink-2 text-sm">{t('tuning.hint')}</p>
        <NumberRow name="temperature" me={me} />
        <NumberRow name="top_p" me={me} />
        <ThinkingRow me={me} />
        {me.settings.thinking_enabled === false ? null : <NumberRow name="thinking_budget" me={me} />}
        <ResolutionRow me={me} />
      </div>
    </details>
  );
}

/** The title is the control's name, too. */
function Control({
  title,
  hint,
  children,
}: {
  title: string;
  hint: string;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <Row title={title} hint={hint}>
      <label htmlFor={id} className="sr-only">
        {title}
      </label>
      {children(id)}
    </Row>
  );
}

interface RowProps {
  me: Me;
}

/** Saved when it is left or by Enter; what is out of bounds is told and not saved. */
function NumberRow({ name, me }: RowProps & { name: 'temperature' | 'top_p' | 'thinking_budget' }) {
  const { t, i18n } = useTranslation();
  const patch = usePatchSettings();
  const saved = me.settings[name];
  const shown = saved === null ? '' : String(saved).replace('.', i18n.language === 'ru' ? ',' : '.');
  const [draft, setDraft] = useState<string | null>(null);
  const { min, max } = me.bounds[name];
  const value = parse(draft ?? shown, name === 'thinking_budget');
  const wrong = value === undefined || (value !== null && (value < min || value > max));
  const bounds = {
    min: formatNumber(min, i18n.language),
    max: formatNumber(max, i18n.language),
  };
  function save() {
    if (draft === null || wrong) return;
    setDraft(null);
    if (value !== saved) patch.mutate({ [name]: value });
  }
  return (
    <Control title={t(`tuning.${name}`)} hint={t(wrong ? 'tuning.outside' : 'tuning.bounds', bounds)}>
      {(id) => (
        <div className="w-44 max-md:w-full">
          <TextInput
            id={id}
            inputMode="decimal"
            autoComplete="off"
            placeholder={t('tuning.default')}
            value={draft ?? shown}
            aria-invalid={wrong}
            onChange={({ target }) => setDraft(target.value)}
            onBlur={save}
            onKeyDown={({ key }) => key === 'Enter' && save()}
            className="figures text-right"
          />
        </div>
      )}
    </Control>
  );
}

/** `null` when empty, `undefined` for what is no such number. */
function parse(text: string, whole: boolean): number | null | undefined {
  const plain = text.replace(/\s/g, '').replace(',', '.');
  if (plain === '') return null;
  const value = Number(plain);
  return Number.isFinite(value) && (!whole || Number.isInteger(value)) ? value : undefined;
}

function ThinkingRow({ me }: RowProps) {
  const { t } = useTranslation();
  const patch = usePatchSettings();
  const { thinking_enabled } = me.settings;
  const choices = { on: true, off: false } as const;
  return (
    <Control title={t('tuning.thinking')} hint={t('tuning.thinkingHint')}>
      {(id) => (
        <Select
          id={id}
          value={thinking_enabled === null ? '' : thinking_enabled ? 'on' : 'off'}
          onChange={({ target }) =>
            patch.mutate({ thinking_enabled: choices[target.value as keyof typeof choices] ?? null })
          }
          className="w-44 max-md:w-full"
        >
          <option value="">{t('tuning.default')}</option>
          <option value="on">{t('tuning.on')}</option>
          <option value="off">{t('tuning.off')}</option>
        </Select>
      )}
    </Control>
  );
}

const resolutions = ['low', 'medium', 'high'] as const;

function ResolutionRow({ me }: RowProps) {
  const { t } = useTranslation();
  const patch = usePatchSettings();
  const { media_resolution } = me.settings;
  const allowed = resolutions.slice(0, resolutions.indexOf(me.bounds.media_resolution.max) + 1);
  return (
    <Control title={t('tuning.media_resolution')} hint={t('tuning.media_resolutionHint')}>
      {(id) => (
        <Select
          id={id}
          value={media_resolution ?? ''}
          onChange={({ target }) =>
            patch.mutate({ media_resolution: allowed.find((each) => each === target.value) ?? null })
          }
          className="w-44 max-md:w-full"
        >
          <option value="">{t('tuning.default')}</option>
          {allowed.map((each) => (
            <option key={each} value={each}>
              {t(`tuning.resolutions.${each}`)}
            </option>
          ))}
        </Select>
      )}
    </Control>
  );
}
