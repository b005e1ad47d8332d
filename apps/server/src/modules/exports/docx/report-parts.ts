import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  type FileChild,
  HeadingLevel,
  ImageRun,
  Paragraph,
  ShadingType,
  TabStopType,
  TextRun,
} from 'docx';
import type { Report, ReportBlock, Source } from '../report/report.ts';
import { toPart } from './blocks.ts';
import { fonts, ink, sizes, textWidth } from './look.ts';
import { placeholderOf } from './placeholder.ts';
import { sourceAnchor } from './runs.ts';

type Part<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { kind: Kind }>;

/** The body of the document. */
export function toReportParts({ blocks }: Report): FileChild[] {
  return blocks.flatMap(toReportPart);
}

function toReportPart(block: ReportBlock): FileChild[] {
  switch (block.kind) {
    case 'cover':
      return coverParts(block);
    case 'turn':
      return [turnPart(block)];
    case 'section':
      return [sectionPart(block)];
    case 'notice':
      return noticeParts(block);
    case 'figure':
      return figureParts(block);
    case 'source':
      return sourceParts(block.source);
    default:
      return toPart(block);
  }
}

function coverParts({ title, subtitle, facts }: Part<'cover'>): FileChild[] {
  const over = { text: `AIZoomDoc · ${subtitle}`, bold: true, size: sizes.small, color: ink.accent };
  const rule = { style: BorderStyle.SINGLE, size: 10, color: ink.accent, space: 6 } as const;
  return [
    new Paragraph({ children: [new TextRun(over)], spacing: { after: 60 } }),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      children: [new TextRun({ text: title, bold: true, size: sizes.cover, color: ink.text })],
      spacing: { after: 160 },
    }),
    ...facts.map(
      ([name, value], index) =>
        new Paragraph({
          children: [
            new TextRun({ text: `${name}\t`, size: sizes.small, color: ink.soft }),
            new TextRun({ text: value, size: sizes.small }),
          ],
          tabStops: [{ type: TabStopType.LEFT, position: 2100 }],
          indent: { left: 2100, hanging: 2100 },
          spacing: { after: index === facts.length - 1 ? 240 : 20 },
          ...(index === facts.length - 1 && { border: { bottom: rule } }),
        }),
    ),
  ];
}

function turnPart({ title, meta, isQuestion }: Part<'turn'>): Paragraph {
  const color = isQuestion ? ink.soft : ink.accent;
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    border: { left: { style: BorderStyle.SINGLE, size: 24, color, space: 8 } },
    indent: { left: 170 },
    spacing: { before: 320, after: 120 },
    children: [
      new TextRun({ text: title, bold: true, size: sizes.turn, color: ink.text }),
      new TextRun({ text: `   ${meta}`, bold: false, size: sizes.small, color: ink.soft }),
    ],
  });
}

function sectionPart({ title }: Part<'section'>): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    spacing: { before: 420, after: 140 },
    children: [new TextRun({ text: title, bold: true, size: sizes.section, color: ink.text })],
  });
}

const tones = { plain: ink.soft, good: ink.good, warning: ink.warning } as const;

function noticeParts({ tone, text, items }: Part<'notice'>): FileChild[] {
  const lines = [text, ...items.map((item) => `•\u00a0\u00a0${item}`)];
  return lines.map(
    (words, index) =>
      new Paragraph({
        children: [new TextRun({ text: words, size: sizes.small, bold: index === 0 && items.length > 0 })],
        shading: { type: ShadingType.CLEAR, fill: ink.wash },
        border: { left: { style: BorderStyle.SINGLE, size: 18, color: tones[tone], space: 8 } },
        indent: { left: 170 },
        spacing: { before: index === 0 ? 120 : 0, after: index === lines.length - 1 ? 180 : 0 },
      }),
  );
}

/** Widest and tallest picture, pixels of 1/96 inch. */
const widest = Math.floor(textWidth / 15);
const tallest = 560;

function figureParts({ picture, caption }: Part<'figure'>): FileChild[] {
  const { file, width, height } = picture;
  const words = (text: string) => new TextRun({ text, size: sizes.small, color: ink.soft });
  if (file === null || width === null || height === null) {
    return [new Paragraph({ children: [words(`[${caption}: картинки нет]`)] })];
  }
  const scale = Math.min(widest / width, tallest / height, 1);
  const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const image = new ImageRun({
    type: 'png',
    data: placeholderOf(picture),
    transformation,
    altText: { name: picture.name || picture.id, title: caption, description: caption },
  });
  return [
    new Paragraph({
      children: [image],
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 160, after: 60 },
    }),
    new Paragraph({ children: [words(caption)], spacing: { after: 200 } }),
  ];
}

function sourceParts({ number, title, place, code, quotes, missing }: Source): FileChild[] {
  const size = 20;
  const indent = { left: 460 };
  const label = new Bookmark({
    id: sourceAnchor(number),
    children: [new TextRun({ text: `${number}.`, bold: true, size, color: ink.accent })],
  });
  const where = `, ${place}${code === null ? '' : ', '}`;
  const small = (text: string, last: boolean) =>
    new Paragraph({
      children: [new TextRun({ text, size: sizes.small, color: ink.soft })],
      indent,
      spacing: { after: last ? 140 : 0 },
    });
  const below = [
    ...(missing ? ['Документа больше нет или он вам не виден.'] : []),
    ...quotes.map((quote) => `«${quote}»`),
  ];
  return [
    new Paragraph({
      children: [
        label,
        new TextRun({ text: '\t', size }),
        new TextRun({ text: title, bold: true, size }),
        new TextRun({ text: where, size }),
        ...(code === null ? [] : [new TextRun({ text: code, font: fonts.mono, size: sizes.small })]),
      ],
      indent: { ...indent, hanging: 460 },
      tabStops: [{ type: TabStopType.LEFT, position: 460 }],
      keepNext: below.length > 0,
      spacing: { after: below.length > 0 ? 20 : 140 },
    }),
    ...below.map((text, index) => small(text, index === below.length - 1)),
  ];
}
