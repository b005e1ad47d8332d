import { Folder, FolderKanban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NameField } from './name-field.tsx';
import type { FolderType } from './use-node-changes.ts';

const names = {
  folder: 'library.newFolder',
  project: 'library.newProject',
  section: 'library.newSection',
} as const;

/** The row of a folder before it has a name. */
export function NewFolderRow({ type, onEnd }: { type: FolderType; onEnd: (name: string | null) => void }) {
  const { t } = useTranslation();
  const Icon = type === 'project' ? FolderKanban : Folder;
  return (
    <li className="flex min-h-16 items-center gap-3 px-3 py-2 md:px-4">
      <Icon className="size-5 shrink-0 text-accent" strokeWidth={1.6} aria-hidden />
      <NameField label={t('library.name')} initial={t(names[type])} onEnd={onEnd} />
    </li>
  );
}
