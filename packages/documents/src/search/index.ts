export { packedFormat } from './packed-document.ts';
export { createSearchIndex } from './search-index.ts';
export { stem } from './stem.ts';
export { type Token, type TokenKind, tokenize } from './tokens.ts';
export { type BlockRef, createVectorIndex, type Embedder, type VectorIndex } from './vector-index.ts';
