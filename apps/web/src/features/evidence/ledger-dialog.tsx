import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { quoteText } from '#features/citations/quote-text.ts';
import { useSourceActions } from '#features/citations/use-source.ts';
import { shortCode } from '#features/markdown/citation-syntax.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { type EvidenceLedger, evidenceQuery } from './image-query.ts';
import { NotExaminedList } from './not-examined.tsx';
import { PictureGallery } from './picture-gallery.tsx';
import { PictureStrip } from './picture-strip.tsx';

export interface LedgerDialogProps {
  chatId: string;
  messageId: string;
  onClose: () => void;
}

/** «Что просмотрено»: pictures, blocks that were found and read, and what was left. */
export function LedgerDialog({ chatId, messageId, onClose }: LedgerDialogProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(evidenceQuery(chatId, messageId));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('evidence.ledger')}
      description={t('evidence.ledgerHint')}
      wide
    >
      {error === null ? null : (
        <Notice
          tone="danger"
          actions={
            <Button size="small" onClick={() => refetch()}>
              {t('common.retry')}
            </Button>
          }
        >
          {describeError(error, t)}
        </Notice>
      )}
      {data === undefined && error === null ? <TextSkeleton label={t('app.loading')} lines={5} /> : null}
      {data === undefined ? null : <Ledger ledger={data} onLeave={onClose} />}
    </Dialog>
  );
}

function Ledger({ ledger, onLeave }: { ledger: EvidenceLedger; onLeave: () => void }) {
  const { t } = useTranslation();
  const { pictures, blocks, not_examined } = ledger;
  if (pictures.length + blocks.length + not_examined.length === 0)
    return <p className="text-ink-2 text-sm">{t('evidence.ledgerEmpty')}</p>;
  return (
    <div className="space-y-5">
      {pictures.length === 0 ? null : (
        <div>
          <Title>{t('evidence.picturesShown', { count: pictures.length })}</Title>
          <PictureGallery ids={pictures.map(({ id }) => id)}>
            <PictureStrip
              pictures={pictures.map(({ id, description }) => ({ id, label: description ?? '' }))}
            />
          </PictureGallery>
        </div>
      )}
      <Blocks kind="read" blocks={blocks} onLeave={onLeave} />
      <Blocks kind="found" blocks={blocks} onLeave={onLeave} />
      {not_examined.length === 0 ? null : (
        <div>
          <Title>{t('evidence.notExamined', { count: not_examined.length })}</Title>
          <NotExaminedList places={not_examined} />
        </div>
      )}
    </div>
  );
}

function Title({ children }: { children: string }) {
  return <h3 className="mb-1.5 font-medium text-ink text-sm">{children}</h3>;
}

interface BlocksProps {
  kind: 'found' | 'read';
  blocks: EvidenceLedger['blocks'];
  onLeave: () => void;
}

/** Blocks of one kind, each once; what was read is not listed again as found. */
function Blocks({ kind, blocks, onLeave }: BlocksProps) {
  const { t } = useTranslation();
  const { open } = useSourceActions();
  const keyOf = (block: EvidenceLedger['blocks'][number]) => `${block.document_id} ${block.block_id}`;
  const read = new Set(blocks.filter((block) => block.kind === 'read').map(keyOf));
  const listed = blocks.filter(
    (block) => block.kind === kind && (kind === 'read' || !read.has(keyOf(block))),
  );
  const unique = [...new Map(listed.map((block) => [keyOf(block), block])).values()];
  if (unique.length === 0) return null;
  return (
    <div>
      <Title>{t(`evidence.blocks.${kind}`, { count: unique.length })}</Title>
      <ul className="overflow-hidden rounded-xl border border-line">
        {unique.map((block) => (
          <li key={keyOf(block)} className="not-first:border-line not-first:border-t">
            <button
              type="button"
              onClick={() => {
                onLeave();
                open({ documentId: block.document_id, version: undefined, code: block.block_id });
              }}
              className="block min-h-11 w-full px-3.5 py-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-mono text-accent-ink text-xs">{shortCode(block.block_id)}</span>
                <span className="figures text-ink">{t('place.page', { page: block.page })}</span>
                {block.query === null ? null : (
                  <span className="text-ink-3 text-xs">{t('evidence.byQuery', { query: block.query })}</span>
                )}
              </span>
              <span className="line-clamp-2 text-ink-2 text-xs [overflow-wrap:anywhere]">
                {quoteText(block.text)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
