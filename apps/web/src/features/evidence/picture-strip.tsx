import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { pictureNumber } from '#features/markdown/citation-syntax.ts';
import { imageQuery } from './image-query.ts';
import { useShowPicture } from './picture-gallery.tsx';

export interface StripPicture {
  id: string;
  /** What is on it. */
  label: string;
}

/** Pictures that were looked at, as they come; each opens in full. */
export function PictureStrip({ pictures }: { pictures: readonly StripPicture[] }) {
  const { t } = useTranslation();
  if (pictures.length === 0) return null;
  return (
    <ul
      aria-label={t('evidence.pictures')}
      className="scroll-area mt-3 mb-4 flex gap-2 overflow-x-auto pb-1.5"
    >
      {pictures.map((picture) => (
        <li key={picture.id} className="shrink-0">
          <Thumbnail {...picture} />
        </li>
      ))}
    </ul>
  );
}

/** Width by height of sheets of paper, until a picture's own is known. */
const paperRatio = Math.SQRT2;
const height = 5;

function Thumbnail({ id, label }: StripPicture) {
  const { t } = useTranslation();
  const show = useShowPicture();
  const { data, isError } = useQuery(imageQuery(id));
  const ratio = data?.width && data.height ? data.width / data.height : paperRatio;
  const number = pictureNumber(data?.name ?? '');
  const mark = number === null ? null : t('evidence.pictureMark', { number });
  return (
    <button
      type="button"
      title={label}
      aria-label={[mark ?? t('evidence.picture'), label].filter(Boolean).join(', ')}
      onClick={() => show(id)}
      className="relative block overflow-hidden rounded-lg border border-line bg-white hover:border-accent focus-visible:-outline-offset-2"
      style={{ height: `${height}rem`, width: `${height * Math.min(2, Math.max(0.7, ratio))}rem` }}
    >
      {data?.url == null ? (
        <span className={isError ? 'text-[#5f656c] text-xs' : 'block size-full animate-pulse-soft bg-sunken'}>
          {isError ? t('evidence.pictureGoneShort') : null}
        </span>
      ) : (
        <img src={data.url} alt="" decoding="async" className="size-full object-cover object-center" />
      )}
      {mark === null ? null : (
        <span className="figures absolute right-1 bottom-1 rounded bg-surface/90 px-1 font-medium text-[0.6875rem] text-ink-2 leading-4">
          {mark}
        </span>
      )}
    </button>
  );
}
