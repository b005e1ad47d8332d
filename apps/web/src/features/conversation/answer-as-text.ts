import type { TFunction } from 'i18next';
import { describePlace } from '#features/citations/place.ts';
import { uniqueSources } from '#features/citations/resolve-citation.ts';
import type { Citation } from './chat-query.ts';

/** An answer for the clipboard: its Markdown and where each reference leads. */
export function answerAsText(content: string, citations: readonly Citation[], t: TFunction): string {
  const sources = uniqueSources(citations).map(
    (citation) =>
      `[${citation.block_id}] ${citation.document_title}, ${t('place.version', { version: citation.version })}, ${describePlace(citation, t)}`,
  );
  return sources.length === 0
    ? content
    : `${content.trimEnd()}\n\n${t('conversation.sourcesOf')}\n${sources.join('\n')}`;
}
