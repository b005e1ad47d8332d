import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '#features/documents/documents-query.ts';

/** Picture of the block; its place is kept while it loads. */
export function BlockPicture({ block }: { block: Block }) {
  const { t } = useTranslation('viewer');
  const [failed, setFailed] = useState<string | null>(null);
  const url = block.picture_url;
  if (url === null) return null;
  if (failed === url) return <p className="text-ink-3 text-sm">{t('block.pictureFailed')}</p>;
  return (
    <img
      src={url}
      alt={t('block.picture')}
      loading="lazy"
      decoding="async"
      onError={() => setFailed(url)}
      className="max-h-80 min-h-24 w-full rounded-lg border border-line bg-white object-contain"
    />
  );
}
