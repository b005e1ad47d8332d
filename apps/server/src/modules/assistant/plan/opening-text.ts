import { estimateTokens } from '@aizoomdoc/models';
import type { VersionBlock, VersionTexts } from '#modules/documents';
import type { ScopedVersion } from './scope.ts';

/** Text of documents that a question begins with. */
export interface OpeningText {
  /** Whole documents, or the best places found. */
  isWhole: boolean;
  text: string;
  /** Blocks whose text is there, as a session of tools names them. */
  read: string[];
}

/** Of more documents the whole text is not even tried. */
const wholeDocuments = 12;
const searchedBlocks = 30;
/** A block longer than this would crowd the others out; tools read the rest. */
const longestFound = 12_000;
/** UTF-16 units of a question that is searched for. */
const queryLength = 1000;

/** The whole text of small documents, else the best blocks of a search for the question, within `maxTokens`. */
export async function openingText(
  versions: readonly ScopedVersion[],
  { question, maxTokens }: { question: string; maxTokens: number },
  texts: VersionTexts,
): Promise<OpeningText> {
  const whole = versions.length <= wholeDocuments ? await wholeText(versions, maxTokens, texts) : null;
  return whole ?? foundText(versions, { question, maxTokens }, texts);
}

/** `null` when the documents do not fit. */
async function wholeText(
  versions: readonly ScopedVersion[],
  maxTokens: number,
  texts: VersionTexts,
): Promise<OpeningText | null> {
  const pieces: string[] = [];
  const read: string[] = [];
  let left = maxTokens;
  for (const version of versions) {
    let page = 0;
    for await (const block of texts.everyBlock(version)) {
      const heading = block.page === page ? '' : `${pageHeading(version, block)}\n\n`;
      page = block.page;
      const piece = heading + writeBlock(version, block, { isAlone: versions.length === 1 });
      left -= estimateTokens(piece);
      if (left < 0) return null;
      pieces.push(piece);
      read.push(readKeyOf(block));
    }
  }
  return { isWhole: true, text: pieces.join('\n\n'), read };
}

async function foundText(
  versions: readonly ScopedVersion[],
  { question, maxTokens }: { question: string; maxTokens: number },
  texts: VersionTexts,
): Promise<OpeningText> {
  const text = question.slice(0, queryLength);
  const hits = await texts.search(versions, { text, limit: searchedBlocks });
  const blocks = await texts.blocks(versions, [...new Set(hits.map(({ block_id }) => block_id))]);
  const pieces: string[] = [];
  const read: string[] = [];
  let left = maxTokens;
  for (const hit of hits) {
    const block = blocks.find(
      (one) =>
        one.block_id === hit.block_id && one.document_id === hit.document_id && one.version === hit.version,
    );
    const version = versions.find((one) => one.document_id === hit.document_id && one.number === hit.version);
    if (block === undefined || version === undefined || block.text.length > longestFound) continue;
    const piece = `${pageHeading(version, block)}\n\n${writeBlock(version, block, { isAlone: versions.length === 1 })}`;
    const tokens = estimateTokens(piece);
    if (tokens > left) continue;
    left -= tokens;
    pieces.push(piece);
    read.push(readKeyOf(block));
  }
  return { isWhole: false, text: pieces.join('\n\n'), read };
}

function pageHeading({ scoped }: ScopedVersion, { page, sheet, sheet_title }: VersionBlock): string {
  const named = sheet === null ? '' : `, лист ${sheet}`;
  const title = sheet_title === null ? '' : ` «${sheet_title}»`;
  return `## D${scoped.number}, стр.\u00a0${page}${named}${title}`;
}

const kinds = { text: 'текст', table: 'таблица', image: 'изображение' } as const;

/** A block as the model reads it: its code as it is cited, what it is, its text. */
export function writeBlock(
  { scoped }: ScopedVersion,
  block: VersionBlock,
  { isAlone }: { isAlone: boolean },
): string {
  const code = isAlone ? block.block_id : `D${scoped.number}:${block.block_id}`;
  const notes = [
    kinds[block.kind],
    ...(block.linked_block_id === null ? [] : [`связан с ${block.linked_block_id}`]),
    ...(block.text_source === 'ocr' ? ['распознан'] : []),
    ...block.flags.map((flag) => flagWords[flag] ?? flag),
  ];
  return `[${code}] (${notes.join('; ')})\n${block.text.trim() === '' ? '(текста нет)' : block.text.trim()}`;
}

const flagWords: Readonly<Record<string, string>> = {
  empty: 'текста нет',
  empty_twin: 'текста нет, смотри связанный блок',
  repetition: 'распознавание повторяется, не верь',
  foreign_text: 'есть текст чужого этажа',
  low_confidence: 'распознан неуверенно',
  broken_text: 'буквы испорчены',
  leaked_marker: 'есть лишние метки',
  repaired_text: 'текст восстановлен',
};

/** How `ToolSession.read` names a block. */
export const readKeyOf = ({ document_id, version, block_id }: VersionBlock): string =>
  `${document_id} ${version} ${block_id}`;
