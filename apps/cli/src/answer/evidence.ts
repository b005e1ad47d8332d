import type { EventData } from '@aizoomdoc/contracts';
import type { Style } from '../format/style.ts';
import { oneLine } from '../format/text.ts';

type Final = EventData<'llm_final'>;

/** How well an answer is founded: what was checked, what was not confirmed, what nobody looked at. */
export function formatEvidence(
  { checks, not_examined }: Pick<Final, 'checks' | 'not_examined'>,
  style: Style,
): string {
  return [...(checks === null ? [] : formatChecks(checks, style)), ...formatNotExamined(not_examined, style)]
    .filter((part) => part !== '')
    .join('\n');
}

function formatChecks(checks: NonNullable<Final['checks']>, style: Style): string[] {
  const { claims, confirmed, picture_only, conflicts } = checks;
  if (claims.length === 0) return [];
  const seen = picture_only === 0 ? '' : `, из них только по картинке: ${picture_only}`;
  const doubted = claims.filter(({ status }) => status === 'not_confirmed');
  return [
    `${style.bold('Проверено:')} ${confirmed + picture_only} из ${claims.length}${seen}`,
    formatList(
      style.yellow('Не подтверждено:'),
      doubted.map(({ text, note }) => `«${oneLine(text, 80)}»${note === null ? '' : ` — ${note}`}`),
    ),
    formatList(
      style.yellow('Расходится:'),
      conflicts.map(({ message }) => message),
    ),
  ];
}

function formatNotExamined(places: Final['not_examined'], style: Style): string[] {
  return [
    formatList(
      style.bold('Не просмотрено:'),
      places.map(({ message }) => message),
    ),
  ];
}

const shownItems = 10;

function formatList(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const more = items.length > shownItems ? [`  … ещё ${items.length - shownItems}`] : [];
  return [title, ...items.slice(0, shownItems).map((item) => `  ${oneLine(item, 200)}`), ...more].join('\n');
}

/** «0,012 $»; empty when it is not known or nothing was paid. */
export function formatCost(usd: number | null): string {
  if (usd === null || usd === 0) return '';
  const digits = new Intl.NumberFormat('ru-RU', { maximumSignificantDigits: 2 });
  return `${digits.format(usd)}\u00a0$`;
}
