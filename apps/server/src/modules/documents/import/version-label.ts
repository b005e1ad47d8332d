import type { DocumentModel } from '@aizoomdoc/documents';

/** «изм. 7» of the file's name, else the latest revision of the stamps; `null` where nothing names one. */
export function versionLabel(stem: string, { pages }: Pick<DocumentModel, 'pages'>): string | null {
  const named = /(?:^|[\s_.(-])изм[.\s_-]*(\d{1,3})(?!\d)/iu.exec(stem.normalize('NFC'))?.[1];
  const stamped = pages
    .map((page) => page.stamp?.revision ?? '')
    .filter((revision) => /^\d{1,3}$/.test(revision))
    .map(Number);
  const number = named === undefined ? Math.max(0, ...stamped) : Number(named);
  return number > 0 ? `изм.\u00a0${number}` : null;
}
