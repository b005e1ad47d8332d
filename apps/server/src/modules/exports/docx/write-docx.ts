import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TabStopType, TextRun } from 'docx';
import { unzipSync } from 'fflate';
import type { Report } from '../report/report.ts';
import { fonts, ink, page, sizes, textWidth } from './look.ts';
import { toReportParts } from './report-parts.ts';

/**
 * The parts of a Word document, by their names. Pictures are not in them yet: in the place of each stands its
 * placeholder, see `placeholderOf`.
 */
export async function writeDocx(report: Report): Promise<Record<string, Uint8Array>> {
  const { top, bottom, left, right, width, height } = page;
  const document = new Document({
    title: report.title,
    creator: 'AIZoomDoc',
    lastModifiedBy: 'AIZoomDoc',
    styles: {
      default: {
        document: {
          run: { font: fonts.text, size: sizes.body, color: ink.text, language: { value: 'ru-RU' } },
          paragraph: { spacing: { after: 110, line: 276 } },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: { width, height }, margin: { top, bottom, left, right } } },
        footers: { default: footer(report.title) },
        children: toReportParts(report),
      },
    ],
  });
  return unzipSync(await Packer.toBuffer(document));
}

function footer(title: string): Footer {
  const dress = { size: 16, color: ink.soft };
  const name = title.length > 70 ? `${title.slice(0, 69).toWellFormed()}…` : title;
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.LEFT,
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [
          new TextRun({ ...dress, text: `${name}\t` }),
          new TextRun({ ...dress, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
}
