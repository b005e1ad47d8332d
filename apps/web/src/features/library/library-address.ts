/** What the library's address says: which folder is open and what is looked for. */
export interface LibraryAddress {
  folder?: string;
  q?: string;
}

/** Reads the address; anything else in it is left out. */
export function parseLibraryAddress({ folder, q }: Record<string, unknown>): LibraryAddress {
  return {
    ...(typeof folder === 'string' && folder !== '' && { folder }),
    // A number in the address is a number here, too.
    ...((typeof q === 'string' || typeof q === 'number') && q !== '' && { q: String(q) }),
  };
}
