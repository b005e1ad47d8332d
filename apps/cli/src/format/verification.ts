import type { Original } from '../verify/compare-originals.ts';
import type { Check, Verification } from '../verify/verify-export.ts';
import type { Style } from './style.ts';
import { formatInstant, plural } from './text.ts';

const forms = { pdf: 'PDF', docx: 'Word', markdown: 'Markdown' } as const;

/** What was compared, line by line, and what came of it. */
export function formatVerification(
  { manifest, checks, intact }: Verification,
  originals: readonly Original[],
  style: Style,
): string {
  const form = `${forms[manifest.format]}${manifest.package ? ', пакет' : ''}`;
  const counts = [
    plural(manifest.evidence.length, ['доказательство', 'доказательства', 'доказательств']),
    plural(manifest.documents.length, ['документ', 'документа', 'документов']),
    plural(manifest.pictures.length, ['картинка', 'картинки', 'картинок']),
  ];
  return [
    `«${manifest.title}», ${form}, выгружено ${formatInstant(manifest.created_at)}`,
    `${counts.join(', ')}.`,
    '',
    ...formatChecks(checks, style),
    ...(originals.length === 0 ? [] : ['', ...originals.map((original) => formatOriginal(original, style))]),
    '',
    intact ? style.green('Всё цело: ни один байт не изменён.') : style.red('Выгрузка изменена.'),
  ].join('\n');
}

/** Of many parts only those are named that are not as they should be. */
function formatChecks(checks: readonly Check[], style: Style): string[] {
  const named = checks.length <= mostNamed ? checks : checks.filter(({ status }) => status !== 'intact');
  const others = checks.length - named.length;
  const parts = plural(others, ['часть цела', 'части целы', 'частей целы']);
  return [
    ...(others === 0 ? [] : [`${style.green('✓')} ${parts}`]),
    ...named.map((check) => formatCheck(check, style)),
  ];
}

const mostNamed = 12;

function formatCheck({ what, status, note }: Check, style: Style): string {
  return status === 'intact' ? `${style.green('✓')} ${what}` : `${style.red('✗')} ${what}: ${note ?? status}`;
}

function formatOriginal({ file, document }: Original, style: Style): string {
  return document === null
    ? `${style.red('✗')} ${file}: такого файла среди документов ответа нет`
    : `${style.green('✓')} ${file}: ${document.title}, версия\u00a0${document.version}`;
}
