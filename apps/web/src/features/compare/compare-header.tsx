import { Link } from '@tanstack/react-router';
import { ArrowLeft, ArrowLeftRight, Menu as MenuIcon } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { openOverlay } from '#shared/lib/overlays.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import type { Sides } from './compare-queries.ts';

export interface CompareHeaderProps {
  title: string;
  sides: Sides;
  versions: readonly number[];
  onSides: (from: number, to: number) => void;
}

/** What is compared with what. */
export function CompareHeader({ title, sides, versions, onSides }: CompareHeaderProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const { documentId, from, to } = sides;
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-paper px-2.5 py-1.5">
      <IconButton icon={MenuIcon} label={tCommon('app.menu')} onClick={() => openOverlay('rail')} />
      <Link
        to="/documents/$documentId"
        params={{ documentId }}
        aria-label={t('compare.back')}
        title={t('compare.back')}
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-ink-2 hover:bg-hover hover:text-ink max-md:size-11"
      >
        <ArrowLeft className="size-[1.125rem]" aria-hidden />
      </Link>
      <h1 className="min-w-0 flex-1 truncate font-semibold text-ink" title={title}>
        {t('compare.title')}
        <span className="ml-2.5 font-normal text-ink-3 text-sm max-md:hidden">{title}</span>
      </h1>
      <div className="flex items-center gap-1 max-md:w-full">
        <Choice
          label={t('compare.from')}
          value={from}
          versions={versions}
          onChange={(next) => onSides(next, to)}
        />
        <IconButton icon={ArrowLeftRight} label={t('compare.swap')} onClick={() => onSides(to, from)} />
        <Choice
          label={t('compare.to')}
          value={to}
          versions={versions}
          onChange={(next) => onSides(from, next)}
        />
      </div>
    </header>
  );
}

interface ChoiceProps {
  label: string;
  value: number;
  versions: readonly number[];
  onChange: (version: number) => void;
}

function Choice({ label, value, versions, onChange }: ChoiceProps) {
  const { t } = useTranslation('viewer');
  const id = useId();
  return (
    <span className="flex items-center gap-2 text-sm">
      <label htmlFor={id} className="text-ink-3">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-9 rounded-lg border border-line bg-surface px-2 text-ink max-md:h-11"
      >
        {versions.map((number) => (
          <option key={number} value={number}>
            {t('compare.version', { number })}
          </option>
        ))}
      </select>
    </span>
  );
}
