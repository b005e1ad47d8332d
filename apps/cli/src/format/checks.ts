import type { Answer } from '@aizoomdoc/client';
import type {
  comparePages,
  comparePictures,
  compareVersions,
  listFindings,
  listReferences,
} from '@aizoomdoc/contracts';
import type { Style } from './style.ts';
import { formatPercent, formatPlace, formatTable, oneLine, plural } from './text.ts';

type Change = Answer<typeof compareVersions>;
type Finding = Answer<typeof listFindings>;
type Evidence = Finding['evidence'][number];
type Pair = Answer<typeof comparePages>;
type Pictures = Answer<typeof comparePictures>;

const marks = { error: ['✗', 'red'], warning: ['!', 'yellow'], info: ['·', 'dim'] } as const;

function formatEvidence({ page, sheet, block_id, quote }: Evidence): string {
  const place = [formatPlace({ page, sheet }), block_id].filter((part) => part !== null).join(', ');
  return quote === '' ? place : `${place}: «${oneLine(quote, 90)}»`;
}

/** More than so much evidence of one finding is counted only; all of it is in `--json`. */
const shownEvidence = 4;

/** What does not agree, and where it is written. */
export function formatFinding({ severity, message, evidence }: Finding, style: Style): string {
  const [mark, colour] = marks[severity];
  return [
    `${style[colour](mark)} ${message}`,
    ...evidence.slice(0, shownEvidence).map((one) => `    ${style.dim(formatEvidence(one))}`),
    ...(evidence.length > shownEvidence
      ? [style.dim(`    … и ещё мест: ${evidence.length - shownEvidence}`)]
      : []),
  ].join('\n');
}

/** «см. лист 5.1» on a line of a list. */
export function formatReference(
  { text, source, target }: Answer<typeof listReferences>,
  style: Style,
): string[] {
  const goal = target === null ? style.red('не найдено') : formatPlace(target);
  return [formatPlace(source), source.block_id ?? '', oneLine(text, 60), `→ ${goal}`];
}

const changes: Record<Change['change'], string> = {
  added: 'добавлено',
  removed: 'удалено',
  changed: 'изменено',
  moved: 'перенесено',
};

/** One difference: cells of tables one by one, other texts word by word. */
export function formatChange({ change, before, after, diff, cells }: Change, style: Style): string {
  const side = after ?? before;
  const place = side === null ? '' : `${formatPlace(side)}, ${side.block_id}`;
  const from = change === 'moved' && before !== null ? ` (было: ${formatPlace(before)})` : '';
  return [`${style.bold(changes[change])} — ${place}${from}`, ...details()].join('\n');

  function details(): string[] {
    if (cells.length > 0)
      return cells.map(
        ({ row, column, before: old, after: now }) =>
          `    ${[row, column].filter(Boolean).join(', ')}: ${style.red(old ?? '—')} → ${style.green(now ?? '—')}`,
      );
    if (diff.length > 0) return [`    ${oneLine(formatDiff(), 400)}`];
    return side === null ? [] : [`    ${style.dim(oneLine(side.text, 160))}`];
  }

  function formatDiff(): string {
    return diff
      .map(({ op, text }) => {
        if (op === 'equal') return text.length > 60 ? `${text.slice(0, 25)} … ${text.slice(-25)}` : text;
        return op === 'insert' ? style.green(`{+${text}+}`) : style.red(`[-${text}-]`);
      })
      .join('');
  }
}

const pageOf = (page: number | null, sheet: string | null) =>
  page === null ? 'нет' : formatPlace({ page, sheet });

/** A pair of pages on a line of a list. */
export function formatPair({ before, before_sheet, after, after_sheet, changes: count }: Pair): string[] {
  const many = count === 0 ? 'без различий' : plural(count, ['различие', 'различия', 'различий']);
  return [pageOf(before, before_sheet), `→ ${pageOf(after, after_sheet)}`, many];
}

/** Where two pictures differ, as boxes to look at with `document view --box`. */
export function formatPictures({ is_aligned, changed_share, changes: found }: Pictures): string {
  const head = `${plural(found.length, ['изменение', 'изменения', 'изменений'])}, ${formatPercent(changed_share)} листа`;
  const doubt = is_aligned ? [] : ['Изображения не совмещаются: похоже, это разные листы.'];
  const rows = found.map(({ kind, bbox }) => [
    changes[kind],
    `--box ${bbox.map((one) => one.toFixed(4)).join(',')}`,
  ]);
  return [head, ...doubt, formatTable(rows)].filter(Boolean).join('\n');
}
