import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '#features/settings/section.tsx';
import { Button } from '#shared/ui/button.tsx';

export interface Version<Key extends string | number> {
  key: Key;
  version: number;
  isActive: boolean;
  note: string | null;
  /** Who and when. */
  by: string;
}

export interface VersionListProps<Key extends string | number> {
  versions: readonly Version<Key>[];
  busy: boolean;
  compared: Key | null;
  onCompare: (key: Key | null) => void;
  onActivate: (key: Key) => void;
  renderDiff: (key: Key) => ReactNode;
}

/** Versions of a text, newest first: what changed, and the way back. */
export function VersionList<Key extends string | number>(props: VersionListProps<Key>) {
  const { t } = useTranslation('admin');
  const { versions, busy, compared, onCompare, onActivate, renderDiff } = props;
  return (
    <Section title={t('versions.title')}>
      {versions.map(({ key, version, isActive, note, by }) => (
        <div key={key} className="py-3">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <div className="min-w-56 flex-1 text-sm">
              <p className="flex items-center gap-2 font-medium text-ink">
                {t('versions.one', { version })}
                {isActive ? (
                  <span className="rounded-md bg-accent-soft px-1.5 py-0.5 font-medium text-accent-ink text-xs">
                    {t('versions.active')}
                  </span>
                ) : null}
              </p>
              <p className="text-ink-2">{note ?? t('versions.noNote')}</p>
              <p className="text-ink-3 text-xs">{by}</p>
            </div>
            {isActive ? null : (
              <>
                <Button
                  size="small"
                  look="quiet"
                  aria-expanded={compared === key}
                  onClick={() => onCompare(compared === key ? null : key)}
                >
                  {t('versions.compare')}
                </Button>
                <Button size="small" disabled={busy} onClick={() => onActivate(key)}>
                  {t('versions.activate')}
                </Button>
              </>
            )}
          </div>
          {compared === key ? <div className="mt-3">{renderDiff(key)}</div> : null}
        </div>
      ))}
    </Section>
  );
}
