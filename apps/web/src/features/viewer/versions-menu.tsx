import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronDown, FileClock, GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { Menu, MenuItem } from '#shared/ui/menu.tsx';
import { versionsQuery } from './viewer-queries.ts';

export interface VersionsMenuProps {
  documentId: string;
  shown: number;
  onShow: (version: number | undefined) => void;
}

/** Versions of the document, and comparisons of the shown one with the others; absent while there is one only. */
export function VersionsMenu({ documentId, shown, onShow }: VersionsMenuProps) {
  const { t, i18n } = useTranslation('viewer');
  const navigate = useNavigate();
  const versions = useQuery(versionsQuery(documentId)).data?.items ?? [];
  if (versions.length < 2) return null;
  const compare = (number: number) =>
    navigate({
      to: '/documents/$documentId/compare',
      params: { documentId },
      search: { from: Math.min(number, shown), to: Math.max(number, shown) },
    });
  return (
    <Menu
      trigger={
        <Button size="small" aria-label={`${t('bar.version', { number: shown })}. ${t('bar.versions')}`}>
          {t('bar.version', { number: shown })}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {versions.map(({ number, label, is_current, created_at }) => (
        <MenuItem
          key={number}
          icon={number === shown ? Check : FileClock}
          onSelect={() => onShow(is_current ? undefined : number)}
        >
          <span className="figures">
            {[
              t('bar.version', { number }),
              label,
              formatDate(created_at, i18n.language),
              is_current ? t('bar.current') : null,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </MenuItem>
      ))}
      <div className="my-1 border-line border-t" />
      {versions.map(({ number }) =>
        number === shown ? null : (
          <MenuItem key={number} icon={GitCompareArrows} onSelect={() => compare(number)}>
            {t('bar.compare', { number })}
          </MenuItem>
        ),
      )}
    </Menu>
  );
}
