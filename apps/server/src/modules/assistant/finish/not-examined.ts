import type { NotExamined } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { VersionTexts } from '#modules/documents';
import type { Progress } from '../loop/progress.ts';
import { requiresVisual } from '../loop/visual-question.ts';
import { openPlanned } from '../plan/open-planned.ts';
import { readKeyOf } from '../plan/opening-text.ts';
import type { Plan } from '../plan/plan.ts';

export type Unexamined = z.input<typeof NotExamined>;

/** Places that searches named and nobody read are listed up to here: the best stand first. */
const mostFound = 12;
const most = 40;
/** Of a search for drawings that a question needs: hits, and UTF-16 units of the question. */
const searched = 30;
const queryLength = 1000;

/** What bears on the question and was not looked at: what could not be had, and what a limit left out. */
export async function listNotExamined(
  plan: Plan,
  progress: Pick<Progress, 'session' | 'isCutShort'>,
  texts: VersionTexts,
): Promise<Unexamined[]> {
  const { session } = progress;
  const left = wasLimited(progress) ? await unread(plan, session, texts) : [];
  const places = [...session.unavailable, ...left];
  const unique = new Map(
    places.map((place) => [`${place.document_id} ${place.block_id} ${place.page}`, place]),
  );
  return [...unique.values()].slice(0, most);
}

/** Whether a limit kept the model from looking at what it wanted to see. */
export function wasLimited({ session, isCutShort }: Pick<Progress, 'session' | 'isCutShort'>): boolean {
  return isCutShort || session.unavailable.some(({ reason }) => reason === 'budget');
}

async function unread(plan: Plan, session: Progress['session'], texts: VersionTexts): Promise<Unexamined[]> {
  const seen = new Set(session.pictures.map(({ block_id }) => block_id));
  const read = new Set(session.read);
  const missed = session.found.filter((block) => !read.has(keyOf(block)) && !seen.has(block.block_id));
  const wantsEyes = plan.hasPictures && requiresVisual(plan.question);
  if (missed.length === 0 && !wantsEyes) return [];
  const versions = await openPlanned(plan, texts);
  const text = plan.question.slice(0, queryLength);
  // What a drawing was described as may have been read: for a question that needs eyes, that is not looking at it.
  const drawings = wantsEyes
    ? (await texts.search(versions, { text, limit: searched })).filter(
        ({ kind, block_id }) => kind === 'image' && !seen.has(block_id),
      )
    : [];
  const places = [...missed.slice(0, mostFound), ...drawings.slice(0, mostFound)];
  const keys = new Set(places.map(keyOf));
  const blocks = await texts.blocks(versions, [...new Set(places.map(({ block_id }) => block_id))]);
  return blocks
    .filter((block) => keys.has(readKeyOf(block)))
    .map(({ document_id, block_id, page, sheet, kind }) => ({
      ...{ document_id, block_id, page, sheet },
      reason: 'budget',
      message: `${kind === 'image' ? 'Изображение' : 'Блок'} ${block_id}: не просмотрено, исчерпан предел на ответ.`,
    }));
}

function keyOf(block: { document_id: string; version: number; block_id: string }): string {
  return `${block.document_id} ${block.version} ${block.block_id}`;
}

const listed = 10;

/** The heading of the list, the answer's last part. */
export const notExaminedHeading = '**Не просмотрено:**';

/** The list as the answer ends with it; codes stand without brackets, they are no evidence. */
export function writeNotExamined(places: readonly Unexamined[]): string {
  const lines = places.slice(0, listed).map(({ page, sheet, block_id, message }) => {
    const where = [
      sheet === null ? '' : `лист ${sheet}`,
      page === null ? '' : `стр.\u00a0${page}`,
      block_id ?? '',
    ].filter((part) => part !== '');
    return `- ${where.length === 0 ? message : where.join(', ')}`;
  });
  const more = places.length - lines.length;
  return `${notExaminedHeading}\n\n${lines.join('\n')}${more > 0 ? `\n- и ещё ${more}` : ''}`;
}

/** Whether an answer says itself what was not looked at. */
export function tellsNotExamined(text: string): boolean {
  return /не\s+(?:было\s+)?(?:просмотр|рассмотр|изуч|проверен|посмотр)\p{L}*/iu.test(text);
}
