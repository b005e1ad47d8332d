import { FolderUp, Link2, Upload } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { type PickedFile, pickedByInput } from './picked-file.ts';
import { addFiles, addUrl } from './upload-queue.ts';
import type { ImportResult, UploadTarget } from './upload-store.ts';

const UrlDialog = lazy(() => import('./url-dialog.tsx').then((module) => ({ default: module.UrlDialog })));

const accepted =
  '.pdf,.docx,.html,.htm,.md,.markdown,.txt,.json,.png,.jpg,.jpeg,.webp,.tif,.tiff,.gif,.bmp,.zip';

/** Every browser knows it, React's types do not. */
const wholeFolder = { webkitdirectory: '' };

export interface FileChooserProps {
  target: UploadTarget;
  /** After each document that was read. */
  onDone?: ((result: ImportResult) => void) | undefined;
  look?: 'primary' | 'outline';
}

/** The one way to choose files, a folder or an address; dropping them is `useFileDrop`. */
export function FileChooser({ target, onDone, look = 'outline' }: FileChooserProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    const picked: PickedFile[] = pickedByInput(input.files ?? []);
    input.value = '';
    if (picked.length > 0) addFiles(picked, target, onDone);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={accepted}
        onChange={(event) => take(event.target)}
      />
      <input ref={folder} type="file" {...wholeFolder} hidden onChange={(event) => take(event.target)} />
      <Button look={look} onClick={() => files.current?.click()}>
        <Upload aria-hidden />
        {t('uploads.files')}
      </Button>
      <Button onClick={() => folder.current?.click()} className="max-md:hidden">
        <FolderUp aria-hidden />
        {t('uploads.folder')}
      </Button>
      <Button onClick={() => setAsking(true)}>
        <Link2 aria-hidden />
        {t('uploads.url')}
      </Button>
      {asking ? (
        <Suspense fallback={null}>
          <UrlDialog onUrl={(url) => addUrl(url, target, onDone)} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
