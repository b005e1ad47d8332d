/** From this length on V8 keeps a slice as a window into its whole text. */
const SHORTEST_WINDOW = 13;

/** The same string, but no window into a longer one, which would stay in memory with it. */
export const ownString = (text: string): string =>
  text.length < SHORTEST_WINDOW ? text : Buffer.from(text, 'utf16le').toString('utf16le');
