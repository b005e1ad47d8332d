const nbsp = '\u00a0';

const numbers = new Intl.NumberFormat('ru-RU');
const forms = new Intl.PluralRules('ru-RU');
const instants = new Intl.DateTimeFormat('ru-RU', {
  dateStyle: 'short',
  timeStyle: 'short',
});

/** «1 блок», «2 блока», «5 блоков»: the number in Russian notation, bound to its noun. */
export function plural(value: number, [one, few, many]: readonly [string, string, string]): string {
  const form = forms.select(value);
  const noun = form === 'one' ? one : form === 'few' ? few : many;
  return `${formatNumber(value)}${nbsp}${noun}`;
}

/** «12 345,6», with digits kept together. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** «45 %» of a share 0–1. */
export function formatPercent(share: number): string {
  return `${Math.floor(share * 100)}${nbsp}%`;
}

/** «20.11.2026, 22:01» in the local time zone. */
export function formatInstant(iso: string): string {
  return instants.format(new Date(iso)).replaceAll(' ', nbsp);
}

/** «5,4 МБ» */
export function formatSize(bytes: number): string {
  const units = ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${formatNumber(Math.round(value * 10) / 10)}${nbsp}${units[power]}`;
}

/** «стр. 9, лист 5.1» */
export function formatPlace({ page, sheet }: { page: number; sheet: string | null }): string {
  return `стр.${nbsp}${page}${sheet === null ? '' : `, лист${nbsp}${sheet}`}`;
}

/** The last part of a title that carries its whole path: «КИНГ / Рабочая документация / АР4.pdf» → «АР4.pdf». */
export function shortTitle(title: string): string {
  return title.split(' / ').at(-1)?.trim() || title;
}

/** A model's name; answers without a model say so. */
export function formatModel(model: string): string {
  return model === 'extractive' ? 'без ИИ: выдержки' : model;
}

/** Text on one line, cut at `width` characters. */
export function oneLine(text: string, width: number): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join('')}…`;
}

/** Rows with aligned columns; the last one is not padded. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    });
  }
  const lines = rows.map((row) =>
    row
      .map((cell, index) =>
        index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell)),
      )
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

/** Characters on screen: styles take no place. */
function widthOf(cell: string): number {
  return [...cell.replaceAll(stylePattern, '')].length;
}

const stylePattern = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
