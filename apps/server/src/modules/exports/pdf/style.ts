/** Colours and measures of the paper, in points. */
export const ink = {
  text: '#1b2026',
  soft: '#5f6875',
  line: '#d5dae1',
  wash: '#f3f5f8',
  accent: '#1f4fbf',
  good: '#177245',
  warning: '#a15c07',
  bad: '#b3261e',
} as const;

export const page = { width: 595.28, height: 841.89, left: 62, right: 56, top: 58, bottom: 66 } as const;

export const textWidth = page.width - page.left - page.right;
export const pageBottom = page.height - page.bottom;

/** How a paragraph is set. */
export interface TextStyle {
  size: number;
  /** Height of a line, in sizes. */
  leading: number;
  color: string;
  bold?: true;
}

export const styles = {
  body: { size: 10, leading: 1.5, color: ink.text },
  small: { size: 8.5, leading: 1.45, color: ink.soft },
  caption: { size: 8.5, leading: 1.4, color: ink.soft },
  code: { size: 8.5, leading: 1.45, color: ink.text },
  title: { size: 21, leading: 1.22, color: ink.text, bold: true },
  section: { size: 14, leading: 1.3, color: ink.text, bold: true },
} as const satisfies Record<string, TextStyle>;

const headingSizes = [15, 13, 11.5, 10.5, 10, 10];

export function headingStyle(level: number): TextStyle {
  return { size: headingSizes[level - 1] ?? 10, leading: 1.3, color: ink.text, bold: true };
}
