export { findMark, findMarkInBlocks, type MarkPlace } from './find-mark.ts';
export { foldWord } from './homoglyphs.ts';
export {
  compareMarks,
  type FoundMark,
  findMarks,
  type MarkAgreement,
  normalizeMark,
  ocrKeyOf,
} from './marks.ts';
