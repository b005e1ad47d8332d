/** `[a, b, c, d, e, f]` as PDF writes it: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export type Matrix = [number, number, number, number, number, number];
export type Point = [number, number];

/** Where `matrix` takes a point. */
export function transform([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** First `inner`, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d] = outer;
  const [e, f] = transform(outer, [inner[4], inner[5]]);
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    e,
    f,
  ];
}

/** The way back; the matrix of a view always has one. */
export function invert([a, b, c, d, e, f]: Matrix): Matrix {
  const determinant = a * d - b * c;
  const inverse: Matrix = [d / determinant, -b / determinant, -c / determinant, a / determinant, 0, 0];
  const [x, y] = transform(inverse, [e, f]);
  inverse[4] = -x;
  inverse[5] = -y;
  return inverse;
}

/** The upright rectangle between two opposite corners. */
export function rectangle([ax, ay]: Point, [bx, by]: Point): [number, number, number, number] {
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}
