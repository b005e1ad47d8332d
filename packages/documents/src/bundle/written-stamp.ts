/** What a title block that recognition left in a text says of its sheet. */
export interface WrittenStamp {
  sheet: string;
  total: number | null;
}

const HEAD = /^\|.*\|[ \t]*стадия[ \t]*\|[ \t]*лист[ \t]*\|[ \t]*листов[ \t]*\|/imu;
const SHEET = /^\d{1,4}(?:\.\d{1,3})?$/u;

/** Whether a text holds a title block: «Стадия | Лист | Листов» in one row. */
export const hasStamp = (text: string): boolean => HEAD.test(withBorder(text));

/** The sheet under «Лист» of the last title block in a text; `null` where none is filled in. */
export function writtenStamp(text: string): WrittenStamp | null {
  const lines = text.split('\n');
  for (let at = lines.length - 1; at >= 0; at--) {
    if (!hasStamp(lines[at] ?? '')) continue;
    const names = cellsOf(lines[at] ?? '').map((cell) => cell.toLowerCase());
    const values = lines.slice(at + 1, at + 4).map(cellsOf);
    const found = values.find((cells) => SHEET.test(cells[names.indexOf('лист')] ?? ''));
    if (found === undefined) continue;
    const total = found[names.indexOf('листов')] ?? '';
    return {
      sheet: found[names.indexOf('лист')] ?? '',
      total: /^\d{1,4}$/u.test(total) ? Number(total) : null,
    };
  }
  return null;
}

/** A row that starts with «Стадия» has no cell before it. */
const withBorder = (text: string) => text.replace(/^[ \t]*\|(?=[ \t]*стадия)/gimu, '||');

const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());
