import type { Answer } from '@aizoomdoc/client';
import type { zoomView } from '@aizoomdoc/contracts';
import type { Style } from './style.ts';
import { formatNumber } from './text.ts';

type View = Answer<typeof zoomView>;
type Span = View['spans'][number];

/** A view: what it is, where it was saved, the exact text inside line by line. */
export function formatView(view: View, file: string | null, style: Style): string {
  const { view_id, label, width, height, dpi, shrink, bbox, spans } = view;
  const facts = [
    `${width}×${height} пикселей`,
    `${formatNumber(Math.round(dpi))} точек на дюйм`,
    shrink > 1 ? `уменьшено в ${formatNumber(Math.round(shrink * 10) / 10)} раза` : 'не уменьшено',
    bbox === null ? '' : `область ${bbox.map((side) => Number(side.toFixed(4))).join(',')}`,
  ];
  const head = [
    `${style.bold(view_id)} — ${label.replace(` · вид ${view_id}`, '')}`,
    style.dim(facts.filter(Boolean).join(', ')),
  ];
  return [...head, ...(file === null ? [] : [file]), '', linesOf(spans).join('\n')].join('\n').trimEnd();
}

/** Spans that stand on one line are printed on one. */
function linesOf(spans: readonly Span[]): string[] {
  const lines: { middle: number; text: string }[] = [];
  for (const { text, bbox } of spans) {
    const [, top, , bottom] = bbox;
    const line = lines.at(-1);
    if (line !== undefined && line.middle > top && line.middle < bottom) line.text += `  ${text}`;
    else lines.push({ middle: (top + bottom) / 2, text });
  }
  return lines.map(({ text }) => text);
}
