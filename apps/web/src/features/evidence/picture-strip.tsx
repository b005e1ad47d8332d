import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imageQuery } from './image-query.ts';

const Lightbox = lazy(() => import('./lightbox.tsx').then((module) => ({ default: module.Lightbox })));

export interface StripPicture {
  id: string;
  /** What is on it. */
  label: string;
}

/** Pictures that were looked at, as they come; each opens in full. */
export function PictureStrip({ pictures }: { pictures: readonly StripPicture[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<string | null>(null);
  if (pictures.length === 0) return null;
  return (
    <section aria-label={t('evidence.pictures')} className="mt-3 mb-4">
      <ul className="scroll-area flex gap-2 overflow-x-auto pb-1.5">
        {pictures.map(({ id, label }) => (
          <li key={id} className="shrink-0">
            <button
              type="button"
              title={label}
              onClick={() => setShown(id)}
              className="block overflow-hidden rounded-lg border border-line bg-white hover:border-accent"
            >
              <Thumbnail id={id} label={label} />
            </button>
          </li>
        ))}
      </ul>
      {shown === null ? null : (
        <Suspense fallback={null}>
          <Lightbox
            ids={pictures.map(({ id }) => id)}
            shown={shown}
            onShow={setShown}
            onClose={() => setShown(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

function Thumbnail({ id, label }: StripPicture) {
  const { data } = useQuery(imageQuery(id));
  const ratio = data?.width && data.height ? Math.min(2, Math.max(0.7, data.width / data.height)) : 1.4;
  return (
    <span className="block h-20 animate-enter bg-sunken" style={{ width: `${5 * ratio}rem` }}>
      {data?.url == null ? null : (
        <img src={data.url} alt={label} decoding="async" className="size-full object-cover object-center" />
      )}
    </span>
  );
}
