import { openRunWriter, setRegionImage } from '#modules/chats';
import type { Database } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import type { Turn } from '../loop/progress.ts';
import { contextOf } from '../loop/tool-step.ts';
import type { Toolbox, ToolSession } from '../tools/toolbox-types.ts';

export interface RegionDeps {
  db: Database;
  log: Logger;
  toolbox: Toolbox;
}

/** Draws the places that the person marked, so that the model sees them with the question. */
export async function showRegions(
  turn: Turn,
  { db, log, toolbox }: RegionDeps,
): Promise<{ session: ToolSession; lastSeq: number }> {
  const { run, plan, progress } = turn;
  const { lastSeq: fromSeq, text: textBefore } = progress;
  const { model } = plan.choice;
  const writer = await openRunWriter({ db, run, model, fromSeq, textBefore });
  let { session } = progress;
  for (const [index, region] of plan.regions.entries()) {
    const version = region.version ?? plan.scope.find(({ id }) => id === region.document_id)?.version;
    if (version === undefined) continue;
    const shown = await toolbox.showRegion(
      { ...region, version, note: region.note ?? null },
      session,
      contextOf(turn, []),
    );
    for (const { event, data } of shown.events) await writer.emit(event, data);
    session = shown.session;
    const [picture] = shown.pictures;
    if (picture === undefined) continue;
    const at = { messageId: run.user_message_id, index, imageId: picture.id };
    await setRegionImage(db.executor, at).catch((error: unknown) =>
      log.warn({ err: error, runId: run.id }, 'picture of a place was not noted with its question'),
    );
  }
  return { session, lastSeq: await writer.close() };
}
