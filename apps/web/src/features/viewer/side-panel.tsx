import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '#shared/ui/tabs.tsx';
import type { ViewerTab } from './viewer-address.ts';

export interface SidePanelProps {
  tab: ViewerTab;
  onTab: (tab: ViewerTab) => void;
  children: ReactNode;
}

const tabs = ['block', 'search', 'audit', 'sheets'] as const;

/** What is known of the document beside its sheet. */
export function SidePanel({ tab, onTab, children }: SidePanelProps) {
  const { t } = useTranslation('viewer');
  return (
    <Tabs
      label={t('tabs.label')}
      value={tab}
      options={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
      onChange={onTab}
    >
      {children}
    </Tabs>
  );
}
