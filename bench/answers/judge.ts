import { missingIn } from './matching.ts';
import { refuses } from './refusal.ts';

/** A question with what its right answer holds. */
export interface Task {
  /** `absent`: the document does not say; `made_up`: the same, asked by the benchmark itself. */
  kind: 'with_blocks' | 'without_blocks' | 'absent' | 'made_up';
  question: string;
  mustContain: readonly string[];
  /** Codes of the blocks that are accepted as evidence, the best first. */
  blockIds: readonly string[];
}

export interface Answer {
  text: string;
  /** Codes of the blocks cited, in their order. */
  cited: readonly string[];
  ms: number;
  /** Why the run failed. */
  failure: string | null;
}

export interface Verdict {
  task: Task;
  answer: Answer;
  isRight: boolean;
  /** Of `mustContain`. */
  missing: string[];
  /** One of `blockIds` is cited. */
  isCited: boolean;
  /** The first of `blockIds` is. */
  isFirstCited: boolean;
  /** It says that the document does not say. */
  isRefusal: boolean;
}

export function kindOf({ mustContain, blockIds }: Pick<Task, 'mustContain' | 'blockIds'>): Task['kind'] {
  if (blockIds.length > 0) return 'with_blocks';
  return mustContain.length > 0 ? 'without_blocks' : 'absent';
}

/** Right: everything wanted is said and an accepted block cited; where there is nothing to say, the answer says so. */
export function judge(task: Task, answer: Answer): Verdict {
  const missing = missingIn(answer.text, task.mustContain);
  const isCited = task.blockIds.some((code) => answer.cited.includes(code));
  const [first] = task.blockIds;
  const isFirstCited = first !== undefined && answer.cited.includes(first);
  const isRefusal = refuses(answer.text, task.question);
  const says = missing.length === 0 && (task.kind === 'without_blocks' || isCited);
  const isAbsent = task.kind === 'absent' || task.kind === 'made_up';
  return { task, answer, isRight: isAbsent ? isRefusal : says, missing, isCited, isFirstCited, isRefusal };
}
