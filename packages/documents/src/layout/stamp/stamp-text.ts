import type { PageStamp } from '../../model.ts';

/** The title block as Markdown, one field a line. */
export function stampText(stamp: Omit<PageStamp, 'bbox'>): string {
  const fields: [string, string | number | null][] = [
    ['Шифр', stamp.cipher],
    ['Стадия', stamp.stage],
    ['Лист', stamp.sheet],
    ['Листов', stamp.total],
    ['Наименование', stamp.title],
    ['Объект', stamp.object],
    ['Организация', stamp.organisation],
    ['Изменения', stamp.revisions.map(revisionText).join('; ')],
    ['Подписи', stamp.signatures.map(signatureText).join('; ')],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`**${name}:** ${value}`],
  );
  return ['#### Основная надпись', ...lines].join('\n\n');
}

function revisionText({ number, document, date }: PageStamp['revisions'][number]): string {
  return [`изм. ${number}`, document, date].filter(Boolean).join(', ');
}

function signatureText({ role, name, date }: PageStamp['signatures'][number]): string {
  return [role, name, date].filter(Boolean).join(' ');
}
