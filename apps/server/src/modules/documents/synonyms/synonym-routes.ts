import {
  createSynonym,
  deleteSynonym,
  listSynonyms,
  patchSynonym,
  rebuildSearch,
} from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Synonyms } from './synonyms.ts';

const ok = { ok: true as const };

export function synonymRoutes({ synonyms }: { synonyms: Synonyms }): Implementation[] {
  return [
    implement(listSynonyms, ({ query }) => synonyms.list(query)),
    implement(createSynonym, ({ body }) => synonyms.create(body)),
    implement(patchSynonym, ({ params, body }) => synonyms.patch(params.synonym_id, body)),
    implement(deleteSynonym, ({ params }) => synonyms.remove(params.synonym_id).then(() => ok)),
    implement(rebuildSearch, () => synonyms.rebuildSearch()),
  ];
}
