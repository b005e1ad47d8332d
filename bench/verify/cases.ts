import type { EvidenceSource } from '@aizoomdoc/documents/verify';
import type { AnsweredQuestion } from './question-file.ts';

/** A question whose right answer can be checked against its blocks. */
export interface Case {
  question: string;
  /** The right answer without citations. */
  answer: string;
  sources: EvidenceSource[];
}

/** A question that measures nothing, and why. */
export interface Excluded {
  question: string;
  reason: string;
}

type FindBlock = (docFile: string, code: string) => EvidenceSource | undefined;

/** Cases of the questions; a question is left out by its data only: no blocks, unknown blocks, or a value that its blocks do not hold. */
export function readCases(
  questions: readonly AnsweredQuestion[],
  find: FindBlock,
): { cases: Case[]; excluded: Excluded[] } {
  const cases: Case[] = [];
  const excluded: Excluded[] = [];
  for (const { doc_file, question, answer, block_ids } of questions) {
    const sources = block_ids.flatMap((code) => find(doc_file, code) ?? []);
    const absent = absentValues(answer, question, sources);
    const reason =
      block_ids.length === 0
        ? 'не указаны блоки (block_ids): ссылаться не на что'
        : sources.length < block_ids.length
          ? 'в документе нет указанного блока'
          : absent.length > 0
            ? `в тексте блоков нет: ${absent.join(', ')}`
            : null;
    if (reason === null) cases.push({ question, answer, sources });
    else excluded.push({ question, reason });
  }
  return { cases, excluded };
}

/** Independent of what is measured: digits with a comma or dot inside, compared as numbers. */
const VALUE = /\d+(?:[.,]\d+)?/gu;

/** Values of the answer that stand neither in the blocks (their page, sheet and title included) nor in the question and are no sum or difference. */
function absentValues(answer: string, question: string, sources: readonly EvidenceSource[]): string[] {
  const told = sources
    .map((one) => [one.text, one.page, one.sheet, one.sheetTitle, one.code].join('\n'))
    .join('\n');
  const known = valuesOf(`${told}\n${question}`);
  const written = [...answer.matchAll(VALUE)].map(([value]) => value);
  const present = [...new Set(written.map(numberOf))].filter((value) => known.has(value));
  return written.filter(
    (value) =>
      !known.has(numberOf(value)) &&
      !isComputed(
        numberOf(value),
        written.map(numberOf).filter((one) => known.has(one)),
        present,
      ),
  );
}

function valuesOf(text: string): Set<number> {
  return new Set([...text.matchAll(VALUE)].map(([value]) => numberOf(value)));
}

function numberOf(value: string): number {
  return Number(value.replace(',', '.'));
}

/** A sum of some of the present values, or a difference of two. */
function isComputed(value: number, addends: readonly number[], present: readonly number[]): boolean {
  const close = (one: number) => Math.abs(one - value) < 1e-6;
  if (present.some((one) => present.some((other) => close(one - other)))) return true;
  const limited = addends.slice(0, 14);
  for (let subset = 1; subset < 1 << limited.length; subset++) {
    const sum = limited.reduce((total, one, at) => total + ((subset >> at) & 1 ? one : 0), 0);
    if (close(sum)) return true;
  }
  return false;
}
