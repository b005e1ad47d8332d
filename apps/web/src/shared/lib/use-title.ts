import { useEffect } from 'react';

/** Title of the browser's tab while the component is shown. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? 'AIZoomDoc' : `${title} — AIZoomDoc`;
  }, [title]);
}
