import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface PageInputProps {
  page: number;
  total: number;
  onPage: (page: number) => void;
}

/** «9 из 27», where the number may be typed. */
export function PageInput({ page, total, onPage }: PageInputProps) {
  const { t } = useTranslation('viewer');
  const [typed, setTyped] = useState(String(page));

  function finish() {
    const wanted = Math.round(Number(typed));
    if (Number.isFinite(wanted) && wanted >= 1 && wanted <= total && wanted !== page) onPage(wanted);
    else setTyped(String(page));
  }

  return (
    <span className="figures flex items-center gap-1.5 px-1 text-ink-2 text-sm whitespace-nowrap">
      <input
        aria-label={t('tool.goto')}
        inputMode="numeric"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={finish}
        onKeyDown={(event) => event.key === 'Enter' && finish()}
        className="h-8 rounded-md border border-line bg-surface text-center text-ink max-md:h-11"
        style={{ width: `${Math.max(2, String(total).length) + 1.5}ch` }}
      />
      {t('tool.of', { total })}
    </span>
  );
}
