import type { PresentedView } from '#modules/documents';
import { inDocument } from './scope.ts';
import type { ScopedVersion, Work } from './tool.ts';

/** Shrunk more than so, numbers cannot be read off a picture. */
export const legibleShrink = 1.5;
/** Characters of the text inside that go with a picture. */
const textLength = 1500;

const number = new Intl.NumberFormat('ru', { maximumFractionDigits: 1 });
const plural = new Intl.PluralRules('ru');

const wholePage = [0, 0, 1, 1];
const sides = { a: 'сторона А', b: 'сторона Б' } as const;
const kinds = { overview: 'лист целиком', quadrant: 'часть листа', region: 'область' } as const;

/** What stands before a picture in the request: what it is, how far to trust it, and the exact text inside. */
export function pictureLabel(
  work: Work,
  { name, view, version }: { name: string; view: PresentedView; version: ScopedVersion },
): string {
  const title = view.sheet === null ? '' : `, лист\u00a0${view.sheet}`;
  const side = version.scoped.side === null ? '' : sides[version.scoped.side];
  const parts = [
    `${name} · вид ${view.view_id}`,
    [side, inDocument(work, version).trim(), side === '' ? '' : `версия\u00a0${version.number}`]
      .filter((part) => part !== '')
      .join(', '),
    view.block_id === null ? '' : `блок ${view.block_id}`,
    `стр.\u00a0${view.page}${title}`,
    whatIsShown(view),
    `${view.width}×${view.height}\u00a0px`,
    shrinkNote(view.shrink),
  ];
  return `${parts.filter((part) => part !== '').join(' · ')}\n${textInside(view)}`;
}

function whatIsShown({ block_id, kind, bbox }: PresentedView): string {
  if (block_id === null) return kinds[kind];
  if (kind === 'quadrant') return 'часть блока';
  const isWholePage = kind === 'overview' && bbox?.every((share, at) => share === wholePage[at]);
  return isWholePage ? 'где блок на листе, неизвестно: показан лист целиком' : '';
}

/** How many times smaller than legible, and what follows from it. */
export function shrinkNote(shrink: number): string {
  if (shrink <= 1) return 'без уменьшения';
  const rounded = Math.round(shrink * 10) / 10;
  const times = plural.select(rounded) === 'one' || plural.select(rounded) === 'many' ? 'раз' : 'раза';
  const factor = `уменьшено в\u00a0${number.format(rounded)}\u00a0${times}`;
  return shrink > legibleShrink
    ? `${factor}: числа, марки и размеры не читать, увеличьте (zoom)`
    : `${factor}: мелкие числа проверьте увеличением (zoom)`;
}

/** Lines from the top; with their places where the picture wants zooming. */
function textInside({ spans, shrink }: PresentedView): string {
  if (spans.length === 0) return 'Текста внутри нет: только изображение.';
  const withPlaces = shrink > legibleShrink;
  const lines: string[] = [];
  let length = 0;
  for (const { text, bbox } of spans) {
    const line = withPlaces ? `[${bbox.map((share) => share.toFixed(2)).join(' ')}] ${text}` : text;
    if (length + line.length > textLength) break;
    length += line.length + 1;
    lines.push(line);
  }
  const [first] = spans;
  if (lines.length === 0 && first !== undefined) lines.push(first.text.slice(0, textLength).toWellFormed());
  const heading = withPlaces
    ? 'Точный текст внутри (в скобках — место [x0 y0 x1 y1] в долях картинки):'
    : 'Точный текст внутри:';
  const rest = spans.length - lines.length;
  const cut =
    rest > 0 || length > textLength
      ? [`… показано строк: ${lines.length} из ${spans.length}; остальное — увеличением или read_blocks`]
      : [];
  return [heading, ...lines, ...cut].join('\n');
}
