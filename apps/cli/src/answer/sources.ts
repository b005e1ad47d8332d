import type { Style } from '../format/style.ts';
import { formatPlace, shortTitle } from '../format/text.ts';

/** Where a statement comes from; what the list of sources needs of a citation. */
export interface Source {
  n: number;
  /** `null` when a picture is cited. */
  block_id: string | null;
  document_id: string;
  document_title: string;
  version: number;
  page: number;
  sheet: string | null;
}

/** «[1] 9CXH-MNAX-4JL — стр. 9, лист 5.1 — АР4.pdf» for each block, once; empty when nothing is cited. */
export function formatSources(citations: readonly Source[], style: Style): string {
  const seen = new Set<string>();
  const versions = new Set(citations.map(({ document_id, version }) => `${document_id} ${version}`));
  const documents = new Set(citations.map(({ document_id }) => document_id));
  // A comparison of versions cites the same block twice.
  const isVersioned = versions.size > documents.size;
  const lines = citations.flatMap((source) => {
    const { n, block_id, document_id, version, page } = source;
    const key = `${document_id} ${version} ${block_id ?? `${page} ${n}`}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const name = block_id ?? 'картинка';
    const title = `${shortTitle(source.document_title)}${isVersioned ? `, версия\u00a0${version}` : ''}`;
    return [`[${n}] ${name} — ${formatPlace(source)} — ${title}`];
  });
  return lines.length === 0 ? '' : `${style.bold('Источники:')}\n${lines.join('\n')}`;
}
