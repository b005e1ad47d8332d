import { useTranslation } from 'react-i18next';
import { UploadItem } from './upload-item.tsx';
import { isActive, type Upload } from './upload-store.ts';

/** Uploads with what came of them; those that need the person come first. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation();
  const rank = ({ state }: Upload) => (state === 'locked' ? 0 : state === 'failed' ? 1 : 2);
  const sorted = uploads.toSorted((one, other) => rank(one) - rank(other));
  const left = uploads.filter(isActive).length;
  return (
    <>
      <p role="status" className="sr-only">
        {left > 0 ? t('uploads.left', { count: left }) : t('uploads.allDone')}
      </p>
      <ul aria-label={t('uploads.title')}>
        {sorted.map((upload) => (
          <UploadItem key={upload.id} upload={upload} />
        ))}
      </ul>
    </>
  );
}
