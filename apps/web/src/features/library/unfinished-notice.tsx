import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetUnfinished, readUnfinished } from '#features/uploads/unfinished.ts';
import { useUploads } from '#features/uploads/upload-store.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';

/** Says which files were on their way when the page was left. */
export function UnfinishedNotice() {
  const { t } = useTranslation();
  const [left, setLeft] = useState(() => readUnfinished());
  const uploads = useUploads();
  const now = new Set(
    uploads.flatMap(({ source }) =>
      source.kind === 'files' ? source.files.map(({ file }) => file.name) : [],
    ),
  );
  const names = [...new Set(left.map(({ name }) => name))].filter((name) => !now.has(name));
  if (names.length === 0) return null;
  return (
    <Notice
      tone="info"
      actions={
        <Button
          size="small"
          onClick={() => {
            for (const name of names) forgetUnfinished(name);
            setLeft(readUnfinished());
          }}
        >
          {t('uploads.forget')}
        </Button>
      }
    >
      {t('uploads.unfinished', { count: names.length })} {names.join(', ')}
    </Notice>
  );
}
