import type { ExtractBlock } from '@aizoomdoc/documents';
import type { AnswerWork, VersionTexts } from '#modules/documents';
import type { Progress } from '../loop/progress.ts';
import { withoutPictures } from '../picture-links.ts';
import { openPlanned } from '../plan/open-planned.ts';
import { readKeyOf } from '../plan/opening-text.ts';
import type { Plan } from '../plan/plan.ts';

const searchedBlocks = 30;
const mostQuotes = 6;

const opening = 'Модель не закончила ответ. Вот что по вопросу сказано в прочитанном:';
const nothing = 'Модель не закончила ответ, и в прочитанном по вопросу ничего не нашлось.';

/** What the server answers by itself when the model gave nothing: quotes of what was read. */
export async function bestEffort(
  plan: Plan,
  { session }: Pick<Progress, 'session'>,
  { texts, answerWork }: { texts: VersionTexts; answerWork: AnswerWork },
): Promise<string> {
  const blocks = await readBlocks(plan, session.read, texts);
  // Quotes that are not found in time are not worth failing the run for.
  const { quotes } = await answerWork
    .extract(plan.question, blocks, { maxQuotes: mostQuotes })
    .catch(() => ({ quotes: [] }));
  if (quotes.length === 0) return nothing;
  const lines = quotes.map(({ text, shown, readings, code, documentId }) => {
    const said = readings?.join('; ') ?? shown ?? text;
    const number = plan.scope.find(({ id }) => id === documentId)?.number ?? 1;
    const cited = plan.scope.length > 1 ? `D${number}:${code}` : code;
    return `- ${said.replaceAll(/\s*\n\s*/g, ' ').trim()} [${cited}]`;
  });
  return `${opening}\n\n${withoutPictures(lines.join('\n'))}`;
}

/** Of the blocks that were read, those that a search for the question finds, best first. */
async function readBlocks(plan: Plan, read: readonly string[], texts: VersionTexts): Promise<ExtractBlock[]> {
  const versions = await openPlanned(plan, texts);
  const hits = await texts.search(versions, { text: plan.question.slice(0, 1000), limit: searchedBlocks });
  const known = new Set(read);
  const codes = hits.map(({ block_id }) => block_id);
  const blocks = await texts.blocks(versions, [...new Set(codes)]);
  return blocks
    .filter((block) => known.has(readKeyOf(block)))
    .map(({ block_id, document_id, page, sheet, sheet_title, kind, text }) => ({
      ...{ code: block_id, documentId: document_id, page, sheet, sheetTitle: sheet_title, kind, text },
      score: codes.length - codes.indexOf(block_id),
    }));
}
