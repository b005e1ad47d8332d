import { overlapX, overlapY, type Rect, unionOf } from './rect.ts';
import type { TextLine } from './text-lines.ts';

/** Lines of prose on a drawing («Примечания»), with their heading and their numbers. */
export interface NoteGroup {
  rect: Rect;
  lines: TextLine[];
}

const fewestLines = 3;
const fewestWords = 12;

/** Three lines or more under each other with several words in each: no labels, but notes. */
export function noteGroups(lines: readonly TextLine[]): NoteGroup[] {
  const level = lines.filter((line) => line.angle === 0).sort((a, b) => a.y0 - b.y0);
  const groups = stacks(level).filter((group) => {
    const words = group.reduce((sum, line) => sum + line.words.length, 0);
    return group.length >= fewestLines && words >= Math.max(fewestWords, 3 * group.length) && isProse(group);
  });
  const taken = new Set(groups.flat());
  return groups.map((group) => {
    const own = [...group];
    for (const line of level) {
      if (taken.has(line) || !belongs(line, group)) continue;
      own.push(line);
      taken.add(line);
    }
    return { rect: unionOf(own), lines: own };
  });
}

/** Marks and pins of a scheme stand in columns too, and are no prose. */
function isProse(group: readonly TextLine[]): boolean {
  const words = group.flatMap((line) => line.words);
  return words.filter(({ text }) => /^\p{P}?\p{L}{3,}\p{P}*$/u.test(text)).length >= 0.45 * words.length;
}

/** Open stacks at once; a page has no more columns of notes. */
const maxOpen = 40;

function stacks(lines: readonly TextLine[]): TextLine[][] {
  const done: TextLine[][] = [];
  const open: TextLine[][] = [];
  for (const line of lines) {
    const group = open.findLast((candidate) => goesOn(candidate.at(-1), line));
    if (group === undefined) open.push([line]);
    else group.push(line);
    if (open.length > maxOpen) done.push(...open.splice(0, 1));
  }
  return [...done, ...open];
}

function goesOn(last: TextLine | undefined, line: TextLine): boolean {
  if (last === undefined) return false;
  const size = Math.max(last.size, line.size);
  const gap = line.y0 - last.y1;
  if (gap < -0.6 * size || Math.abs(last.size - line.size) > 0.2 * size) return false;
  const flush = Math.abs(last.x0 - line.x0) < 0.3 * size;
  const shared = overlapX(last, line) / Math.max(1, Math.min(last.x1 - last.x0, line.x1 - line.x0));
  return (flush && gap < 2.5 * size) || (shared > 0.6 && gap < size);
}

/** The heading right above the notes, or a number left of one of them. */
function belongs(line: TextLine, group: readonly TextLine[]): boolean {
  const [first] = group;
  if (first === undefined) return false;
  const above = first.y0 - line.y1;
  if (above > -line.size && above < 3 * line.size && overlapX(line, first) > 0 && line.words.length <= 6)
    return true;
  return group.some((note) => {
    const gap = note.x0 - line.x1;
    const level = overlapY(line, note) > 0.5 * Math.min(line.y1 - line.y0, note.y1 - note.y0);
    return level && gap > -line.size && gap < 3.5 * note.size && line.text.length <= 6;
  });
}
