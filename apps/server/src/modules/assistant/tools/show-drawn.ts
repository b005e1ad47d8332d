import { showPlace } from './show-pictures.ts';
import type { Work } from './tool.ts';
import type { DrawnRegion } from './toolbox-types.ts';

/** Room around what a person drew, of its side. */
const margin = 0.1;

/** Shows a place that a person drew in the question; of a document that is not there, nothing. */
export async function showDrawn(region: DrawnRegion, work: Work): Promise<void> {
  const version = work.versions.find(
    ({ document_id, number }) => document_id === region.document_id && number === region.version,
  );
  if (version === undefined) return;
  const { page, box, note } = region;
  const { actor, chatId, maxSide, messageId, signal } = work.context;
  const drawn = `region ${region.document_id} ${region.version} ${page} ${box.join(' ')}`;
  const query = { version: version.number, page, box, kind: 'region' as const, margin, maxSide, chatId };
  await showPlace(work, {
    ...{ version, page, drawn, sheet: null, blockId: null, isZoom: false },
    reason: note ?? 'Выделено в вопросе',
    make: () =>
      work.deps.views.create(actor, region.document_id, { ...query, seed: `${messageId} ${drawn}` }, signal),
  });
}
