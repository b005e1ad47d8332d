export { LOW_CONFIDENCE, meanConfidence } from './confidence.ts';
export {
  type OcrEngine,
  OcrError,
  type OcrErrorCode,
  type OcrLayout,
  type OcrOptions,
  type OcrPicture,
  type OcrResult,
  type OcrWord,
} from './engine.ts';
export { findOcrEngine, type OcrAvailability, type OcrEnvironment } from './find-ocr-engine.ts';
export { type OcrPage, type OcrPageOptions, ocrPage, type RenderRegion, rereadBlock } from './ocr-page.ts';
