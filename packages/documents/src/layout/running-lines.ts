import type { PageContent } from '../pdf/page-content.ts';
import { unionOf } from './rect.ts';
import type { Region } from './region.ts';
import { mainAngle, sheetOf, turned, turnedBack, type Word } from './sheet.ts';
import { linesOf } from './text-lines.ts';

/** A line at the upper or lower edge of a page. */
interface MarginLine {
  page: number;
  /** Its text with numbers made one, and its edge. */
  key: string;
  /** 0 for the line nearest the edge. */
  depth: number;
  /** Difference of the number in it and that of the page; `null` where it holds none. */
  offset: number | null;
  region: Region;
}

/** What the pages before have shown. */
export interface RunningMemory {
  /** Keys of lines that were found to run. */
  known: string[];
  /** Of the last pages: how often a key was seen. */
  seen: [string, number][];
}

export interface RunningLines {
  /** By page: places of the words that are headers and footers. */
  words: Map<number, Set<number>>;
  /** By page: one region for each running line that was not kept before. */
  regions: Map<number, Region[]>;
  memory: RunningMemory;
}

const zone = 0.115;
const linesAnEdge = 2;
const fewestPages = 3;
const fewestNumbered = 4;
const mostKnown = 5000;

/** Headers and footers of consecutive pages: lines at the edges that repeat, or that count the pages. Each is kept once. */
export function runningLines(pages: readonly PageContent[], memory: RunningMemory): RunningLines {
  const lines = pages.flatMap(marginLines);
  const runs = runsBy(lines, pages.length, memory);
  const known = new Set(memory.known);
  const words = new Map<number, Set<number>>();
  const fresh: { page: number; name: string; region: Region }[] = [];
  for (const line of lines.filter(runs)) {
    const { page, key, region } = line;
    words.set(page, new Set([...(words.get(page) ?? []), ...region.words.map((word) => word.index)]));
    const name = nameOf(key);
    // A bare number of a page says nothing.
    if (known.has(name) || !/\p{L}{2}/u.test(name)) continue;
    known.add(name);
    fresh.push({ page, name, region });
  }
  const said = textFinder(pages, words);
  const regions = new Map<number, Region[]>();
  for (const { page, name, region } of fresh) {
    // A header that changes with the topic repeats the topic's heading, here or a page before.
    if (said(page, name) || said(page - 1, name)) continue;
    regions.set(page, [...(regions.get(page) ?? []), region]);
  }
  const seen = [...counted(lines.map((line) => line.key))];
  return { words, regions, memory: { known: [...known].slice(-mostKnown), seen } };
}

/** Tells the lines that run from those that stand at an edge by chance. */
function runsBy(
  lines: readonly MarginLine[],
  pageCount: number,
  memory: RunningMemory,
): (line: MarginLine) => boolean {
  // «Аргументы» may head the text of three pages below their headers.
  const enough = (depth: number) => (depth === 0 ? fewestPages : Math.max(fewestPages, pageCount / 2));
  const known = new Set(memory.known);
  const seen = counted(lines.map((line) => line.key));
  for (const [key, count] of memory.seen) seen.set(key, (seen.get(key) ?? 0) + count);
  const offsets = counted(lines.flatMap((line) => numbering(line) ?? []));
  return (line) => {
    if (known.has(nameOf(line.key)) || (seen.get(line.key) ?? 0) >= enough(line.depth)) return true;
    const counts = numbering(line);
    return counts !== null && (offsets.get(counts) ?? 0) >= fewestNumbered;
  };
}

/** Left and right pages have their numbers at different ends. */
function nameOf(key: string): string {
  return `${key.slice(0, 1)}${plain(key.slice(1))}`;
}

/** Without numbers, in small letters. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[#\d\s]+/gu, ' ')
    .trim();
}

/** Tells whether the text of a page, headers and footers aside, says what a running line says. */
function textFinder(
  pages: readonly PageContent[],
  running: ReadonlyMap<number, ReadonlySet<number>>,
): (page: number, name: string) => boolean {
  const texts = new Map<number, string>();
  const textOf = (page: number) => {
    const content = pages.find((other) => other.page.number === page);
    const own = running.get(page);
    return plain((content?.words ?? []).flatMap(({ text }, at) => (own?.has(at) ? [] : text)).join(' '));
  };
  return (page, name) => {
    const text = texts.get(page) ?? textOf(page);
    texts.set(page, text);
    return ` ${text} `.includes(` ${name.slice(1)} `);
  };
}

/** Edge and offset: equal for lines that count pages alike. */
function numbering({ key, offset }: MarginLine): string | null {
  return offset === null ? null : `${key.slice(0, 1)}${offset}`;
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function marginLines(content: PageContent): MarginLine[] {
  const upright = sheetOf(content);
  const angle = mainAngle(upright.words);
  const sheet = turned(upright, angle);
  const level = sheet.words.filter((word) => word.angle === 0);
  const inZone = (word: Word) => (word.y0 + word.y1) / 2 / sheet.height;
  const top = linesOf(
    level.filter((word) => inZone(word) < zone),
    Infinity,
  ).slice(0, linesAnEdge);
  const bottom = linesOf(
    level.filter((word) => inZone(word) > 1 - zone),
    Infinity,
  ).slice(-linesAnEdge);
  const edges = [
    ...top.map((line, depth) => ({ line, depth, edge: '^' })),
    ...bottom.reverse().map((line, depth) => ({ line, depth, edge: '_' })),
  ];
  return edges.map(({ line, depth, edge }) => ({
    page: content.page.number,
    key: `${edge}${line.text.toLowerCase().replace(/\d+/gu, '#')}`,
    depth,
    offset: offsetOf(line.text, content.page.number),
    region: {
      kind: 'text',
      rect: turnedBack(unionOf([line]), sheet, angle),
      text: line.text,
      words: line.words,
      category: 'running',
    },
  }));
}

/** By the number at either end of the line. */
function offsetOf(text: string, page: number): number | null {
  const number =
    /^[-–—\s]*(\d{1,5})(?=\D|$)/u.exec(text)?.[1] ?? /(?<=\D)(\d{1,5})[-–—\s]*$/u.exec(text)?.[1];
  return number === undefined ? null : Number(number) - page;
}
