import type { PromptDiff } from '@aizoomdoc/contracts';
import { diffArrays } from 'diff';
import type { z } from 'zod';

type Lines = z.input<typeof PromptDiff>['lines'];

/** Lines that may differ before two texts are told as wholly different: more takes seconds to compare. */
const mostEdits = 2000;

/** How a text became another, line by line; an empty text has no lines. */
export function diffLines(before: string, after: string): Lines {
  const [left, right] = [linesOf(before), linesOf(after)];
  const parts = diffArrays(left, right, { maxEditLength: mostEdits }) ?? [
    { removed: true, added: false, value: left },
    { removed: false, added: true, value: right },
  ];
  return parts.flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value.map((text) => ({ kind, text }) as const);
  });
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/\r?\n/));
