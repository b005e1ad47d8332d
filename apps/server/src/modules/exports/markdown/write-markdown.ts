import type { ExportPicture } from '../export-document.ts';
import type { Report, ReportBlock, Source } from '../report/report.ts';
import type { Block, Inline, Table } from '../text/blocks.ts';
import { escapeMarkdown, writeInlines } from './write-inlines.ts';

/** Where a picture stands beside the text; `null` when there is none there. */
export type PicturePath = (picture: ExportPicture) => string | null;

/**
 * The report as Markdown (CommonMark with tables). Written anew out of its parts, so no tag, no address of a picture
 * and no script of the original gets into it.
 */
export function writeMarkdown(report: Report, picturePath: PicturePath): string {
  const parts = report.blocks.map((block) => writePart(block, picturePath)).filter((part) => part !== '');
  return `${parts.join('\n\n')}\n`;
}

function writePart(block: ReportBlock, picturePath: PicturePath): string {
  switch (block.kind) {
    case 'cover':
      return [
        `# ${escapeMarkdown(block.title)}`,
        block.facts.map(([name, value]) => `- **${name}:** ${escapeMarkdown(value)}`).join('\n'),
      ].join('\n\n');
    case 'turn':
      return `---\n\n## ${block.title}\n\n*${escapeMarkdown(block.meta)}*`;
    case 'section':
      return `---\n\n## ${block.title}`;
    case 'notice': {
      const items = block.items.map((item) => `> - ${escapeMarkdown(item)}`);
      return [`> **${escapeMarkdown(block.text)}**`, ...(items.length > 0 ? ['>', ...items] : [])].join('\n');
    }
    case 'figure':
      return writeFigure(picturePath(block.picture), escapeMarkdown(block.caption));
    case 'source':
      return writeSource(block.source);
    default:
      return writeBlock(block);
  }
}

function writeFigure(path: string | null, caption: string): string {
  return path === null ? `*\\[Рисунок: ${caption}\\]*` : `![${caption}](${path})\n\n*${caption}*`;
}

function writeSource({ number, title, place, code, quotes, missing }: Source): string {
  const where = `${escapeMarkdown(place)}${code === null ? '' : `, \`${code}\``}`;
  const lines = [
    `<a id="source-${number}"></a>\n**${number}.** **${escapeMarkdown(title)}**, ${where}`,
    ...(missing ? ['*Документа больше нет или он вам не виден.*'] : []),
    ...quotes.map((quote) => `«${escapeMarkdown(quote)}»`),
  ];
  return lines.join('  \n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return writeInlines(block.inlines);
    case 'heading':
      // The message's own headings stand below those of the export.
      return `${'#'.repeat(Math.min(6, block.level + 2))} ${writeInlines(withoutBreaks(block.inlines))}`;
    case 'list':
      return writeList(block);
    case 'quote':
      return indent(block.blocks.map(writeBlock).join('\n\n'), '> ', '> ');
    case 'code':
      return writeCodeBlock(block.text);
    case 'rule':
      return '* * *';
    case 'table':
      return writeTable(block);
    default:
      return `*${escapeMarkdown(block.caption)}*`;
  }
}

function writeList({ ordered, start, items }: Extract<Block, { kind: 'list' }>): string {
  return items
    .map((item, index) => {
      const sign = ordered ? `${start + index}. ` : '- ';
      return indent(item.map(writeBlock).join('\n\n'), sign, ' '.repeat(sign.length));
    })
    .join('\n');
}

function indent(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : others) + line)
    .map((line) => line.trimEnd())
    .join('\n');
}

function writeCodeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

const dashes = { left: '---', center: ':-:', right: '--:' } as const;

function writeTable({ header, rows, align }: Table): string {
  const row = (cells: readonly Inline[][]) =>
    `| ${header.map((_, index) => writeInlines(cells[index] ?? [])).join(' | ')} |`;
  const rule = `| ${header.map((_, index) => dashes[align[index] ?? 'left']).join(' | ')} |`;
  return [row(header), rule, ...rows.map(row)].join('\n');
}

const withoutBreaks = (inlines: readonly Inline[]) => inlines.filter(({ kind }) => kind !== 'break');
