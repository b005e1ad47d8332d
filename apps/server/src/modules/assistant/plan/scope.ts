import type { RunExecution } from '#modules/chats';
import type { BlockSearch, OpenVersion, VersionTexts } from '#modules/documents';
import type { Actor } from '#platform/http/route.ts';
import type { ScopedDocument } from '../tools/toolbox-types.ts';

export type Conversation = Awaited<ReturnType<RunExecution['conversation']>>;

/** A version that a question is about, opened for reading. */
export type ScopedVersion = OpenVersion & { scoped: ScopedDocument };

/** What a question is about. */
export interface Scope {
  /** Whether somebody chose the documents; otherwise they are all that the person sees. */
  isChosen: boolean;
  versions: ScopedVersion[];
  /** Whether the pages of some of them can be drawn. */
  hasPictures: boolean;
}

export interface ScopeDeps {
  blocks: BlockSearch;
  texts: VersionTexts;
}

interface Wanted {
  documentId: string;
  /** `undefined` = the current one. */
  version: number | undefined;
  side: 'a' | 'b' | null;
}

/** The documents of a question: both sides of a comparison, else those of the chat, else all that the person sees; and those that the person drew on. */
export async function openScope(
  actor: Actor,
  { attachedIds, conversation }: { attachedIds: readonly string[]; conversation: Conversation },
  { blocks, texts }: ScopeDeps,
): Promise<Scope> {
  const { compare, regions } = conversation;
  const base: Wanted[] =
    compare === null
      ? (await blocks.scope(actor, attachedIds)).map(({ id }) => ({
          documentId: id,
          version: undefined,
          side: null,
        }))
      : [...side(compare.a, 'a'), ...side(compare.b, 'b')];
  const drawn = regions.filter(
    ({ document_id }) => !base.some(({ documentId }) => documentId === document_id),
  );
  const wanted = [
    ...base,
    ...drawn.map(({ document_id, version }) => ({ documentId: document_id, version, side: null })),
  ];
  const ids = [...new Set(wanted.map(({ documentId }) => documentId))];
  const visible = ids.length === 0 ? [] : await blocks.scope(actor, ids);
  const known = new Map(visible.map((document) => [document.id, document]));
  const refs = wanted.flatMap(({ documentId, version, side: of }) => {
    const document = known.get(documentId);
    return document === undefined ? [] : [{ documentId, version: version ?? document.version, side: of }];
  });
  const unique = [...new Map(refs.map((ref) => [`${ref.documentId} ${ref.version}`, ref])).values()];
  const opened = await texts.open(actor, unique);
  const versions = opened.map((version, at): ScopedVersion => {
    const of = unique.find((ref) => ref.documentId === version.document_id && ref.version === version.number);
    const { document_id: id, title, number } = version;
    return { ...version, scoped: { id, title, number: at + 1, version: number, side: of?.side ?? null } };
  });
  return {
    isChosen: compare !== null || attachedIds.length > 0 || regions.length > 0,
    versions,
    hasPictures: visible.some((document) => document.has_pictures),
  };
}

function side(
  refs: readonly { document_id: string; version?: number | undefined }[],
  of: 'a' | 'b',
): Wanted[] {
  return refs.map(({ document_id, version }) => ({ documentId: document_id, version, side: of }));
}
