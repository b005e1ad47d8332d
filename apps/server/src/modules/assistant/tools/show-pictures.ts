import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import type { PresentedView } from '#modules/documents';
import { Problem } from '#platform/http/problem.ts';
import { pictureLabel, shrinkNote } from './picture-label.ts';
import { citedAs } from './scope.ts';
import type { ScopedVersion, Work } from './tool.ts';
import type { ShownPicture } from './toolbox-types.ts';

/** A place that the model wants to see. */
export interface Wanted {
  version: ScopedVersion;
  page: number;
  blockId: string | null;
  sheet: string | null;
  /** What the person is told: why. */
  reason: string;
  isZoom: boolean;
  /** What a person drew: the picture is the question's, the same in every answer to it. */
  drawn?: string;
  /** Makes the views, the same ones for the same seed. */
  make(seed: string): Promise<PresentedView[]>;
}

/** What came of one place, for the model. */
export type Told = Record<string, unknown>;

/** Text inside a picture that is kept for the verifier. */
const keptText = 20_000;
/** Boxes and densities that differ by less are the same. */
const sameShare = 0.01;

/** Draws, stores and names the pictures of a place; a place that was shown is named, one that cannot be shown is remembered. */
export async function showPlace(work: Work, wanted: Wanted): Promise<Told[]> {
  const { session, context } = work;
  const key = `picture ${wanted.version.id} ${wanted.page} ${wanted.blockId ?? ''}`;
  if (session.refused.includes(key))
    return [{ ...placeOf(work, wanted), error: 'Картинки нет, об этом уже сказано.' }];
  const told: Told[] = [];
  try {
    const views = await wanted.make(`${context.runId} ${session.pictures.length + 1}`);
    const fresh = views.filter((view) => findSame(work, wanted.version, view) === undefined);
    const left = context.budget.pictures - work.pictures.length;
    if (fresh.length > left) return [overBudget(work, wanted, `нужно ${fresh.length}, осталось ${left}`)];
    for (const view of views) {
      context.signal.throwIfAborted();
      told.push(await showView(work, wanted, view));
    }
    return told;
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof Problem)) throw error;
    return [...told, await notShown(work, { wanted, key, error })];
  }
}

async function showView(work: Work, wanted: Wanted, view: PresentedView): Promise<Told> {
  const same = findSame(work, wanted.version, view);
  if (same !== undefined) return { ...placeOf(work, wanted), already_shown: same.name };
  const spent = work.pictures.reduce((sum, { width, height }) => sum + width * height, 0);
  const pixels = work.context.budget.pixels - spent;
  if (view.width * view.height > pixels) {
    return overBudget(
      work,
      wanted,
      `нужно ${view.width * view.height} пикселей, осталось ${Math.max(0, pixels)}`,
    );
  }
  const { bytes } = await work.deps.views.picture(work.context.actor, view.view_id, work.context.signal);
  const equal = view.bbox === null ? findEqual(work, view, bytes) : undefined;
  if (equal !== undefined) return { ...placeOf(work, wanted), already_shown: equal.name };
  const picture = await keep(work, { wanted, view, bytes });
  return {
    ...placeOf(work, wanted),
    picture: picture.name,
    view_id: view.view_id,
    note: shrinkNote(view.shrink),
  };
}

/** Stores the picture and hands it to the model and the reader. */
async function keep(
  work: Work,
  { wanted, view, bytes }: { wanted: Wanted; view: PresentedView; bytes: Uint8Array },
): Promise<ShownPicture> {
  const { context, session, deps } = work;
  const { version } = wanted;
  const step = session.pictures.length + 1;
  const name = `P${step}`;
  const maker = wanted.drawn === undefined ? context.runId : context.messageId;
  const id = v5(wanted.drawn ?? `picture ${step}`, maker);
  const label = pictureLabel(work, { name, view, version });
  const at = { document_id: view.document_id, version: view.version, page: view.page, sheet: view.sheet };
  const size = { width: view.width, height: view.height, shrink: view.shrink };
  const stored = await deps.images.store({
    ...{ id, name, label, step, bytes, ...at, ...size },
    chat_id: context.chatId,
    message_id: context.messageId,
    run_id: wanted.drawn === undefined ? context.runId : null,
    image_type: await typeOf(work, wanted, view),
    description: view.block_id ?? `стр.\u00a0${view.page}`,
    view_id: view.view_id,
    block_code: view.block_id,
    bbox: view.bbox,
    dpi: view.dpi,
    begunAt: timeOf(maker),
  });
  const picture: ShownPicture = {
    ...{ id, name, label, ...at, ...size },
    view_id: view.view_id,
    block_id: view.block_id,
    bbox: view.bbox,
    kind: view.kind,
    size_bytes: stored.size,
    sha256: stored.sha256,
    text: view.spans
      .map(({ text }) => text)
      .join('\n')
      .slice(0, keptText)
      .toWellFormed(),
  };
  session.pictures.push(picture);
  work.pictures.push(picture);
  const { document_id, page, sheet, block_id, view_id, kind, width, height } = picture;
  const data = {
    image_id: id,
    name,
    view_id,
    block_id,
    document_id,
    page,
    sheet,
    kind,
    label,
    width,
    height,
  };
  work.events.push({
    event: 'image_ready',
    data: { ...data, url: `/api/images/${id}`, reason: wanted.reason },
  });
  return picture;
}

async function typeOf(
  { deps, context }: Work,
  { isZoom, version, page, blockId }: Wanted,
  view: PresentedView,
) {
  if (isZoom) return 'zoom_crop';
  if (view.kind !== 'overview') return 'viewport';
  const query = { version: version.number, ...(blockId === null ? { page } : { block_id: blockId }) };
  const { isPicture } = await deps.views.source(context.actor, version.document_id, query);
  return isPicture ? 'original' : 'viewport';
}

/** A UUIDv7 begins with its time: the same for every execution. */
function timeOf(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/** The picture of this run that shows the same place as densely. */
function findSame({ session }: Work, version: ScopedVersion, view: PresentedView): ShownPicture | undefined {
  return session.pictures.find(
    (picture) =>
      picture.document_id === version.document_id &&
      picture.version === version.number &&
      picture.page === view.page &&
      isNear(picture.width, view.width) &&
      isNear(picture.height, view.height) &&
      isSameBox(picture, view),
  );
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= sameShare * Math.max(a, b);

/** Of pictures that lie nowhere on a page, the one that shows the same of its block. */
function findEqual({ session }: Work, view: PresentedView, bytes: Uint8Array): ShownPicture | undefined {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return session.pictures.find((picture) => picture.block_id === view.block_id && picture.sha256 === sha256);
}

function isSameBox(a: Pick<ShownPicture, 'bbox'>, b: Pick<PresentedView, 'bbox'>): boolean {
  if (a.bbox === null || b.bbox === null) return false;
  const [x0, y0, x1, y1] = a.bbox;
  const [left, top, right, bottom] = b.bbox;
  const across = sameShare * Math.max(x1 - x0, right - left);
  const down = sameShare * Math.max(y1 - y0, bottom - top);
  return (
    Math.abs(x0 - left) <= across &&
    Math.abs(x1 - right) <= across &&
    Math.abs(y0 - top) <= down &&
    Math.abs(y1 - bottom) <= down
  );
}

function placeOf(work: Work, { version, page, blockId, sheet }: Wanted): Told {
  return {
    ...(blockId !== null && { block_id: citedAs(work, version, blockId) }),
    ...(blockId === null && work.context.scope.length > 1 && { document: `D${version.scoped.number}` }),
    page,
    ...(sheet !== null && { sheet }),
  };
}

/** What could not be had goes to the list of what was not looked at, once. */
function remember(
  { session }: Work,
  wanted: Wanted,
  reason: 'budget' | 'unavailable',
  message: string,
): void {
  const { version, page, blockId, sheet } = wanted;
  const place = { document_id: version.document_id, block_id: blockId, page, sheet };
  const isKnown = session.unavailable.some(
    (one) =>
      one.document_id === place.document_id &&
      one.block_id === place.block_id &&
      one.page === page &&
      one.reason === reason,
  );
  if (!isKnown) session.unavailable.push({ ...place, reason, message });
}

function overBudget(work: Work, wanted: Wanted, lack: string): Told {
  const where = wanted.blockId === null ? `Страница ${wanted.page}` : `Блок ${wanted.blockId}`;
  const what = wanted.isZoom ? 'увеличение не просмотрено' : 'картинка не просмотрена';
  remember(work, wanted, 'budget', `${where}: ${what}, исчерпан предел на ответ.`);
  const error = `Предел картинок: ${lack}. Отвечайте по тому, что есть, и назовите непросмотренное.`;
  return { ...placeOf(work, wanted), error };
}

/** Tells the model, the reader and the list of what was not looked at. */
async function notShown(
  work: Work,
  { wanted, key, error }: { wanted: Wanted; key: string; error: Problem },
): Promise<Told> {
  const place = placeOf(work, wanted);
  if (error.status === 503) return { ...place, error: error.message, try_again: true };
  if (!unavailable.has(error.code)) return { ...place, error: error.message };
  const { actor } = work.context;
  const { version, page, blockId } = wanted;
  const query = { version: version.number, ...(blockId === null ? { page } : { block_id: blockId }) };
  const source = await work.deps.views.source(actor, version.document_id, query).catch(() => null);
  const message =
    source === null
      ? `У документа «${version.title}» нет файла, который показал бы стр.\u00a0${page}.`
      : `Файл «${source.fileName}» не открылся: его нет в хранилище или он повреждён. Картинки (стр.\u00a0${page}) не будет.`;
  work.session.refused.push(key);
  remember(work, wanted, 'unavailable', message);
  warnOnce(work, `file ${version.id} ${source?.fileName ?? ''}`, message);
  return { ...place, error: `${message} Отвечайте по тексту и скажите об этом.` };
}

/** The person is told of a file once, however many places of it were wanted. */
function warnOnce({ session, events }: Work, key: string, message: string): void {
  if (session.refused.includes(key)) return;
  session.refused.push(key);
  events.push({ event: 'warning', data: { code: 'picture_unavailable', message } });
}

const unavailable: ReadonlySet<string> = new Set(['picture_not_found', 'render_failed', 'view_not_found']);
