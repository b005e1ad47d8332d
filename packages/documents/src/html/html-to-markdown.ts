import { type HtmlPiece, HtmlWriter } from './html-writer.ts';
import { scanHtml } from './scan-html.ts';

/** The pieces of a page and its title. */
export function readHtml(html: string): { title: string | null; pieces: HtmlPiece[] } {
  const writer = new HtmlWriter();
  let title: string | null = null;
  let inTitle = false;
  scanHtml(html, {
    open(name, attributes) {
      if (name === 'title') inTitle = true;
      else writer.open(name, attributes);
    },
    close(name) {
      if (name === 'title') inTitle = false;
      else writer.close(name);
    },
    text(data) {
      if (inTitle) title = `${title ?? ''}${data}`;
      else writer.text(data);
    },
  });
  return { title: (title as string | null)?.replace(/\s+/gu, ' ').trim() || null, pieces: writer.take() };
}

/** A fragment of HTML as Markdown; pictures are left out. */
export const htmlToMarkdown = (html: string): string => joinPieces(readHtml(html).pieces);

/** Pieces as one Markdown text; pictures are left out. */
export function joinPieces(pieces: readonly HtmlPiece[]): string {
  const parts: string[] = [];
  let before: HtmlPiece | null = null;
  for (const piece of pieces) {
    if (piece.kind === 'image') continue;
    if (before !== null) parts.push(isItem(before) && isItem(piece) ? '\n' : '\n\n');
    parts.push(piece.text);
    before = piece;
  }
  return parts.join('').trim();
}

const isItem = (piece: HtmlPiece) => piece.kind === 'text' && /^ *(?:-|\d+\.) /u.test(piece.text);
