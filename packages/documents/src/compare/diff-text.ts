import { diffArrays } from 'diff';
import type { DiffSegment } from './types.ts';

const WORDS = /[\p{L}\p{N}]+(?:[.,][\p{N}]+)*|\s+|[^\p{L}\p{N}\s]/gu;
/** Words that may differ before the middle of two texts is given as a whole. */
const MOST_EDITS = 4000;

/**
 * What changed between two texts, by words and signs; numbers with decimals are one word. Where the texts differ too much to be compared
 * within `timeLimitMs`, what lies between their common ends is one change.
 */
export function diffText(before: string, after: string, timeLimitMs = 200): DiffSegment[] {
  const [left, right] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []];
  const head = commonStart(left, right);
  const tail = commonStart(left.slice(head).reverse(), right.slice(head).reverse());
  const middle = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)] as const;
  const changed = diffArrays(...middle, { timeout: timeLimitMs, maxEditLength: MOST_EDITS })?.map(
    ({ added, removed, value }): DiffSegment => ({
      op: added ? 'insert' : removed ? 'delete' : 'equal',
      text: value.join(''),
    }),
  ) ?? [
    { op: 'delete', text: middle[0].join('') },
    { op: 'insert', text: middle[1].join('') },
  ];
  return joined([
    { op: 'equal', text: left.slice(0, head).join('') },
    ...changed,
    { op: 'equal', text: tail === 0 ? '' : left.slice(-tail).join('') },
  ]);
}

function commonStart(left: readonly string[], right: readonly string[]): number {
  const most = Math.min(left.length, right.length);
  for (let at = 0; at < most; at++) if (left[at] !== right[at]) return at;
  return most;
}

function joined(segments: readonly DiffSegment[]): DiffSegment[] {
  const result: DiffSegment[] = [];
  for (const { op, text } of segments) {
    const last = result.at(-1);
    if (text === '') continue;
    if (last?.op === op) last.text += text;
    else result.push({ op, text });
  }
  return result;
}
