import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '#shared/lib/format.ts';
import { inputLook } from '#shared/ui/text-input.tsx';

const maxLength = 50_000;

export interface PromptFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
}

/** A long text for a model. */
export function PromptField({ label, value, onChange, rows = 18 }: PromptFieldProps) {
  const { t, i18n } = useTranslation('admin');
  const id = useId();
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium text-ink text-sm">
          {label}
        </label>
        <span className="figures text-ink-3 text-xs">
          {t('length', { count: value.length, length: formatNumber(value.length, i18n.language) })}
        </span>
      </div>
      <textarea
        id={id}
        rows={rows}
        value={value}
        maxLength={maxLength}
        spellCheck
        onChange={({ target }) => onChange(target.value)}
        className={`${inputLook} scroll-area resize-y py-3 font-mono text-[0.8125rem] leading-6`}
      />
    </div>
  );
}
