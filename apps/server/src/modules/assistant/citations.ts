import type { Citation } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { VersionBlock, VersionTexts } from '#modules/documents';
import { openPlanned } from './plan/open-planned.ts';
import type { Plan } from './plan/plan.ts';
import type { ScopedVersion } from './plan/scope.ts';
import { citationMarker, citedCodes, quoteFor, readQuotable } from './quote.ts';
import type { ShownPicture } from './tools/toolbox-types.ts';

export type PresentedCitation = z.input<typeof Citation>;

/** The evidence of an answer, and what it was found in. */
export interface Evidence {
  /** In order of appearance. */
  citations: PresentedCitation[];
  /** Block of each citation, by `n`. */
  blocks: ReadonlyMap<number, VersionBlock>;
  /** Picture of each citation, by `n`. */
  pictures: ReadonlyMap<number, ShownPicture>;
}

/** `[P3]`, in either alphabet, or a picture that stands in the answer. */
const pictureMarker = /\[[PР](\d{1,4})\]|!\[[^\n]*?\]\(\/api\/images\/([0-9a-f-]{36})\)/giu;
const mostCitations = 500;

/** Each `[code]` and `[P3]` of an answer that is a block of its documents or a picture that was shown. */
export async function findCitations(
  content: string,
  { plan, pictures }: { plan: Plan; pictures: readonly ShownPicture[] },
  texts: VersionTexts,
): Promise<Evidence> {
  const marks = [...content.matchAll(citationMarker), ...content.matchAll(pictureMarker)]
    .sort((a, b) => a.index - b.index)
    .slice(0, mostCitations);
  const versions = await openPlanned(plan, texts);
  const blocks = await texts.blocks(versions, citedCodes(content));
  const sources = blocks.map((block) => ({ block, quotable: readQuotable(block.text) }));
  const citations: PresentedCitation[] = [];
  const citedBlocks = new Map<number, VersionBlock>();
  const citedPictures = new Map<number, ShownPicture>();
  for (const mark of marks) {
    const n = citations.length + 1;
    const place = { n, start: mark.index, end: mark.index + mark[0].length };
    const before = content.slice(0, mark.index);
    const picture = pictureOf(mark, pictures);
    const source = picture === undefined ? pick(sources, mark, versions) : undefined;
    if (picture !== undefined) {
      citedPictures.set(n, picture);
      citations.push({ ...place, ...citePicture(picture, before, versions) });
    } else if (source !== undefined) {
      citedBlocks.set(n, source.block);
      citations.push({ ...place, ...citeBlock(source.block), quote: quoteFor(before, source.quotable) });
    }
  }
  return { citations, blocks: citedBlocks, pictures: citedPictures };
}

function pictureOf(mark: RegExpExecArray, pictures: readonly ShownPicture[]): ShownPicture | undefined {
  if (/^\[[PР]\d/iu.test(mark[0])) return pictures.find(({ name }) => name === `P${Number(mark[1])}`);
  return mark[0].startsWith('!') ? pictures.find(({ id }) => id === mark[2]) : undefined;
}

interface Source {
  block: VersionBlock;
  quotable: ReturnType<typeof readQuotable>;
}

/** `[code]`, or `[D2:code]` of one document. */
function pick(
  sources: readonly Source[],
  [, number, code]: RegExpExecArray,
  versions: readonly ScopedVersion[],
): Source | undefined {
  const meant =
    number === undefined ? undefined : versions.find(({ scoped }) => scoped.number === Number(number));
  // Of a document that is not there, the same code of another one is no evidence.
  if (number !== undefined && meant === undefined) return undefined;
  return sources.find(
    ({ block }) =>
      block.block_id === code &&
      (meant === undefined || (block.document_id === meant.document_id && block.version === meant.number)),
  );
}

function citeBlock({ document_id, document_title, version, page, sheet, block_id, bbox }: VersionBlock) {
  return { document_id, document_title, version, page, sheet, block_id, bbox };
}

function citePicture(picture: ShownPicture, before: string, versions: readonly ScopedVersion[]) {
  const { document_id, version, page, sheet, block_id, bbox, view_id, id: image_id } = picture;
  const document = versions.find((one) => one.document_id === document_id && one.number === version);
  const quote = picture.text.trim() === '' ? '' : quoteFor(before, readQuotable(picture.text));
  const document_title = document?.title ?? '';
  return { document_id, document_title, version, page, sheet, block_id, bbox, view_id, image_id, quote };
}
