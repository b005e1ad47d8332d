import type { MessageInput } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import { Problem } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Comparison, MessageRow, Region } from './message-store.ts';

export type QuestionInput = z.output<typeof MessageInput>;

export interface QuestionDeps {
  /** Number of a version that the actor may read, the current one unless told. @throws 404 */
  findVersion(actor: Actor, documentId: string, version: number | undefined): Promise<number>;
  /** @throws 404 when the version has no such page */
  checkPage(actor: Actor, place: { documentId: string; version: number; page: number }): Promise<void>;
}

/** What a question points at, checked and in the form in which it is stored. */
export type Pointed = Pick<MessageRow, 'compare' | 'regions'>;

/** Checks what a question points at: that it is there and that its asker may read it. */
export function createQuestions({ findVersion, checkPage }: QuestionDeps) {
  type Side = Comparison['a'];

  async function checkSide(actor: Actor, side: Side): Promise<{ refs: Side; keys: Set<string> }> {
    const refs = new Map<string, Side[number]>();
    for (const ref of side) {
      const version = await findVersion(actor, ref.document_id, ref.version);
      refs.set(`${ref.document_id} ${version}`, ref);
    }
    return { refs: [...refs.values()], keys: new Set(refs.keys()) };
  }

  /** @throws 404, 422 when a version stands on both sides */
  async function checkCompare(actor: Actor, { a, b }: Comparison): Promise<Comparison> {
    const [before, after] = [await checkSide(actor, a), await checkSide(actor, b)];
    if ([...before.keys].some((key) => after.keys.has(key))) throw comparedWithItself();
    return { a: before.refs, b: after.refs };
  }

  /** A place is on the version that it was drawn on, also when a newer one comes. */
  async function checkRegion(
    actor: Actor,
    region: NonNullable<QuestionInput['regions']>[number],
  ): Promise<Region> {
    const [x0, y0, x1, y1] = region.box;
    if (!(x0 >= 0 && y0 >= 0 && x1 <= 1 && y1 <= 1 && x0 < x1 && y0 < y1)) throw emptyRegion();
    const documentId = region.document_id;
    const version = await findVersion(actor, documentId, region.version);
    await checkPage(actor, { documentId, version, page: region.page });
    return { ...region, version, note: region.note || null, image_id: null };
  }

  return {
    checkCompare,

    async check(actor: Actor, { compare, regions }: QuestionInput): Promise<Pointed> {
      const checked: Region[] = [];
      for (const region of regions ?? []) checked.push(await checkRegion(actor, region));
      return { compare: compare ? await checkCompare(actor, compare) : null, regions: checked };
    },
  };
}

export type Questions = ReturnType<typeof createQuestions>;

const invalid = (path: string, message: string) =>
  new Problem(422, 'validation_failed', `Запрос не подходит: ${message}`, {
    details: [{ path, code: 'custom', message }],
  });

const comparedWithItself = () =>
  invalid(
    'body.compare',
    'с обеих сторон стоит один и тот же документ. Выберите разные документы или версии.',
  );

const emptyRegion = () =>
  invalid('body.regions', 'место на листе — прямоугольник внутри страницы, [x0, y0, x1, y1] от 0 до 1.');

/** Everything that a question does not have. */
export const newQuestion = {
  role: 'user',
  message_type: 'text',
  status: 'complete',
  run_id: null,
  model: null,
  model_profile: null,
  citations: [],
  checks: null,
  diff: [],
  not_examined: [],
  usage: null,
  cost_usd: null,
  prompts: null,
  error_code: null,
} satisfies Partial<MessageRow>;
