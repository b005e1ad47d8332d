import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { GitCompareArrows, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import type { DocumentDetail } from '#features/documents/documents-query.ts';
import { versionsQuery } from '#features/viewer/viewer-queries.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import type { CompareAddress } from './compare-address.ts';
import { CompareHeader } from './compare-header.tsx';
import { type PagePair, pairsQuery, type Sides } from './compare-queries.ts';
import { PairList } from './pair-list.tsx';
import { PairView } from './pair-view.tsx';

/** Two versions of a document, pair by pair of their pages. */
export function CompareScreen({ document, address }: { document: DocumentDetail; address: CompareAddress }) {
  const { t } = useTranslation('viewer');
  const navigate = useNavigate();
  const documentId = document.id;
  const versions = useQuery(versionsQuery(documentId)).data?.items ?? [];
  const sides = {
    documentId,
    from: address.from ?? Math.max(1, document.version - 1),
    to: address.to ?? document.version,
  };
  const go = (search: CompareAddress, replace = false) =>
    navigate({ to: '/documents/$documentId/compare', params: { documentId }, search, replace });
  const pictured = new Set(versions.filter(({ has_pictures }) => has_pictures).map(({ number }) => number));

  return (
    <div className="flex h-full min-h-0 flex-col">
      <CompareHeader
        title={shortTitle(document.title, document.cipher)}
        sides={sides}
        versions={versions.map(({ number }) => number)}
        onSides={(from, to) => go({ from, to })}
      />
      {document.version < 2 ? (
        <EmptyState icon={GitCompareArrows} title={t('compare.needTwo')} hint={t('compare.needTwoHint')} />
      ) : (
        <Pairs
          sides={sides}
          address={address}
          hasPictures={pictured.has(sides.from) && pictured.has(sides.to)}
          onChoose={({ before, after }) =>
            go({
              from: sides.from,
              to: sides.to,
              ...(before !== null && { before }),
              ...(after !== null && { after }),
            })
          }
        />
      )}
    </div>
  );
}

interface PairsProps {
  sides: Sides;
  address: CompareAddress;
  hasPictures: boolean;
  onChoose: (pair: PagePair) => void;
}

function Pairs({ sides, address, hasPictures, onChoose }: PairsProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const list = useInfiniteQuery(pairsQuery(sides));
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const pairs = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const named = pairs.find(
    ({ before, after }) => (before ?? undefined) === address.before && (after ?? undefined) === address.after,
  );
  const chosen = named ?? pairs.find(({ changes }) => changes > 0) ?? pairs[0] ?? null;

  if (list.isError && pairs.length === 0) {
    return (
      <div role="alert">
        <EmptyState
          icon={TriangleAlert}
          title={t('compare.failed')}
          hint={describeError(list.error, tCommon)}
        >
          <Button look="primary" onClick={() => list.refetch()}>
            {tCommon('common.retry')}
          </Button>
        </EmptyState>
      </div>
    );
  }
  if (chosen === null) {
    return (
      <div className="p-6">
        <TextSkeleton label={tCommon('app.loading')} lines={6} />
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <div className="w-60 shrink-0 border-line border-r max-md:h-40 max-md:w-full max-md:border-r-0 max-md:border-b">
        <PairList pairs={pairs} chosen={chosen} onChoose={onChoose} />
      </div>
      <PairView
        key={`${sides.from}:${sides.to}:${chosen.before}:${chosen.after}`}
        sides={sides}
        pair={chosen}
        hasPictures={hasPictures}
      />
    </div>
  );
}
