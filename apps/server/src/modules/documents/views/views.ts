import { createHash, randomBytes } from 'node:crypto';
import { restoreView, type ZoomTarget, zoom } from '@aizoomdoc/documents/views';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Ticket } from '#platform/tickets.ts';
import { listBlockRows } from '../block-store.ts';
import { findVisibleDocuments } from '../document-store.ts';
import type { Addresses } from '../iiif/addresses.ts';
import { refusingBoxes, viewNotFound } from '../pictures/errors.ts';
import { findPictureFiles } from '../pictures/picture-store.ts';
import { type DrawnPicture, isPdf, type Pictures } from '../pictures/pictures.ts';
import { findVersionById } from '../versions/version-store.ts';
import type { VisibleVersion } from '../versions/visible-version.ts';
import { type PageText, printedText } from './page-text.ts';
import { budgetOf, type PlannedView, planViews, type ViewPlan, withoutIdlePixels } from './plan-views.ts';
import { type PresentedView, presentView } from './present-view.ts';
import { wholePage } from './region.ts';
import { findView, storeViews, type ViewRow } from './view-store.ts';
import type { TargetQuery, ViewTarget, ViewTargets } from './view-target.ts';

export interface ViewDeps {
  db: Database;
  clock: Clock;
  targets: ViewTargets;
  pictures: Pictures;
  addresses: Addresses;
  pageText: PageText;
  /** @throws when the chat is not the actor's */
  checkChat(actor: Actor, chatId: string): Promise<unknown>;
}

export interface CreateQuery extends TargetQuery, ViewPlan {
  /** Chat that the views belong to. */
  chatId?: string | undefined;
  /** What the ids are made of: the same views again for the same seed. Otherwise every view is a new one. */
  seed?: string | undefined;
}

export interface ZoomQuery {
  target: ZoomTarget;
  margin?: number;
  /** Extend to the bounds of the blocks that the target means. */
  snap: boolean;
  /** Longest side, pixels. */
  maxSide: number;
  /** See {@link CreateQuery.seed}. */
  seed?: string | undefined;
}

/** Pictures shown to a person or a model; each knows where its pixels lie. A view is its owner's alone. */
export function createViews(deps: ViewDeps) {
  const { db, clock, targets, pictures, addresses } = deps;

  async function present(row: ViewRow, target: ViewTarget, signal?: AbortSignal): Promise<PresentedView> {
    const { geometry } = await pictures.size(target.file, target.filePage, signal);
    return presentView({
      row,
      target,
      pageWidth: geometry.width,
      spans: await spansOf(deps, { row, target, signal }),
      imageUrl: imageUrl(row.id),
    });
  }

  function imageUrl(viewId: string): string {
    const { expires, signature } = addresses.issue({ kind: 'view', id: viewId });
    return `/api/views/${viewId}/image?expires=${expires}&signature=${signature}`;
  }

  async function own(actor: Actor, viewId: string): Promise<{ row: ViewRow; version: VisibleVersion }> {
    const row = await findView(db.executor, viewId);
    const version = row?.user_id === actor.userId && (await findVersionById(db.executor, row.version_id));
    if (!row || !version) throw viewNotFound();
    const [document] = await findVisibleDocuments(db.executor, actor, [version.document_id]);
    if (document === undefined) throw viewNotFound();
    return { row, version: { document, id: version.id, number: version.number } };
  }

  async function draw(row: ViewRow, signal?: AbortSignal): Promise<DrawnPicture> {
    const [file] = await findPictureFiles(db.executor, [row.file_id]);
    if (file === undefined) throw viewNotFound();
    const { file_page: page, bbox: box, width, height } = row;
    return pictures.draw(file, { page, box, width, height, format: 'png' }, signal);
  }

  return {
    async create(actor: Actor, documentId: string, query: CreateQuery, signal?: AbortSignal) {
      if (query.chatId !== undefined) await deps.checkChat(actor, query.chatId);
      const target = await targets.find(actor, documentId, query);
      const size = await pictures.size(target.file, target.filePage, signal);
      const blockBox = target.isCrop ? null : (target.block?.bbox ?? null);
      const planned = refusingBoxes(() => planViews(size, query, blockBox));
      const made = { at: clock.now(), actor, chatId: query.chatId ?? null, parentId: null };
      const rows = planned.map((view, at) => rowOf(view, target, { ...made, id: seededId(query.seed, at) }));
      await storeViews(db.executor, rows);
      return Promise.all(rows.map((row) => present(row, target, signal)));
    },

    async zoom(actor: Actor, viewId: string, query: ZoomQuery, signal?: AbortSignal): Promise<PresentedView> {
      const { row: parent, version } = await own(actor, viewId);
      const target = await targets.again(version, parent);
      const size = await pictures.size(target.file, target.filePage, signal);
      const bounds = query.snap && !target.isCrop ? await boundsOf(db, target) : [];
      const budget = budgetOf(query.maxSide);
      const margin = query.margin === undefined ? {} : { margin: query.margin };
      const closer = refusingBoxes(() =>
        zoom(restoreView(size.geometry, parent), query.target, { bounds, budget, ...margin }),
      );
      const view = withoutIdlePixels(closer, size, budget);
      const made = {
        at: clock.now(),
        actor,
        chatId: parent.chat_id,
        parentId: parent.id,
        id: seededId(query.seed, 0),
      };
      const row = rowOf({ view, kind: 'region' }, target, made);
      await storeViews(db.executor, [row]);
      return present(row, target, signal);
    },

    async get(actor: Actor, viewId: string, signal?: AbortSignal): Promise<PresentedView> {
      const { row, version } = await own(actor, viewId);
      return present(row, await targets.again(version, row), signal);
    },

    /** The file that a place is drawn from; it is not opened. @throws 404 */
    async source(actor: Actor, documentId: string, query: TargetQuery): Promise<ViewSource> {
      const { file } = await targets.find(actor, documentId, query);
      return { fileName: file.file_name, isPicture: !isPdf(file) };
    },

    /** PNG of the actor's view. */
    async picture(actor: Actor, viewId: string, signal?: AbortSignal): Promise<DrawnPicture> {
      return draw((await own(actor, viewId)).row, signal);
    },

    /** PNG behind a signed address. */
    async signedPicture(viewId: string, ticket: Ticket, signal?: AbortSignal): Promise<DrawnPicture> {
      addresses.check({ kind: 'view', id: viewId }, ticket);
      const row = await findView(db.executor, viewId);
      if (row === undefined) throw viewNotFound();
      return draw(row, signal);
    },
  };
}

export type Views = ReturnType<typeof createViews>;

export interface ViewSource {
  fileName: string;
  /** A picture file, not a PDF. */
  isPicture: boolean;
}

interface MadeBy {
  at: Date;
  id?: string | undefined;
  actor: Actor;
  chatId: string | null;
  parentId: string | null;
}

function rowOf(
  { view, kind }: PlannedView,
  target: ViewTarget,
  { id = newViewId(), actor, chatId, parentId, at }: MadeBy,
): ViewRow {
  return {
    id,
    user_id: actor.userId,
    chat_id: chatId,
    version_id: target.version.id,
    page: target.page.number,
    block_code: target.block?.code ?? null,
    file_id: target.file.id,
    file_page: target.filePage,
    parent_id: parentId,
    kind,
    matrix: view.matrix,
    bbox: view.box,
    width: view.width,
    height: view.height,
    shrink: view.shrink,
    created_at: at,
  };
}

const idBytes = 16;

const newViewId = (): string => `v_${randomBytes(idBytes).toString('base64url')}`;

/** The id of the view number `at` of a seed. */
function seededId(seed: string | undefined, at: number): string | undefined {
  if (seed === undefined) return undefined;
  const hash = createHash('sha256').update(`${seed} ${at}`).digest();
  return `v_${hash.subarray(0, idBytes).toString('base64url')}`;
}

async function boundsOf(db: Database, { version, page }: ViewTarget) {
  const rows = await listBlockRows(db.executor, version.id, { page: page.number, limit: 2000, after: null });
  return rows.flatMap(({ bbox }) => (bbox === null ? [] : [bbox]));
}

/** A crop's text is its block's. */
async function spansOf(
  { pageText }: Pick<ViewDeps, 'pageText'>,
  { row, target, signal }: { row: ViewRow; target: ViewTarget; signal: AbortSignal | undefined },
) {
  if (!target.isCrop) return pageText(target.version.id, target.page, row.bbox, signal);
  const text = target.block === null ? '' : printedText(target.block);
  return text === '' ? [] : [{ text, bbox: wholePage }];
}
