import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MapPinned } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Block, documentQuery } from '#features/documents/documents-query.ts';

/** The way to the block's place on its sheet, where it is lit. */
export function SheetLink({ block }: { block: Block }) {
  const { t } = useTranslation();
  const { document_id, block_id, page, bbox, version } = block;
  const current = useQuery(documentQuery(document_id)).data?.version;
  return (
    <div className="border-line border-t px-3.5 py-1 md:px-4">
      <Link
        to="/documents/$documentId"
        params={{ documentId: document_id }}
        search={{
          page,
          block: block_id,
          ...(bbox !== null && { box: bbox.map((share) => Number(share.toFixed(4))).join(',') }),
          ...(current !== undefined && current !== version && { version }),
        }}
        className="inline-flex min-h-9 items-center gap-2 rounded-lg px-2 font-medium text-accent-ink text-sm hover:bg-accent-soft max-md:min-h-11 pointer-coarse:min-h-11"
      >
        <MapPinned className="size-4" aria-hidden />
        {t('block.openSheet')}
      </Link>
    </div>
  );
}
