import { useTranslation } from 'react-i18next';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';

/** A list of rows to come. */
export function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="rounded-2xl border border-line bg-surface p-5">
      <TextSkeleton label={t('app.loading')} />
    </div>
  );
}
