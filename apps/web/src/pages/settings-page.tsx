import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { AccountSection } from '#features/settings/account-section.tsx';
import { AnswersSection } from '#features/settings/answers-section.tsx';
import { KeysSection } from '#features/settings/keys-section.tsx';
import { LookSection } from '#features/settings/look-section.tsx';
import { TuningSection } from '#features/settings/tuning-section.tsx';
import { UsageSection } from '#features/settings/usage-section.tsx';
import { SynonymsSection } from '#features/synonyms/synonyms-section.tsx';
import { useTitle } from '#shared/lib/use-title.ts';
import { Page } from '#shared/ui/page.tsx';

export function SettingsPage() {
  const { t } = useTranslation();
  const isAdmin = useQuery(meQuery).data?.user.role === 'admin';
  useTitle(t('settings.title'));
  return (
    <Page title={t('settings.title')}>
      <AnswersSection />
      <KeysSection />
      <UsageSection />
      <TuningSection />
      <LookSection />
      {isAdmin ? <SynonymsSection /> : null}
      <AccountSection />
    </Page>
  );
}
