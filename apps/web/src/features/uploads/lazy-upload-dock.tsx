import { lazy, Suspense } from 'react';
import { useUploads } from './upload-store.ts';

const UploadDock = lazy(() => import('./upload-dock.tsx').then((module) => ({ default: module.UploadDock })));

/** Fetches the dock when there is something in it. */
export function LazyUploadDock() {
  if (useUploads().length === 0) return null;
  return (
    <Suspense fallback={null}>
      <UploadDock />
    </Suspense>
  );
}
