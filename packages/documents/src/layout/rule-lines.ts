import type { Line } from './sheet.ts';

/** A ruling as a level and a span along it. */
export interface RuleLine {
  level: number;
  from: number;
  to: number;
}

export interface RuleLines {
  horizontal: RuleLine[];
  vertical: RuleLine[];
}

/** Lines of one frame drawn twice, a hair apart, are one. */
const sameLevel = 1.6;
/** Corners are often not quite closed. */
const smallGap = 3;
/** More lines than this are a drawing: only its longest can be tables. */
const maxLines = 3000;

/** Rulings long enough to be borders, snapped to common levels. */
export function ruleLines(rules: readonly Line[], shortest = 6): RuleLines {
  const all = rules.map((rule) => ({ rule, length: Math.max(rule.x1 - rule.x0, rule.y1 - rule.y0) }));
  const long = all.filter(({ length }) => length >= shortest);
  if (long.length > maxLines) {
    long.sort((a, b) => b.length - a.length);
    long.length = maxLines;
  }
  const spans = (horizontal: boolean) =>
    long
      .filter(({ rule }) => rule.horizontal === horizontal)
      .map(({ rule }) =>
        horizontal
          ? { level: (rule.y0 + rule.y1) / 2, from: rule.x0, to: rule.x1 }
          : { level: (rule.x0 + rule.x1) / 2, from: rule.y0, to: rule.y1 },
      );
  return { horizontal: snapped(spans(true)), vertical: snapped(spans(false)) };
}

function snapped(lines: RuleLine[]): RuleLine[] {
  lines.sort((a, b) => a.level - b.level);
  const result: RuleLine[] = [];
  for (let from = 0; from < lines.length; ) {
    const base = lines[from]?.level ?? 0;
    let to = from + 1;
    while (to < lines.length && (lines[to]?.level ?? 0) - base <= sameLevel) to++;
    result.push(...joined(lines.slice(from, to)));
    from = to;
  }
  return result;
}

function joined(lines: RuleLine[]): RuleLine[] {
  const level = lines.reduce((sum, line) => sum + line.level, 0) / lines.length;
  lines.sort((a, b) => a.from - b.from);
  const result: RuleLine[] = [];
  for (const { from, to } of lines) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.to + smallGap) last.to = Math.max(last.to, to);
    else result.push({ level, from, to });
  }
  return result;
}
