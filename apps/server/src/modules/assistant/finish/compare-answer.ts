import { withoutPictures } from '../picture-links.ts';
import type { Plan } from '../plan/plan.ts';

const mostRows = 40;

/** A comparison without a model: what the engine found, as a table. */
export function compareAnswer({ changes, scope }: Plan): string {
  const title = (side: 'a' | 'b') =>
    scope
      .filter((document) => document.side === side)
      .map(({ title: name, version }) => `«${name}», версия ${version}`)
      .join('; ');
  const head = `Ответ без ИИ: сравнение текстов блоков. Было: ${title('a')}. Стало: ${title('b')}.`;
  if (changes.length === 0)
    return `${head}\n\nОтличий в текстах не нашлось. Чертежи глазами не сравнивались.`;
  const number = (side: 'a' | 'b') => scope.find((document) => document.side === side)?.number ?? 1;
  const rows = changes.slice(0, mostRows).map(({ item, was, became, before, after }) => {
    const codes = [
      before && `[D${number('a')}:${before.block_id}]`,
      after && `[D${number('b')}:${after.block_id}]`,
    ].filter((code) => code !== null);
    return `| ${[item, was ?? '—', became ?? '—', codes.join(' ')].map(cell).join(' | ')} |`;
  });
  const more = changes.length - rows.length;
  return [
    head,
    '',
    '| Что | Было | Стало | Где |',
    '| --- | --- | --- | --- |',
    ...rows.map(withoutPictures),
    ...(more > 0 ? ['', `И ещё отличий: ${more}.`] : []),
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
