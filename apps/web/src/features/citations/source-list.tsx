import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Citation } from '#features/conversation/chat-query.ts';
import { shortTitle } from '#features/documents/document-title.ts';
import { imageQuery } from '#features/evidence/image-query.ts';
import { pictureNumber, shortCode } from '#features/markdown/citation-syntax.ts';
import { Button } from '#shared/ui/button.tsx';
import { useShowCitation } from './answer-text.tsx';
import { describePlace } from './place.ts';
import { quoteText } from './quote-text.ts';
import { sourceKey, uniqueSources } from './resolve-citation.ts';

const SHOWN = 3;

/** Sources of an answer, under it. */
export function SourceList({ citations }: { citations: readonly Citation[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const sources = uniqueSources(citations);
  const manyDocuments = new Set(sources.map(({ document_id }) => document_id)).size > 1;
  const hidden = all ? 0 : Math.max(0, sources.length - SHOWN);
  if (sources.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="mb-1.5 font-medium text-ink-3 text-xs">{t('conversation.sources')}</h3>
      <ul className="overflow-hidden rounded-xl border border-line bg-surface">
        {sources.slice(0, sources.length - hidden).map((source) => (
          <li key={sourceKey(source)} className="not-first:border-line not-first:border-t">
            <SourceRow source={source} withTitle={manyDocuments} />
          </li>
        ))}
      </ul>
      {hidden === 0 ? null : (
        <Button look="link" size="inline" className="mt-2" onClick={() => setAll(true)}>
          {t('conversation.moreSources', { count: hidden })}
        </Button>
      )}
    </div>
  );
}

function SourceName({ source: { block_id, image_id } }: { source: Citation }) {
  const { t } = useTranslation();
  if (image_id != null) return <PictureName id={image_id} />;
  return block_id === null ? t('evidence.picture') : shortCode(block_id);
}

/** «рис. 3», as the answer names it. */
function PictureName({ id }: { id: string }) {
  const { t } = useTranslation();
  const number = pictureNumber(useQuery(imageQuery(id)).data?.name ?? '');
  return number === null ? t('evidence.picture') : t('evidence.pictureMark', { number });
}

function SourceRow({ source, withTitle }: { source: Citation; withTitle: boolean }) {
  const { t } = useTranslation();
  const show = useShowCitation();
  return (
    <button
      type="button"
      onClick={() => show(source)}
      className="grid min-h-11 w-full grid-cols-[7rem_1fr] items-baseline gap-x-3 px-3.5 py-2.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="font-mono text-accent-ink text-xs">
        <SourceName source={source} />
      </span>
      <span className="min-w-0">
        <span className="figures font-medium text-ink">{describePlace(source, t)}</span>
        {withTitle ? <span className="text-ink-3"> · {shortTitle(source.document_title)}</span> : null}
        {source.quote === '' || source.image_id != null ? null : (
          <span className="mt-0.5 line-clamp-1 text-ink-2">{quoteText(source.quote)}</span>
        )}
      </span>
    </button>
  );
}
