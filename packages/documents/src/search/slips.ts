/** Whether so many slips — a letter changed, left out, put in, or two swapped — turn one word into the other. */
export const areWithin = (slips: number, a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > slips) return false;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = nextLine(a, b, { row, above, before });
    if (Math.min(...line) > slips) return false;
    [before, above] = [above, line];
  }
  return (above[b.length] ?? 0) <= slips;
};

/** A line of the table of distances between the beginnings of two words (Damerau, optimal string alignment). */
const nextLine = (
  a: string,
  b: string,
  { row, above, before }: { row: number; above: readonly number[]; before: readonly number[] },
): number[] => {
  const line = [row];
  for (let column = 1; column <= b.length; column++) {
    const changed = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
    const leftOut = (above[column] ?? 0) + 1;
    const putIn = (line[column - 1] ?? 0) + 1;
    line.push(Math.min(changed, leftOut, putIn));
    const isSwap = column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    if (isSwap) line[column] = Math.min(line[column] ?? 0, (before[column - 2] ?? 0) + 1);
  }
  return line;
};
