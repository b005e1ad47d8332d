import { setImmediate as pause } from 'node:timers/promises';
import { findMark, type MarkPlace } from '@aizoomdoc/documents';
import { z } from 'zod';
import type { VersionBlock } from '#modules/documents';
import { type Looked, noteFound, record } from './record.ts';
import { numbering, pickVersions } from './scope.ts';
import { type Answer, defineTool, documentNumber, modelSets, type ScopedVersion, type Work } from './tool.ts';

const schema = z.object({
  mark: z.string().trim().min(1).max(60).describe('Марка, шифр или обозначение целиком: «В3-14», «Ор-18»'),
  document: documentNumber.optional(),
});

/** Documents that are looked through letter by letter; of more, those blocks that the index names. */
const mostWhole = 30;
const mostCharacters = 8_000_000;
const indexed = 100;
/** Of one tier in an answer: blocks, lines of one block, and characters. */
const mostBlocks = 40;
const mostLines = 6;
const lineLength = 300;
const mostLength = 15_000;
/** Blocks between two pauses, so that others are served meanwhile. */
const slice = 25;

export const findMarkTool = defineTool({
  name: 'find_mark',
  description:
    'Находит все места, где стоит марка: знак в знак (В2 — не В21, В4-14 — не В4-14*), похожие латинские и русские буквы — одно и то же. exact — точно она; ocr_slips — возможные ошибки распознавания (Б3-14 вместо В3-14), их сверяйте с картинкой.',
  sets: modelSets,
  schema,
  describe: ({ mark }) => `Ищу марку «${mark}»`,
  run: find,
});

interface Found extends Looked {
  lines: string[];
}

type Tier = MarkPlace['match'];

async function find({ mark, document }: z.output<typeof schema>, work: Work): Promise<Answer> {
  const versions = pickVersions(work, document);
  const { tiers, isWhole } = await lookThrough(versions, mark, work);
  const all = [...tiers.mark, ...tiers.mark_ocr];
  noteFound(work, all);
  const exact = bounded(tiers.mark);
  const slips = bounded(tiers.mark_ocr);
  await record(work, 'found', [...exact, ...slips], mark);
  const hidden = all.length - exact.length - slips.length;
  return {
    output: {
      exact: exact.map((found) => present(found, work)),
      ocr_slips: slips.map((found) => present(found, work)),
      ...(hidden > 0 && { more_blocks: hidden }),
      ...(all.length === 0 && {
        note: `Марки «${mark}» нет ${isWhole ? 'ни в одном блоке' : 'в найденном'}.`,
      }),
      ...(!isWhole && { incomplete: 'Документов много, просмотрено не всё: назовите document.' }),
    },
  };
}

/** As many blocks as an answer has room for. */
function bounded(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  let length = 0;
  for (const one of found.slice(0, mostBlocks)) {
    length += one.lines.slice(0, mostLines).join('').length;
    if (length > mostLength) break;
    kept.push(one);
  }
  return kept;
}

async function lookThrough(versions: readonly ScopedVersion[], mark: string, work: Work) {
  const tiers: Record<Tier, Found[]> = { mark: [], mark_ocr: [] };
  let seen = 0;
  let characters = 0;
  for await (const { block, version } of blocksOf(versions, mark, work)) {
    work.context.signal.throwIfAborted();
    const text = block.reread ? `${block.text}\n${block.reread.text}` : block.text;
    characters += text.length;
    if (characters > mostCharacters) return { tiers, isWhole: false };
    seen += 1;
    if (seen % slice === 0) await pause();
    const places = Map.groupBy(findMark(mark, text), ({ match }) => match);
    for (const [match, some] of places) {
      const lines = linesOf(text, some);
      tiers[match].push({ block, version, lines, text: lines.join('\n') });
    }
  }
  return { tiers, isWhole: versions.length <= mostWhole };
}

async function* blocksOf(
  versions: readonly ScopedVersion[],
  mark: string,
  { deps: { texts } }: Work,
): AsyncGenerator<{ block: VersionBlock; version: ScopedVersion }> {
  if (versions.length <= mostWhole) {
    for (const version of versions)
      for await (const block of texts.everyBlock(version)) yield { block, version };
    return;
  }
  const hits = await texts.search(versions, { text: mark, limit: indexed });
  const blocks = await texts.blocks(
    versions,
    hits.map(({ block_id }) => block_id),
  );
  for (const hit of hits) {
    const block = blocks.find((one) => one.block_id === hit.block_id && one.document_id === hit.document_id);
    const version = versions.find(({ document_id }) => document_id === hit.document_id);
    if (block !== undefined && version !== undefined) yield { block, version };
  }
}

/** The lines where the places stand, each once; a long one is cut around the place. */
function linesOf(text: string, places: readonly MarkPlace[]): string[] {
  const lines = places.map(({ start, end }) => {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const to = text.indexOf('\n', end);
    const line = text.slice(from, to === -1 ? undefined : to);
    if (line.length <= lineLength) return line.trim();
    const at = Math.max(0, start - from - lineLength / 2);
    return `…${line.slice(at, at + lineLength).trim()}…`.toWellFormed();
  });
  return [...new Set(lines)];
}

function present({ block, lines }: Found, work: Work) {
  return {
    block_id: block.block_id,
    ...numbering(work, block),
    page: block.page,
    sheet: block.sheet,
    kind: block.kind,
    lines: lines.slice(0, mostLines),
    ...(lines.length > mostLines && { more_lines: lines.length - mostLines }),
  };
}
