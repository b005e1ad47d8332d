import { ExternalHyperlink, InternalHyperlink, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import type { Inline, Look } from '../text/blocks.ts';
import { fonts, ink, sizes } from './look.ts';

/** What all runs of a paragraph share. */
export type RunDress = Pick<IRunOptions, 'size' | 'color' | 'bold' | 'italics'>;

export const sourceAnchor = (number: number) => `source_${number}`;

const claimWords = {
  confirmed: { text: '✓', color: ink.good, superScript: true },
  picture_only: { text: '\u00a0только на\u00a0рисунке', color: ink.warning, size: sizes.mark },
  not_confirmed: { text: '\u00a0не\u00a0подтверждено', color: ink.bad, size: sizes.mark },
} as const;

/** Inlines as the children of a paragraph. */
export function toRuns(inlines: readonly Inline[], dress: RunDress = {}): ParagraphChild[] {
  return inlines.map((inline) => toRun(inline, dress));
}

function toRun(inline: Inline, dress: RunDress): ParagraphChild {
  switch (inline.kind) {
    case 'break':
      return new TextRun({ break: 1 });
    case 'citation': {
      const text = `[${inline.source}]`;
      const run = new TextRun({ ...dress, text, color: ink.accent, superScript: true });
      return new InternalHyperlink({ anchor: sourceAnchor(inline.source), children: [run] });
    }
    case 'claim':
      return new TextRun({ ...dress, ...claimWords[inline.status] });
    default:
      return toTextRun(inline.text, inline.look, dress);
  }
}

function toTextRun(text: string, look: Look, dress: RunDress): ParagraphChild {
  const run = new TextRun({
    ...dress,
    text,
    ...(look.bold && { bold: true }),
    ...(look.italic && { italics: true }),
    ...(look.strike && { strike: true }),
    ...(look.mono && { font: fonts.mono }),
    ...(look.script === 'super' && { superScript: true }),
    ...(look.script === 'sub' && { subScript: true }),
    ...(look.href !== undefined && { color: ink.accent, underline: {} }),
  });
  return look.href === undefined ? run : new ExternalHyperlink({ link: look.href, children: [run] });
}
