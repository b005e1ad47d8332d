import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type AdminAddress, type AdminTab, adminTabs } from '#features/admin/admin-address.ts';
import { ModelsPanel } from '#features/admin/models-panel.tsx';
import { PromptsPanel } from '#features/admin/prompts-panel.tsx';
import { RolesPanel } from '#features/admin/roles-panel.tsx';
import { RunsPanel } from '#features/admin/runs-panel.tsx';
import { meQuery } from '#features/auth/me-query.ts';
import { useTitle } from '#shared/lib/use-title.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Page } from '#shared/ui/page.tsx';
import { Tabs } from '#shared/ui/tabs.tsx';

const panels = { prompts: PromptsPanel, roles: RolesPanel, models: ModelsPanel, runs: RunsPanel } as const;

/** What administrators rule: prompts, roles, models and limits, and what answers were made of. */
export function AdminPage() {
  const { t } = useTranslation('admin');
  const { tab = 'prompts' } = useSearch({ strict: false }) as AdminAddress;
  const navigate = useNavigate();
  const me = useQuery(meQuery);
  useTitle(t('title'));
  const Panel = panels[tab];
  if (me.data !== undefined && me.data.user.role !== 'admin') {
    return <EmptyState icon={ShieldX} title={t('forbidden')} hint={t('forbiddenHint')} />;
  }
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs<AdminTab>
        label={t('title')}
        value={tab}
        options={adminTabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        onChange={(next) => navigate({ to: '/manage', search: { tab: next } })}
      >
        <div className="space-y-6 pt-6">
          <Panel />
        </div>
      </Tabs>
    </Page>
  );
}
