/** Own property of an object, `undefined` of anything else. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** A filled string, or a number as one; `null` for the rest. */
export function textField(value: unknown, name: string): string | null {
  const found = field(value, name);
  if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}

/** The elements of an array, nothing of anything else. */
export function listField(value: unknown, name: string): unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Lines of pieces that are asked for in the order of the text, so one pass over it answers all. */
export function createLineFinder(text: string): (piece: string) => number | null {
  let counted = 0;
  let line = 1;
  let misses = 0;
  return (piece) => {
    // A piece that the file writes with escapes is not found; a few such searches are affordable, a million are not.
    const at = misses > 100 ? -1 : text.indexOf(piece, counted);
    if (at === -1) {
      misses += 1;
      return null;
    }
    for (
      let next = text.indexOf('\n', counted);
      next !== -1 && next < at;
      next = text.indexOf('\n', next + 1)
    ) {
      line += 1;
    }
    counted = at + piece.length;
    return line;
  };
}
