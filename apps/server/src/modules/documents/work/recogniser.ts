import type { OcrEnvironment } from '@aizoomdoc/documents/ocr';
import type { Recogniser } from './recognise.ts';

export function createRecogniser(environment: OcrEnvironment): Recogniser {
  let found: ReturnType<Recogniser['find']> | undefined;
  const look = async () => (await import('@aizoomdoc/documents/ocr')).findOcrEngine(environment);
  return {
    find() {
      found ??= look();
      return found;
    },
  };
}
