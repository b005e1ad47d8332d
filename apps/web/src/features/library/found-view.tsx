import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { TreeList } from './tree-list.tsx';
import { foundQuery } from './tree-query.ts';

/** Folders and documents of the whole tree that bear the words. */
export function FoundView({ text }: { text: string }) {
  const { t } = useTranslation();
  const found = useQuery(foundQuery(text));
  if (found.isPending) return <ListSkeleton />;
  if (found.isError) return <Notice tone="danger">{describeError(found.error, t)}</Notice>;
  const { items } = found.data;
  return (
    <>
      <p role="status" className={items.length === 0 ? 'sr-only' : 'figures text-ink-3 text-sm'}>
        {items.length === 0 ? t('library.foundNone') : t('library.found', { count: items.length })}
      </p>
      {items.length === 0 ? (
        <EmptyState icon={SearchX} title={t('library.foundNone')} hint={t('library.foundNoneHint')} />
      ) : (
        <TreeList label={t('library.title')} nodes={items} creating={null} onCreate={() => {}} />
      )}
    </>
  );
}
