import { Copy, Crosshair, Hash, Images, MessageSquareText, ScanText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import type { Block } from '#features/documents/documents-query.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { copyText } from '#shared/lib/copy.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { useAsk } from './use-ask.ts';
import { useReread } from './use-reread.ts';

export interface BlockActionsProps {
  block: Block;
  onSelect: (code: string | null) => void;
  onShow: (block: Block) => void;
  /** Only blocks of the current version can be read again. */
  isCurrent: boolean;
}

/** What can be done with a block. */
export function BlockActions({ block, onSelect, onShow, isCurrent }: BlockActionsProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const ask = useAsk(block.document_id);
  const place = describePlace({ page: block.page, sheet: block.sheet }, tCommon);
  const twin = block.linked_block_id;
  const copy = async (text: string) => (await copyText(text)) && showToast(tCommon('common.copied'));
  return (
    <div className="space-y-3">
      <div className="grid grid-cols-2 gap-2 *:justify-start *:gap-1.5 *:whitespace-nowrap *:px-2">
        <Button
          size="small"
          look="primary"
          onClick={() => ask(t('block.askText', { code: block.block_id, place }))}
        >
          <MessageSquareText aria-hidden />
          {t('block.askAbout')}
        </Button>
        {block.bbox === null ? null : (
          <Button size="small" onClick={() => onShow(block)}>
            <Crosshair aria-hidden />
            {t('block.show')}
          </Button>
        )}
        {twin === null ? null : (
          <Button size="small" onClick={() => onSelect(twin)}>
            <Images aria-hidden />
            {t(block.kind === 'image' ? 'block.twinText' : 'block.twinImage')}
          </Button>
        )}
        <Button size="small" look="quiet" onClick={() => copy(block.block_id)}>
          <Hash aria-hidden />
          {t('block.copyCode')}
        </Button>
        {block.text.trim() === '' ? null : (
          <Button size="small" look="quiet" onClick={() => copy(block.reread?.text ?? block.text)}>
            <Copy aria-hidden />
            {t('block.copyText')}
          </Button>
        )}
      </div>
      {isCurrent && block.picture_url !== null ? <RereadButton block={block} /> : null}
    </div>
  );
}

function RereadButton({ block }: { block: Block }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const reread = useReread(block);
  return (
    <div className="space-y-2">
      <Button size="small" disabled={reread.isPending} onClick={() => reread.mutate()}>
        {reread.isPending ? <Spinner /> : <ScanText aria-hidden />}
        {t(reread.isPending ? 'block.rereading' : 'block.reread')}
      </Button>
      <p role="status" className="sr-only">
        {reread.isPending ? t('block.rereading') : reread.isSuccess ? t('block.rereadDone') : ''}
      </p>
      {reread.isError ? (
        <Notice tone="danger">
          {t('block.rereadFailed')}. {describeError(reread.error, tCommon)}
        </Notice>
      ) : null}
    </div>
  );
}
