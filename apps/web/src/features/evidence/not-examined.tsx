import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import type { Message } from '#features/conversation/chat-query.ts';

type Place = Message['not_examined'][number];

/** Places that could bear on the answer and were not looked at. */
export function NotExamined({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  if (places.length === 0) return null;
  return (
    <details className="mt-3 text-sm">
      <summary className="min-h-9 py-1.5 text-ink-2 max-md:min-h-11">
        {t('evidence.notExamined', { count: places.length })}
      </summary>
      <NotExaminedList places={places} />
    </details>
  );
}

export function NotExaminedList({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  return (
    <ul className="mt-1 space-y-1 border-line border-l pl-4 text-ink-2">
      {places.map((place) => (
        <li key={`${place.document_id}:${place.page}:${place.block_id}`}>
          <Link
            to="/documents/$documentId"
            params={{ documentId: place.document_id }}
            search={{
              ...(place.page !== null && { page: place.page }),
              ...(place.block_id !== null && { block: place.block_id }),
            }}
            className="figures text-accent-ink underline underline-offset-3"
          >
            {place.page === null
              ? place.block_id
              : describePlace({ page: place.page, sheet: place.sheet }, t)}
            {place.block_id === null || place.page === null ? '' : ` · ${place.block_id}`}
          </Link>{' '}
          — {place.message}
        </li>
      ))}
    </ul>
  );
}
