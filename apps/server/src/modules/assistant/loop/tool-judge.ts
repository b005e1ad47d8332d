import type { ToolCall, ToolResult } from '@aizoomdoc/models';

/** How a model has fared with its tools. */
export interface ToolConduct {
  /** Turns that brought nothing new, in a row. */
  barren: number;
  /** Turns in which arguments could not be read. */
  malformed: number;
  /** It was told to stop repeating itself. */
  isWarned: boolean;
}

export const goodConduct: Readonly<ToolConduct> = { barren: 0, malformed: 0, isWarned: false };

export type Verdict =
  | { do: 'go_on' }
  /** Tell the model once. */
  | { do: 'warn' }
  /** No more tools: it must answer. */
  | { do: 'withdraw'; reason: 'refused' | 'malformed' };

/** So many turns that only bring refusals, and tools are withdrawn. */
const mostBarren = 3;
const mostMalformed = 2;

/** What comes of a turn of tools. */
export function judgeTools(
  conduct: ToolConduct,
  turn: { calls: readonly ToolCall[]; results: readonly ToolResult[] },
): { conduct: ToolConduct; verdict: Verdict } {
  const isMalformed = turn.calls.some(({ malformed }) => malformed !== undefined);
  const isRepeated = turn.results.some(isRepeat);
  const isBarren = turn.results.every((result) => result.isError === true || isRepeat(result));
  const next: ToolConduct = {
    barren: isBarren ? conduct.barren + 1 : 0,
    malformed: conduct.malformed + (isMalformed ? 1 : 0),
    isWarned: conduct.isWarned,
  };
  if (next.malformed >= mostMalformed && isMalformed)
    return { conduct: next, verdict: { do: 'withdraw', reason: 'malformed' } };
  const isLost = next.barren >= mostBarren || (isBarren && isRepeated && conduct.isWarned);
  if (isLost) return { conduct: next, verdict: { do: 'withdraw', reason: 'refused' } };
  if (isBarren && isRepeated) return { conduct: { ...next, isWarned: true }, verdict: { do: 'warn' } };
  return { conduct: next, verdict: { do: 'go_on' } };
}

/** The tools say so of a call that was made, or of an id that was refused, before. */
function isRepeat({ output }: ToolResult): boolean {
  return output.includes('"already_done":true') || /уже сказано/.test(output);
}
