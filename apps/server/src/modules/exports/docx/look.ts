/** Colours as Word takes them, sizes in half-points, distances in twentieths of a point. */
export const ink = {
  text: '1B2026',
  soft: '5F6875',
  line: 'D5DAE1',
  wash: 'F3F5F8',
  accent: '1F4FBF',
  good: '177245',
  warning: 'A15C07',
  bad: 'B3261E',
} as const;

export const fonts = { text: 'Calibri', mono: 'Consolas' } as const;

export const sizes = { body: 22, small: 18, table: 19, mark: 15, cover: 44, section: 30, turn: 26 } as const;

export const headingSizes = [30, 27, 24, 23, 22, 22] as const;

/** A4 and its margins. */
export const page = {
  width: 11906,
  height: 16838,
  left: 1240,
  right: 1120,
  top: 1134,
  bottom: 1240,
} as const;

export const textWidth = page.width - page.left - page.right;
