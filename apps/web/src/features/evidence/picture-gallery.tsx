import { createContext, lazy, type ReactNode, Suspense, use, useState } from 'react';

const Lightbox = lazy(() => import('./lightbox.tsx').then((module) => ({ default: module.Lightbox })));

const ShowPicture = createContext<(imageId: string) => void>(() => {});

/** Shows a stored picture in full, among the others of its gallery. */
export function useShowPicture(): (imageId: string) => void {
  return use(ShowPicture);
}

/** Pictures that belong together: whatever inside shows one, arrows lead to the others. */
export function PictureGallery({ ids, children }: { ids: readonly string[]; children: ReactNode }) {
  const [shown, setShown] = useState<string | null>(null);
  return (
    <ShowPicture value={setShown}>
      {children}
      {shown === null ? null : (
        <Suspense fallback={null}>
          <Lightbox
            ids={ids.includes(shown) ? ids : [...ids, shown]}
            shown={shown}
            onShow={setShown}
            onClose={() => setShown(null)}
          />
        </Suspense>
      )}
    </ShowPicture>
  );
}
