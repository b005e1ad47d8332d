import { FolderKanban, FolderPlus, Plus, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FileChooser } from '#features/uploads/file-chooser.tsx';
import type { UploadTarget } from '#features/uploads/upload-store.ts';
import { Button } from '#shared/ui/button.tsx';
import { Menu, MenuItem } from '#shared/ui/menu.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import type { FolderType } from './use-node-changes.ts';

interface LibraryToolbarProps {
  target: UploadTarget;
  canEdit: boolean;
  text: string;
  onText: (text: string) => void;
  onCreate: (type: FolderType) => void;
}

/** Looking for, making and uploading. */
export function LibraryToolbar({ target, canEdit, text, onText, onCreate }: LibraryToolbarProps) {
  const { t } = useTranslation();
  const atTop = target.id === null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-56 flex-1">
        <Search
          className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-ink-3"
          aria-hidden
        />
        <TextInput
          type="search"
          aria-label={t('library.search')}
          placeholder={t('library.search')}
          value={text}
          maxLength={200}
          className="pl-9"
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      {canEdit ? (
        <>
          <Menu
            trigger={
              <Button>
                <Plus aria-hidden />
                {t('library.create')}
              </Button>
            }
          >
            <MenuItem icon={FolderKanban} onSelect={() => onCreate(atTop ? 'project' : 'section')}>
              {t(atTop ? 'library.createProject' : 'library.createSection')}
            </MenuItem>
            <MenuItem icon={FolderPlus} onSelect={() => onCreate('folder')}>
              {t('library.createFolder')}
            </MenuItem>
          </Menu>
          <FileChooser target={target} look="primary" />
        </>
      ) : null}
    </div>
  );
}
