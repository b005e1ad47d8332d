import { useTranslation } from 'react-i18next';
import { DropArea } from '#features/uploads/drop-area.tsx';

/** For who has nothing to ask about yet. */
export function FirstImport() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="first-import">
      <h2 id="first-import" className="font-semibold text-ink text-lg">
        {t('welcome.importTitle')}
      </h2>
      <p className="mt-1 mb-4 max-w-xl text-ink-2">{t('welcome.importLead')}</p>
      <DropArea target={{ id: null, name: null }} />
    </section>
  );
}
