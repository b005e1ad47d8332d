import { bundlePaths } from './documents.ts';
import type { QuestionRow } from './question-file.ts';

/** What of a file of questions can be measured, and what cannot. */
export interface Plan {
  documents: { docFile: string; paths: string[]; questions: QuestionRow[] }[];
  /** Questions over documents of other formats, by file. */
  unsupported: Record<string, number>;
  /** Questions that name no block: nothing to find. */
  withoutBlocks: number;
}

export function planQuestions(rows: readonly QuestionRow[], folder: string): Plan {
  const plan: Plan = { documents: [], unsupported: {}, withoutBlocks: 0 };
  for (const [docFile, questions = []] of Object.entries(Object.groupBy(rows, (row) => row.doc_file))) {
    const paths = bundlePaths(folder, docFile);
    if (paths === null) {
      plan.unsupported[docFile] = questions.length;
      continue;
    }
    const measurable = questions.filter(({ block_ids }) => block_ids.length > 0);
    plan.withoutBlocks += questions.length - measurable.length;
    plan.documents.push({ docFile, paths, questions: measurable });
  }
  return plan;
}
