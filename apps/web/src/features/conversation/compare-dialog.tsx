import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import { documentsQuery } from '#features/documents/documents-query.ts';
import { versionsQuery } from '#features/viewer/viewer-queries.ts';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { Select } from '#shared/ui/select.tsx';
import type { ComparedDocument, Extras } from './extras.ts';

export interface CompareDialogProps {
  compare: Extras['compare'];
  onChoose: (compare: NonNullable<Extras['compare']>) => void;
  onClose: () => void;
}

/** Chooses the two sides of a comparison: documents, or versions of one. */
export function CompareDialog({ compare, onChoose, onClose }: CompareDialogProps) {
  const { t } = useTranslation();
  const [a, setA] = useState<ComparedDocument | null>(compare?.a ?? null);
  const [b, setB] = useState<ComparedDocument | null>(compare?.b ?? null);
  const same = a !== null && b !== null && a.id === b.id && a.version === b.version;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('composer.compareTitle')}
      description={t('composer.compareHint')}
      wide
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (a === null || b === null || same) return;
          onChoose({ a, b });
          onClose();
        }}
      >
        <Side label={t('composer.compareA')} chosen={a} onChoose={setA} />
        <Button
          type="button"
          look="quiet"
          size="small"
          onClick={() => {
            setA(b);
            setB(a);
          }}
        >
          <ArrowLeftRight aria-hidden />
          {t('composer.compareSwap')}
        </Button>
        <Side label={t('composer.compareB')} chosen={b} onChoose={setB} />
        {same ? (
          <p role="alert" className="text-danger text-sm">
            {t('composer.compareSame')}
          </p>
        ) : null}
        <div className="flex justify-end gap-2 border-line border-t pt-4">
          <Button type="button" look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" disabled={a === null || b === null || same}>
            {t('composer.compareReady')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface SideProps {
  label: string;
  chosen: ComparedDocument | null;
  onChoose: (document: ComparedDocument | null) => void;
}

function Side({ label, chosen, onChoose }: SideProps) {
  const { t } = useTranslation();
  const documents = useInfiniteQuery(documentsQuery);
  const listed = documents.data?.pages.flatMap((page) => page.items) ?? [];
  const versions =
    useQuery({ ...versionsQuery(chosen?.id ?? ''), enabled: chosen !== null }).data?.items ?? [];
  const documentId = useId();
  const versionId = useId();
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="mb-1.5 font-medium text-ink text-sm">{label}</legend>
      <label htmlFor={documentId} className="sr-only">
        {t('composer.compareDocument')}
      </label>
      <Select
        id={documentId}
        className="min-w-56 flex-1"
        value={chosen?.id ?? ''}
        onChange={({ target }) => {
          const document = listed.find(({ id }) => id === target.value);
          onChoose(document === undefined ? null : { id: document.id, title: document.title, version: null });
        }}
      >
        <option value="">{t('composer.compareDocument')}</option>
        {listed.map(({ id, title, cipher }) => (
          <option key={id} value={id}>
            {shortTitle(title, cipher)}
          </option>
        ))}
      </Select>
      {documents.hasNextPage ? (
        <Button type="button" look="link" size="inline" onClick={() => documents.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {chosen === null || versions.length < 2 ? null : (
        <>
          <label htmlFor={versionId} className="sr-only">
            {t('composer.compareVersion')}
          </label>
          <Select
            id={versionId}
            className="max-w-full max-md:w-full"
            value={String(chosen.version ?? versions.find(({ is_current }) => is_current)?.number ?? '')}
            onChange={({ target }) => onChoose({ ...chosen, version: Number(target.value) })}
          >
            {versions.map(({ number, label: versionLabel }) => (
              <option key={number} value={number}>
                {[t('place.version', { version: number }), versionLabel].filter(Boolean).join(' · ')}
              </option>
            ))}
          </Select>
        </>
      )}
    </fieldset>
  );
}
