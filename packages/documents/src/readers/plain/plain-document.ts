import { buildDocument } from '../../bundle/build-document.ts';
import type { Reporter } from '../../bundle/report.ts';
import { emptySource, sourceBlock } from '../../bundle/source.ts';
import { textBlocks } from '../../bundle/text-blocks.ts';
import { tidyMarkdown } from '../../bundle/tidy-markdown.ts';
import { joinPieces, readHtml } from '../../html/html-to-markdown.ts';
import type { HtmlPiece } from '../../html/html-writer.ts';
import type { DocumentModel } from '../../model.ts';
import { plainPage } from '../../page.ts';
import { jsonMarkdown } from './json-markdown.ts';

/** What a plain document is made from. */
export interface PlainOptions {
  stem: string;
  reporter: Reporter;
  maxBlocks: number;
}

/** A text of any kind as one page of blocks; `null` where nothing is in it. */
export function plainDocument(
  kind: 'markdown' | 'html' | 'json',
  text: string,
  options: PlainOptions,
): DocumentModel | null {
  if (kind === 'html') {
    const { title, pieces } = readHtml(text);
    remarkPictures(options.reporter, pieces.filter((piece) => piece.kind === 'image').length);
    return piecesDocument(pieces, title, options);
  }
  const markdown = kind === 'json' ? jsonMarkdown(text, options.reporter) : text;
  const title =
    kind === 'json' ? null : (/^#[ \t]+(\S[^\n]{0,300})$/mu.exec(text.slice(0, 2000))?.[1]?.trim() ?? null);
  return textDocument(markdown, title, options);
}

/** Pictures of a page have no sheet to be shown on. */
export function remarkPictures(reporter: Reporter, count: number): void {
  if (count === 0) return;
  reporter.add({
    severity: 'warning',
    code: 'pictures_left_out',
    line: null,
    message: `Рисунки документа не прочитаны: ${count}. Если они важны, сохраните документ в PDF и загрузите его.`,
  });
}

/** The text of a page; its pictures are left out. */
export function piecesDocument(
  pieces: readonly HtmlPiece[],
  title: string | null,
  options: PlainOptions,
): DocumentModel | null {
  return textDocument(joinPieces(pieces), title ?? firstHeading(pieces), options);
}

const firstHeading = (pieces: readonly HtmlPiece[]) =>
  pieces.find((piece) => piece.kind === 'heading')?.text.replace(/^#+ /u, '') ?? null;

function textDocument(
  text: string,
  title: string | null,
  { stem, reporter, maxBlocks }: PlainOptions,
): DocumentModel | null {
  const source = emptySource();
  source.title = title;
  source.pages.set(1, plainPage(1));
  const found = textBlocks(tidyMarkdown(text));
  for (const block of found.slice(0, maxBlocks)) {
    source.blocks.push(
      sourceBlock({ code: null, kind: 'text', page: 1, line: block.line, text: block.text }),
    );
  }
  if (found.length > maxBlocks) {
    reporter.add({
      severity: 'warning',
      code: 'too_many_blocks',
      line: found[maxBlocks]?.line ?? null,
      message: `Документ слишком длинный: прочитаны первые ${maxBlocks} блоков из ${found.length}. Разделите его на части.`,
    });
  }
  if (source.blocks.length > 0) return buildDocument(source, stem, reporter);
  reporter.add({
    severity: 'error',
    code: 'no_text',
    line: null,
    message: 'В файле нет текста. Проверьте, тот ли файл выбран.',
  });
  return null;
}
