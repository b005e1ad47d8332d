import { z } from 'zod';
import type { PresentedView } from '#modules/documents';
import { Problem } from '#platform/http/problem.ts';
import { answerPictures } from './request-images.ts';
import { showPlace } from './show-pictures.ts';
import {
  type Answer,
  defineTool,
  modelSets,
  Refused,
  reason,
  type ScopedVersion,
  type Work,
} from './tool.ts';

const schema = z.object({
  view_id: z.string().trim().min(1).max(80).describe('Имя показанной картинки: P3 (или её вид v_…)'),
  box: z
    .array(z.number())
    .length(4)
    .optional()
    .describe(
      'Место в этой картинке: [x0, y0, x1, y1] в долях 0–1 от левого верхнего угла (или в её пикселях)',
    ),
  sector: z
    .string()
    .trim()
    .max(4)
    .optional()
    .describe('Вместо box: столбец A–C слева, ряд 1–3 сверху — «B2»'),
  reason,
});

type Input = z.output<typeof schema>;

/** Boxes in shares may stand a little over the edge. */
const overEdge = 1.05;

export const zoomTool = defineTool({
  name: 'zoom',
  description:
    'Перерисовывает место показанной картинки крупно, с точным текстом внутри. Назовите картинку и рамку (или сектор); поля вокруг добавятся сами. Проверьте, что нужное попало в новую картинку.',
  sets: modelSets,
  schema,
  describe: ({ view_id, sector }) =>
    `Увеличиваю ${view_id.length > 8 ? 'место' : view_id}${sector ? `, сектор ${sector}` : ''}`,
  run: zoomIn,
});

async function zoomIn({ view_id, box, sector, reason = '' }: Input, work: Work): Promise<Answer> {
  if (box === undefined && sector === undefined)
    return { output: { error: 'Укажите box или sector.' }, isError: true };
  const { view, version } = await findShown(work, view_id);
  const target = box === undefined ? { sector: sector ?? '' } : boxTarget(box);
  const { actor, maxSide, signal } = work.context;
  const told = await showPlace(work, {
    version,
    page: view.page,
    sheet: view.sheet,
    blockId: view.block_id,
    reason,
    isZoom: true,
    make: async (seed) => [
      await work.deps.views.zoom(actor, view.view_id, { target, snap: true, maxSide, seed }, signal),
    ],
  });
  return answerPictures(work, told, []);
}

function boxTarget(box: readonly number[]) {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box;
  const units = box.some((side) => side > overEdge) ? ('px' as const) : ('relative' as const);
  return { box: [x0, y0, x1, y1] as const, units };
}

type Shown = Pick<PresentedView, 'view_id' | 'page' | 'sheet' | 'block_id'>;

/** A picture of this run by its name or view, or a view that this chat showed before. @throws {Refused} */
async function findShown(work: Work, id: string): Promise<{ view: Shown; version: ScopedVersion }> {
  const { session, context, deps } = work;
  const [, number] = /^[PР]\s*(\d{1,4})$/iu.exec(id) ?? [];
  const picture = session.pictures.find(({ name, view_id }) =>
    number === undefined ? view_id === id : name === `P${Number(number)}`,
  );
  const shown = picture ?? (id.startsWith('v_') ? await earlier(id) : null);
  const version = work.versions.find(
    (one) => one.document_id === shown?.document_id && one.number === shown.version,
  );
  if (!shown || version === undefined) throw unknownView(work, id);
  return { view: shown, version };

  async function earlier(viewId: string): Promise<PresentedView | null> {
    if (session.refused.includes(`view ${viewId}`)) return null;
    try {
      const view = await deps.views.get(context.actor, viewId, context.signal);
      return view.chat_id === context.chatId ? view : null;
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }
}

function unknownView({ session }: Work, id: string): Refused {
  const names = session.pictures.map(({ name }) => name);
  const advice =
    names.length === 0
      ? 'Картинок ещё не было: сначала request_images.'
      : `Показаны: ${names.slice(-20).join(', ')}.`;
  return new Refused(`view ${id}`, `Картинки ${id.slice(0, 40)} нет.`, advice);
}
