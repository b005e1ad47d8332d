import type { PageStamp } from '../model.ts';
import type { PageContent } from '../pdf/page-content.ts';
import { type LabelledDrawing, splitDense } from './dense-drawings.ts';
import { drawingText, labelDrawings } from './drawing-labels.ts';
import { drawingRegions } from './drawing-regions.ts';
import { findCells } from './grid-cells.ts';
import { noteGroups } from './note-groups.ts';
import { type FlowItem, readingOrder } from './page-flow.ts';
import type { TypeNorms } from './paragraphs.ts';
import { isScan, pictureRegions } from './pictures.ts';
import { grown, heightOf, holdsMiddle, overlapX, type Rect, unionOf, widthOf } from './rect.ts';
import type { Region } from './region.ts';
import { ruleLines } from './rule-lines.ts';
import { type FoundTable, ruledTables } from './ruled-table.ts';
import { mainAngle, type QuarterTurn, type Sheet, sheetOf, turned, turnedBack, type Word } from './sheet.ts';
import { findStamp } from './stamp/find-stamp.ts';
import { stampText } from './stamp/stamp-text.ts';
import { linesOf, type TextLine, textOf } from './text-lines.ts';
import { textRegions } from './text-regions.ts';

/** One page taken apart; rectangles in points as seen. */
export interface PageLayout {
  /** In reading order; the stamp last. */
  regions: Region[];
  stamp: { fields: Omit<PageStamp, 'bbox'>; rect: Rect } | null;
}

/** Gap between words of one line, in sizes of the type; a wider one parts columns and cells. */
const widestGap = 1.6;

const none: ReadonlySet<number> = new Set();

/** Takes a page apart; `running` are the places of words of headers and footers, which stay out of the flow. */
export function layoutPage(content: PageContent, running = none): PageLayout {
  const upright = sheetOf(content);
  const angle = mainAngle(upright.words);
  const sheet = turned(upright, angle);
  const lines = ruleLines(sheet.rules);
  const cells = findCells(lines);
  const stamp = findStamp(sheet, cells);
  const unstamped = sheet.words.filter((word) => stamp === null || !holdsMiddle(stamp.rect, word));
  const outside = stamp === null ? cells : cells.filter((cell) => !holdsMiddle(grown(stamp.rect, 2), cell));
  const tables = ruledTables(outside, { ...sheet, words: unstamped });
  // The head of a table that goes on over pages runs too, and stays.
  const tabled = new Set(tables.flatMap((table) => table.words));
  const words = unstamped.filter((word) => tabled.has(word) || !running.has(word.index));
  const regions = bodyRegions({ ...sheet, words }, tables, stamp === null ? [] : [stamp.rect]);
  if (stamp !== null) regions.push(stampRegion(stamp, sheet));
  return {
    regions: regions.map((region) => ({ ...region, rect: turnedBack(region.rect, sheet, angle) })),
    stamp: stamp === null ? null : { fields: stamp.fields, rect: turnedBack(stamp.rect, sheet, angle) },
  };
}

function bodyRegions(sheet: Sheet, tables: readonly FoundTable[], stamps: readonly Rect[]): Region[] {
  const inTables = new Set(tables.flatMap((table) => table.words));
  const { placed, inline } = partPictures(sheet);
  const lines = freeLines(sheet, inTables);
  const captions = captionsOf(tables, lines);
  const captioned = new Set(captions.flatMap((caption) => caption ?? []));
  const notes = noteGroups(lines.filter((line) => !captioned.has(line)));
  const noted = new Set(notes.flatMap((group) => group.lines));
  const free = lines.filter((line) => !captioned.has(line) && !noted.has(line));
  // The circle about a note's number is drawn, and is none of the drawing's.
  const besideNotes = notes.map(({ rect, lines: [first] }) => ({
    ...rect,
    x0: rect.x0 - 3 * (first?.size ?? 0),
  }));
  const taken = [...tables.map((table) => table.rect), ...stamps, ...placed, ...inline];
  const drawn = [...placed, ...drawingRegions(sheet, [...taken, ...besideNotes], free)];
  const { labels, rest } = labelDrawings(free, drawn, { ...sheet, stamped: stamps.length > 0 });
  const fixed: Region[] = [
    ...tables.map((table, index) => tableRegion(table, captions[index] ?? [])),
    ...splitDense(
      drawn.map((rect, index) => ({ rect, labels: labels[index] ?? [] })),
      sheet,
    ).map(drawingRegion),
  ];
  return inReadingOrder(fixed, [...rest, ...noted, ...inline.map(pictureLine)]);
}

/** A page of fewer words than this is not text over a picture of it. */
const fewWords = 5;
/** Formulas stand in the text; a picture this high, in points, stands for itself. */
const highestFormula = 76;

/** Pictures that stand for themselves, and those that stand in lines of text. */
function partPictures(sheet: Sheet): { placed: Rect[]; inline: Rect[] } {
  const prose = sheet.words.length >= 40;
  const pictures = pictureRegions(sheet.images).filter(
    (rect) => !isScan(rect, sheet) || sheet.words.length < fewWords,
  );
  const inText = (rect: Rect) =>
    prose && heightOf(rect) < highestFormula && widthOf(rect) > 1.5 * heightOf(rect);
  return { placed: pictures.filter((rect) => !inText(rect)), inline: pictures.filter(inText) };
}

/** A picture among lines, so that the reader of the text knows to look. */
function pictureLine(rect: Rect): TextLine {
  return { ...rect, words: [], text: '[рисунок]', size: heightOf(rect), angle: 0 };
}

/** Lines of every direction, of the words that are not taken. */
export function freeLines(sheet: Sheet, taken: ReadonlySet<Word> = new Set()): TextLine[] {
  const byAngle = Map.groupBy(
    sheet.words.filter((word) => !taken.has(word)),
    (word) => ((Math.round(word.angle / 90) * 90) % 360) as QuarterTurn,
  );
  return [...byAngle].flatMap(([angle, words]) => {
    if (angle === 0) return linesOf(words, widestGap);
    const side = turned({ ...sheet, words, rules: [], images: [], drawings: [] }, angle);
    return linesOf(side.words, widestGap).map((line) => ({
      ...line,
      ...turnedBack(line, side, angle),
      angle,
    }));
  });
}

const captionReach = 2.6;
const captionWord = /^(?:таблица|спецификация|ведомость|экспликация|состав|перечень|расч[её]т)/iu;

/** Lines that name each table: right above it, not prose. */
function captionsOf(tables: readonly FoundTable[], lines: readonly TextLine[]): TextLine[][] {
  return tables.map(({ rect }) => {
    const above = lines
      .filter((line) => line.angle === 0 && line.y1 <= rect.y0 + line.size * 0.5 && overlapX(line, rect) > 0)
      .filter((line) => line.x0 >= rect.x0 - line.size && line.x1 <= rect.x1 + line.size)
      .sort((a, b) => b.y0 - a.y0);
    const caption: TextLine[] = [];
    let edge = rect.y0;
    for (const line of above.slice(0, 3)) {
      if (edge - line.y1 > captionReach * line.size || /[.;,]$/u.test(line.text)) break;
      if (line.text.length > 120) break;
      caption.unshift(line);
      edge = line.y0;
      if (captionWord.test(line.text)) return caption;
    }
    return caption.slice(-1);
  });
}

function tableRegion({ rect, markdown, words }: FoundTable, caption: readonly TextLine[]): Region {
  const name = caption.map((line) => line.text).join(' ');
  return {
    kind: 'table',
    rect: unionOf([rect, ...caption]),
    text: name === '' ? markdown : `${name}\n\n${markdown}`,
    words: [...caption.flatMap((line) => line.words), ...words],
    category: null,
  };
}

function drawingRegion({ rect, labels }: LabelledDrawing): Region {
  return {
    kind: 'image',
    rect: unionOf([rect, ...labels]),
    text: drawingText(labels),
    words: labels.flatMap((line) => line.words),
    category: null,
  };
}

interface Item extends FlowItem {
  region: Region | null;
}

function inReadingOrder(fixed: readonly Region[], lines: readonly TextLine[]): Region[] {
  const level = lines.filter((line) => line.angle === 0);
  const sideways = lines.filter((line) => line.angle !== 0);
  const items: Item[] = [
    ...fixed.map((region) => ({ ...region.rect, line: null, region })),
    ...level.map((line) => ({ x0: line.x0, y0: line.y0, x1: line.x1, y1: line.y1, line, region: null })),
  ];
  const norms = normsOf(level.flatMap((line) => line.words));
  const regions = readingOrder(items).flatMap((run) => regionsOfRun(run, norms));
  if (sideways.length > 0) regions.push(sidewaysRegion(sideways));
  return regions;
}

function regionsOfRun(run: readonly Item[], norms: TypeNorms): Region[] {
  const regions: Region[] = [];
  let lines: TextLine[] = [];
  for (const { line, region } of run) {
    if (line !== null) lines.push(line);
    if (region === null) continue;
    regions.push(...textRegions(lines, norms), region);
    lines = [];
  }
  return [...regions, ...textRegions(lines, norms)];
}

/** Text along the margin: «Инв. № подл.», «Согласовано». */
function sidewaysRegion(lines: readonly TextLine[]): Region {
  const words = lines.flatMap((line) => line.words);
  return { kind: 'text', rect: unionOf(lines), text: textOf(words, '\n'), words, category: null };
}

/** Fewer words in capitals are a title page. */
const fewestCapitals = 40;

function normsOf(words: readonly Word[]): TypeNorms {
  const letters = new Map<number, number>();
  for (const { size, text } of words) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  const [[size] = [10]] = [...letters].sort((a, b) => b[1] - a[1]);
  const spelt = words.filter(({ text }) => /\p{L}{2}/u.test(text));
  const capitals = spelt.filter(({ text }) => !/\p{Ll}/u.test(text)).length;
  return { size, capitals: capitals >= fewestCapitals && capitals > 0.6 * spelt.length };
}

function stampRegion(stamp: NonNullable<ReturnType<typeof findStamp>>, sheet: Sheet): Region {
  return {
    kind: 'text',
    rect: stamp.rect,
    text: stampText(stamp.fields),
    words: sheet.words.filter((word) => holdsMiddle(stamp.rect, word)),
    category: 'stamp',
  };
}
