/** A piece of a long text. */
export interface TextBlock {
  /** With the headings above it, where it does not start with one itself. */
  text: string;
  /** Line in the text where it starts, from 1. */
  line: number;
  /** Names of the headings above it, from the outermost. */
  path: string[];
}

/** A block that search can rank and a model can read whole. */
const TARGET_LENGTH = 2500;
/** A table or a paragraph longer than this is cut. */
const MAX_LENGTH = 6000;
const HEADING = /^(#{1,6})[ \t]+(\S.*)$/u;

/** A paragraph, a table or a heading with its place. */
interface Passage {
  lines: string[];
  line: number;
  length: number;
  /** Level of a heading, 0 of others. */
  level: number;
}

/**
 * Cuts a Markdown or plain text at headings and paragraphs. A block starts at a heading when the one before it holds enough, so many short sections
 * share one; a long table is cut between rows with its header repeated. Nothing is lost.
 */
export function textBlocks(text: string): TextBlock[] {
  const cutter = new BlockCutter();
  for (const passage of passagesOf(text)) cutter.take(passage);
  return cutter.finish();
}

class BlockCutter {
  private readonly blocks: TextBlock[] = [];
  private readonly path: { level: number; name: string }[] = [];
  private lines: string[] = [];
  private length = 0;
  private line = 1;
  private openPath: string[] = [];

  take(passage: Passage) {
    const enough = TARGET_LENGTH / (passage.level <= 2 ? 8 : 2);
    const startsSection = passage.level > 0 && this.length > enough;
    if (startsSection || (this.length > 0 && this.length + passage.length > TARGET_LENGTH)) this.close();
    if (passage.level > 0) this.enter(passage);
    if (this.lines.length === 0) {
      this.line = passage.line;
      this.openPath = this.path.map(({ name }) => name);
    }
    this.lines.push(...passage.lines, '');
    this.length += passage.length;
  }

  finish(): TextBlock[] {
    this.close();
    return this.blocks;
  }

  private enter(heading: Passage) {
    while ((this.path.at(-1)?.level ?? 0) >= heading.level) this.path.pop();
    this.path.push({ level: heading.level, name: HEADING.exec(heading.lines[0] ?? '')?.[2]?.trim() ?? '' });
  }

  private close() {
    const body = this.lines.join('\n').trim();
    if (body !== '')
      this.blocks.push({ text: withPath(body, this.openPath), line: this.line, path: this.openPath });
    this.lines = [];
    this.length = 0;
  }
}

/** A block inside a section says which. */
function withPath(body: string, path: readonly string[]): string {
  const own = HEADING.exec(body.slice(0, 500).split('\n')[0] ?? '')?.[2]?.trim();
  const above = own === undefined ? path : path.slice(0, path.lastIndexOf(own));
  return above.length === 0 ? body : `${above.join(' / ')}\n\n${body}`;
}

function passagesOf(text: string): Passage[] {
  const reading = new PassageReading();
  for (const line of text.split('\n')) reading.take(line);
  return reading.finish();
}

class PassageReading {
  private readonly passages: Passage[] = [];
  private lines: string[] = [];
  private length = 0;
  private start = 1;
  private number = 0;

  take(line: string) {
    this.number += 1;
    const level = HEADING.exec(line)?.[1]?.length ?? 0;
    if (line.trim() === '' || level > 0) this.close();
    else if (this.length > MAX_LENGTH) {
      const header = isRow(line) ? tableHeader(this.lines) : [];
      this.close();
      for (const row of header) this.add(row);
    }
    if (line.trim() === '') return;
    for (const piece of piecesOf(line)) {
      if (piece !== line) this.close();
      this.add(piece);
    }
    if (level > 0) this.close(level);
  }

  finish(): Passage[] {
    this.close();
    return this.passages;
  }

  private add(line: string) {
    if (this.lines.length === 0) this.start = this.number;
    this.lines.push(line);
    this.length += line.length + 1;
  }

  private close(level = 0) {
    if (this.lines.length > 0)
      this.passages.push({ lines: this.lines, line: this.start, length: this.length, level });
    this.lines = [];
    this.length = 0;
  }
}

const isRow = (line: string) => line.trimStart().startsWith('|');

function tableHeader(lines: readonly string[]): string[] {
  return lines.length > 1 && isRow(lines[0] ?? '') && /^[\s|:-]+$/u.test(lines[1] ?? '')
    ? lines.slice(0, 2)
    : [];
}

/** A line past all measure, cut at spaces where it has any. */
function piecesOf(line: string): string[] {
  if (line.length <= MAX_LENGTH * 2 || isRow(line)) return [line];
  const pieces: string[] = [];
  for (let at = 0; at < line.length; ) {
    const space = line.lastIndexOf(' ', at + MAX_LENGTH);
    const end = at + MAX_LENGTH >= line.length ? line.length : space > at ? space : at + MAX_LENGTH;
    pieces.push(line.slice(at, end));
    at = end;
  }
  return pieces;
}
