export interface Alignment {
  a: number;
  b: number;
  c: number;
  d: number;
}

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Both pages: height over width; in OpenSeadragon a page is 1 wide. */
export interface Aspects {
  from: number;
  to: number;
}

/** What part of the later page lies where this part of the earlier one does. */
export function toLater({ a, b, c, d }: Alignment, bounds: Bounds, aspects: Aspects): Bounds {
  return {
    x: a * bounds.x + b,
    y: (c * (bounds.y / aspects.from) + d) * aspects.to,
    width: a * bounds.width,
    height: (c * bounds.height * aspects.to) / aspects.from,
  };
}

/** The way back: `x = (x' − b) / a`. */
export function inverse({ a, b, c, d }: Alignment): Alignment {
  return { a: 1 / a, b: -b / a, c: 1 / c, d: -d / c };
}
