import type { ExportDocument, ExportMessage, ExportPicture } from '../export-document.ts';
import { type Block, plain, type Table } from '../text/blocks.ts';
import { cleanText } from '../text/clean-text.ts';
import type { Mark } from '../text/marks.ts';
import { readBlocks } from '../text/read-blocks.ts';
import type { Report, ReportBlock } from './report.ts';
import { collectSources, type Sources, shorten } from './sources.ts';
import { coverFacts, createInstantFormat, describeChecks, nameModel, statusNotices } from './wording.ts';

/** Lists of what failed a check or was not looked at; the manifest holds them whole. */
const listLength = 30;

interface Composing {
  sources: Sources;
  /** Shown for the message being told, or cited by it, by id. */
  pictures: ReadonlyMap<string, ExportPicture>;
  at(instant: string): string;
}

/** Puts an export into the order and words of a paper; how it looks is for who draws it. */
export function composeReport(document: ExportDocument): Report {
  const at = createInstantFormat(document.time_zone);
  const sources = collectSources(document);
  const blocks: ReportBlock[] = [
    {
      kind: 'cover',
      title: cleanText(document.title),
      subtitle: document.message_id === null ? 'Чат с документами' : 'Ответ по документам',
      facts: coverFacts(document, at).map(([name, value]) => [name, cleanText(value)]),
    },
  ];
  for (const message of document.messages) {
    const cited = new Set(message.citations.map(({ image_id }) => image_id));
    const own = document.pictures.filter(({ id, message_id }) => message_id === message.id || cited.has(id));
    const pictures = new Map(own.map((picture) => [picture.id, picture]));
    blocks.push(...composeMessage(message, { sources, pictures, at }));
  }
  if (sources.list.length > 0) {
    blocks.push({ kind: 'section', title: 'Источники' });
    blocks.push(...sources.list.map((source) => ({ kind: 'source' as const, source })));
  }
  return { title: cleanText(document.title), created_at: document.created_at, blocks };
}

const turnTitles = { user: 'Вопрос', assistant: 'Ответ', system: 'Сообщение системы' } as const;

function composeMessage(message: ExportMessage, composing: Composing): ReportBlock[] {
  const isQuestion = message.role === 'user';
  const text = readBlocks(message.content, {
    marks: isQuestion ? [] : marksOf(message, composing.sources),
    breaks: isQuestion,
    pictures: new Set(composing.pictures.keys()),
  });
  const meta = [composing.at(message.created_at), isQuestion ? null : nameModel(message.model)]
    .filter(Boolean)
    .join(' · ');
  const notice = isQuestion ? undefined : statusNotices[message.status];
  const shown = text.map((block): ReportBlock => {
    const picture = block.kind === 'picture' ? composing.pictures.get(block.id) : undefined;
    return picture === undefined ? block : { kind: 'figure', picture, caption: captionOf(picture) };
  });
  return [
    { kind: 'turn', title: turnTitles[message.role], meta, isQuestion },
    ...(notice === undefined ? [] : [warn(notice)]),
    ...shown,
    ...composeDiff(message),
    ...composeFigures(message, text, composing),
    ...composeChecks(message),
    ...composeNotExamined(message),
  ];
}

const placeKinds: ReadonlySet<string> = new Set(['page', 'sheet', 'block']);

function marksOf({ citations, checks }: ExportMessage, sources: Sources): Mark[] {
  const cited = citations
    .toSorted((a, b) => a.start - b.start)
    .map(
      (citation): Mark => ({
        start: citation.start,
        end: citation.end,
        inline: { kind: 'citation', source: sources.numberOf(citation) },
      }),
    );
  // Where to look is not what is told: a page that is right needs no mark.
  const claims = (checks?.claims ?? [])
    .filter(({ kind, status }) => status !== 'confirmed' || !placeKinds.has(kind))
    .map(({ end, status }): Mark => ({ start: end, end, inline: { kind: 'claim', status } }));
  return [...claims, ...cited];
}

const warn = (text: string, items: string[] = []): ReportBlock => ({
  kind: 'notice',
  tone: 'warning',
  text,
  items,
});

function composeChecks({ checks }: ExportMessage): ReportBlock[] {
  if (checks === null || checks.claims.length === 0) return composeConflicts(checks?.conflicts ?? []);
  const doubtful = checks.claims.filter(({ status }) => status !== 'confirmed');
  const items = doubtful.map(({ text, status, note }) => {
    const word = status === 'picture_only' ? 'только на рисунке' : 'не подтверждено';
    return `«${cleanText(text)}»\u00a0— ${word}${note === null ? '' : `: ${cleanText(note)}`}`;
  });
  return [
    {
      kind: 'notice',
      tone: checks.not_confirmed > 0 ? 'warning' : 'good',
      text: describeChecks(checks),
      items: cutList(items),
    },
    ...composeConflicts(checks.conflicts),
  ];
}

function composeConflicts(conflicts: readonly { message: string }[]): ReportBlock[] {
  if (conflicts.length === 0) return [];
  return [warn('Источники расходятся:', cutList(conflicts.map(({ message }) => cleanText(message))))];
}

function composeNotExamined({ not_examined }: ExportMessage): ReportBlock[] {
  if (not_examined.length === 0) return [];
  const items = not_examined.map(({ message, block_id, page, sheet }) => {
    const place = [
      page === null ? '' : `стр.\u00a0${page}`,
      sheet === null ? '' : `лист\u00a0${sheet}`,
      block_id === null ? '' : `блок\u00a0${block_id}`,
    ].filter(Boolean);
    return cleanText(place.length === 0 ? message : `${message} (${place.join(', ')})`);
  });
  return [{ kind: 'notice', tone: 'plain', text: 'Не просмотрено:', items: cutList(items) }];
}

function cutList(items: string[]): string[] {
  if (items.length <= listLength) return items;
  return [...items.slice(0, listLength), `… и ещё ${items.length - listLength}`];
}

/**
 * Cited pictures, places that the person drew, and those that the text shows inside a list or a quote; what stands in the
 * text itself is not repeated, and the others are named.
 */
function composeFigures(
  message: ExportMessage,
  text: readonly Block[],
  { pictures }: Composing,
): ReportBlock[] {
  const inText = new Set(text.flatMap((block) => (block.kind === 'picture' ? [block.id] : [])));
  const wanted = new Set([
    ...picturesInside(text),
    ...message.citations.flatMap(({ image_id }) => image_id ?? []),
    ...message.regions.flatMap(({ image_id }) => image_id ?? []),
  ]);
  const rest = [...pictures.values()].filter(({ id }) => !inText.has(id));
  const figures = rest.filter(({ id }) => wanted.has(id));
  const others = rest.filter(({ id }) => !wanted.has(id)).map(captionOf);
  return [
    ...figures.map((picture): ReportBlock => ({ kind: 'figure', picture, caption: captionOf(picture) })),
    ...(others.length === 0
      ? []
      : [{ kind: 'notice', tone: 'plain', text: 'Просмотрены также:', items: cutList(others) } as const]),
  ];
}

function picturesInside(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'picture') return [block.id];
    if (block.kind === 'quote') return picturesInside(block.blocks);
    return block.kind === 'list' ? block.items.flatMap(picturesInside) : [];
  });
}

export function captionOf({ name, label, page }: ExportPicture): string {
  const words = cleanText(label).replaceAll(/\s+/g, ' ').trim();
  const told = words === '' ? `стр.\u00a0${page}` : shorten(words, 300);
  return name === '' || told.startsWith(name) ? told : `${name}\u00a0— ${told}`;
}

function composeDiff({ diff }: ExportMessage): ReportBlock[] {
  if (diff.length === 0) return [];
  const cell = (text: string | null) => [plain(cleanText(text ?? '—'))];
  const table: Table = {
    kind: 'table',
    header: ['Что', 'Было', 'Стало', 'Что это меняет', 'Где'].map((title) => [plain(title)]),
    rows: diff.map(({ item, before, after, impact, evidence }) => [
      cell(item),
      cell(before),
      cell(after),
      cell(impact),
      cell(evidence.map(describeSide).join('; ') || null),
    ]),
    align: ['left', 'left', 'left', 'left', 'left'],
  };
  return [{ kind: 'heading', level: 3, inlines: [plain('Сравнение')] }, table];
}

function describeSide({ side, page, block_id }: ExportMessage['diff'][number]['evidence'][number]): string {
  const place = [page === null ? '' : `стр.\u00a0${page}`, block_id ?? ''].filter(Boolean).join(', ');
  return `${side === 'a' ? 'было' : 'стало'}: ${place || '—'}`;
}
