import { useInfiniteQuery } from '@tanstack/react-query';
import { Pencil, Plus, RefreshCw, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Row, Section } from '#features/settings/section.tsx';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { ConfirmDialog } from '#shared/ui/confirm-dialog.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { type Synonym, synonymsQuery, useDeleteSynonym, useRebuildSearch } from './use-synonyms.ts';

const SynonymDialog = lazy(() =>
  import('./synonym-dialog.tsx').then((module) => ({ default: module.SynonymDialog })),
);

/** For administrators: what search takes for the same, and its index. */
export function SynonymsSection() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Synonym | 'new' | null>(null);
  return (
    <Section title={t('synonyms.title')}>
      <div className="space-y-4 py-4">
        <p className="max-w-2xl text-ink-2 text-sm">{t('synonyms.hint')}</p>
        <SynonymList onEdit={setEdited} onAdd={() => setEdited('new')} />
      </div>
      <RebuildRow />
      {edited === null ? null : (
        <Suspense fallback={null}>
          <SynonymDialog synonym={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </Section>
  );
}

function SynonymList({ onEdit, onAdd }: { onEdit: (synonym: Synonym) => void; onAdd: () => void }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState('');
  const [doomed, setDoomed] = useState<Synonym | null>(null);
  const synonyms = useInfiniteQuery(synonymsQuery);
  const words = filter.trim().toLowerCase();
  const listed = synonyms.data?.pages.flatMap(({ items }) => items) ?? [];
  const found = listed.filter(({ terms }) => terms.some((term) => term.toLowerCase().includes(words)));
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <TextInput
          type="search"
          aria-label={t('synonyms.filter')}
          placeholder={t('synonyms.filter')}
          value={filter}
          className="min-w-48 flex-1"
          onChange={(event) => setFilter(event.target.value)}
        />
        <Button onClick={onAdd}>
          <Plus aria-hidden />
          {t('synonyms.add')}
        </Button>
      </div>
      {synonyms.isPending ? <TextSkeleton label={t('app.loading')} /> : null}
      {synonyms.isError ? <Notice tone="danger">{describeError(synonyms.error, t)}</Notice> : null}
      {synonyms.isSuccess && found.length === 0 ? (
        <p className="py-4 text-center text-ink-2 text-sm">
          {t(listed.length === 0 ? 'synonyms.empty' : 'synonyms.nothing')}
        </p>
      ) : null}
      <ul
        aria-label={t('synonyms.title')}
        className="scroll-area max-h-80 divide-y divide-line rounded-xl border border-line empty:hidden"
      >
        {found.map((synonym) => (
          <SynonymRow key={synonym.id} synonym={synonym} onEdit={onEdit} onDelete={setDoomed} />
        ))}
      </ul>
      {synonyms.hasNextPage ? (
        <Button size="small" onClick={() => synonyms.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      <DeleteDialog synonym={doomed} onClose={() => setDoomed(null)} />
    </>
  );
}

interface SynonymRowProps {
  synonym: Synonym;
  onEdit: (synonym: Synonym) => void;
  onDelete: (synonym: Synonym) => void;
}

function SynonymRow({ synonym, onEdit, onDelete }: SynonymRowProps) {
  const { t } = useTranslation();
  const name = { name: synonym.terms[0] ?? '' };
  return (
    <li className="flex items-center gap-1 py-1.5 pr-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <p className="text-ink text-sm [overflow-wrap:anywhere]">{synonym.terms.join(' = ')}</p>
        {synonym.note === null ? null : <p className="text-ink-3 text-xs">{synonym.note}</p>}
      </div>
      <IconButton icon={Pencil} label={t('synonyms.editOne', name)} onClick={() => onEdit(synonym)} />
      <IconButton icon={Trash2} label={t('synonyms.deleteOne', name)} onClick={() => onDelete(synonym)} />
    </li>
  );
}

function DeleteDialog({ synonym, onClose }: { synonym: Synonym | null; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeleteSynonym();
  if (synonym === null) return null;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t('synonyms.deleteTitle')}
      description={t('synonyms.deleteText', { terms: synonym.terms.join(', ') })}
      action={t('common.delete')}
      busy={remove.isPending}
      onConfirm={() =>
        remove.mutate(synonym.id, {
          onError: (error) => showToast(describeError(error, t)),
          onSettled: onClose,
        })
      }
    />
  );
}

function RebuildRow() {
  const { t } = useTranslation();
  const rebuild = useRebuildSearch();
  return (
    <Row title={t('synonyms.rebuildTitle')} hint={t('synonyms.rebuildHint')}>
      <Button
        disabled={rebuild.isPending}
        onClick={() =>
          rebuild.mutate(undefined, {
            onSuccess: ({ documents }) => showToast(t('synonyms.rebuilt', { count: documents })),
            onError: (error) => showToast(describeError(error, t)),
          })
        }
      >
        <RefreshCw aria-hidden />
        {t('synonyms.rebuild')}
      </Button>
    </Row>
  );
}
