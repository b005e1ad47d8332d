import type { VersionBlock } from '#modules/documents';
import { nearest } from './nearest.ts';
import { inDocument, pickVersions } from './scope.ts';
import { Refused, type ScopedVersion, tellRefusal, type Work } from './tool.ts';

/** A block that the model named, and its version. */
export interface NamedBlock {
  block: VersionBlock;
  version: ScopedVersion;
}

export interface NamedBlocks {
  blocks: NamedBlock[];
  /** As the model wrote them. */
  unknown: string[];
  /** What to tell of the unknown ones. */
  notes: string[];
}

const latin: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
};

interface WrittenCode {
  /** As it is cited, brackets and document taken off. */
  written: string;
  /** Of the document, where the model named one. */
  document: number | undefined;
  /** Spellings of it that a block may have. */
  codes: string[];
}

/** `[D2:9CXH-MNAX-4JL]`, in letters of either alphabet. */
function readCode(text: string): WrittenCode {
  const bare = text.trim().replace(/^\[|\]$/g, '');
  const [, number, rest] = /^[DД](\d{1,6})\s*:\s*(.*)$/iu.exec(bare) ?? [];
  const written = (rest ?? bare).trim();
  const capitals = [...written.toUpperCase()].map((sign) => latin[sign] ?? sign).join('');
  return {
    written,
    document: number === undefined ? undefined : Number(number),
    codes: [...new Set([capitals, written, written.toLowerCase()])],
  };
}

/** The blocks of the question's documents that the model named; a code that two documents share gives both. */
export async function findNamedBlocks(work: Work, texts: readonly string[]): Promise<NamedBlocks> {
  const wanted = [...new Map(texts.map((text) => [text.trim(), readCode(text)])).values()];
  const codes = [...new Set(wanted.flatMap((one) => one.codes))];
  const found = await work.deps.texts.blocks(work.versions, codes);
  const named: NamedBlocks = { blocks: [], unknown: [], notes: [] };
  for (const one of wanted) {
    const matches = await matching(work, one, found).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      named.notes.push(tellRefusal(error, work.session));
      return [];
    });
    if (matches.length === 0) named.unknown.push(one.written);
    const isNew = ({ block, version }: NamedBlock) =>
      !named.blocks.some((other) => other.version === version && other.block.block_id === block.block_id);
    named.blocks.push(...matches.filter(isNew));
  }
  return named;
}

/** @throws {Refused} */
async function matching(
  work: Work,
  { written, document, codes }: WrittenCode,
  found: readonly VersionBlock[],
): Promise<NamedBlock[]> {
  const matches = pickVersions(work, document).flatMap((version) =>
    found
      .filter(
        (block) =>
          block.document_id === version.document_id &&
          block.version === version.number &&
          codes.includes(block.block_id),
      )
      .map((block) => ({ block, version })),
  );
  if (matches.length > 0 || work.unknownCodes >= mostTold) return matches;
  work.unknownCodes += 1;
  throw await unknownCode(work, { written, document, codes });
}

const suggested = 3;
/** Unknown codes of one call that the model is told what is near them; a long list of them is made up anyway. */
const mostTold = 5;
/** Signs of a code that are compared. */
const longestCode = 40;
/** Codes that differ in more signs are not alike: what was named is no slip but made up. */
const mostSlips = 4;

/** The codes spelled most alike; instead of a made-up one, those that searches found, pictures first. */
async function suggest(work: Work, { written, document, codes }: WrittenCode) {
  const all = await work.deps.texts.codes(pickVersions(work, document));
  const candidates = all.map((row) => ({ ...row, text: row.code }));
  const near = nearest((codes[0] ?? written).slice(0, longestCode), candidates, suggested);
  if ((near[0]?.distance ?? 0) <= mostSlips) return near;
  const found = candidates.filter(({ code, version }) =>
    work.session.found.some((one) => one.block_id === code && one.document_id === version.document_id),
  );
  const pictures = found.filter(({ kind }) => kind === 'image');
  return found.length === 0 ? near : [...new Set([...pictures, ...found])].slice(0, suggested);
}

async function unknownCode(work: Work, { written, document, codes }: WrittenCode): Promise<Refused> {
  const key = `block ${document ?? ''} ${codes[0]}`;
  const message = `Блока ${written.slice(0, 80)} нет.`;
  if (work.session.refused.includes(key)) return new Refused(key, message, '');
  const near = await suggest(work, { written, document, codes });
  const places = near.map(({ code, page, kind, version }) => {
    const scoped = work.versions.find(({ id }) => id === version.id);
    const where = scoped === undefined ? '' : inDocument(work, scoped);
    return `${code} (${kind === 'image' ? 'изображение' : 'текст'},${where} стр.\u00a0${page})`;
  });
  const advice =
    places.length === 0
      ? 'В документах нет ни одного блока.'
      : `Ближайшие: ${places.join(', ')}. Коды берите из search_blocks или list_sheets.`;
  return new Refused(key, message, advice);
}
