import { normalizeMark } from '../marks/index.ts';
import type { BlockModel } from '../model.ts';
import { evidenceOf, placeOf, quoteRow, severityFor } from './evidence.ts';
import type { Line } from './lines.ts';
import type { Finding } from './types.ts';

const MARK = /^(?=\S*\d)[\p{L}\d][\p{L}\d./*-]{0,14}$/u;
const REFERS =
  /(?:завис\p{L}*\s+от|относительно|см\.(?:\s*поз\.)?|вместо|аналогично)\s+(?<mark>[\p{L}\d][\p{L}\d./*-]{0,14})/giu;

/** Rows that depend on, or refer to, themselves: «99М … зависимое от 99М». */
export function selfReferences(block: BlockModel, lines: readonly Line[]): Finding[] {
  return lines.flatMap(({ kind, cells }): Finding[] => {
    const own = kind === 'row' ? (cells[0] ?? '') : '';
    if (!MARK.test(own) || !/\p{L}/u.test(own)) return [];
    const key = normalizeMark(own);
    const named = cells.slice(1).flatMap((cell) => [...cell.matchAll(REFERS)]);
    if (!named.some(({ groups }) => normalizeMark((groups?.mark ?? '').replace(/[.,]$/u, '')) === key))
      return [];
    return [
      {
        kind: 'reference_broken',
        severity: severityFor('warning', [block]),
        message: `Строка ссылается на саму себя: ${own} (${placeOf(block)}).`,
        evidence: [evidenceOf(block, quoteRow(cells))],
      },
    ];
  });
}
