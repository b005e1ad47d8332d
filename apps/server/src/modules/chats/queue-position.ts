import type { Executor } from '#platform/db/database.ts';
import { appendEvents, listOpenRuns, type NewEvent, type RunRow, readMedianSeconds } from './run-store.ts';

/** The first words of every run; its execution begins with the same, so readers see them once. */
export const begun = {
  event: 'phase_started',
  data: { phase: 'processing', description: 'Разбираю вопрос' },
} as const satisfies NewEvent;

/** Tells a new run, behind which so many others are to end first, where it stands. */
export async function announceFirst(tx: Executor, run: RunRow, position: number): Promise<void> {
  const first = position === 0 ? begun : queuePosition(position, await readMedianSeconds(tx));
  await appendEvents(tx, { id: run.id, attempt: null }, [first]);
}

/** Tells those who waited behind a run that has just ended where they stand now. */
export async function announceMoved(tx: Executor, ended: RunRow): Promise<void> {
  const open = await listOpenRuns(tx, ended.chat_id);
  if (open.every(({ id }) => id < ended.id)) return;
  const median = await readMedianSeconds(tx);
  for (const [position, { id }] of open.entries()) {
    if (id > ended.id) await appendEvents(tx, { id, attempt: null }, [queuePosition(position, median)]);
  }
}

function queuePosition(position: number, medianSeconds: number | null): NewEvent {
  const wait = medianSeconds === null ? null : Math.max(1, Math.round(medianSeconds * position));
  return {
    event: 'queue_position',
    data: { position, estimated_wait_seconds: position === 0 ? 0 : wait },
  };
}
