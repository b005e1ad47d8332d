import type { Config } from '#platform/config.ts';
import type { Recogniser } from './recognise.ts';

const switchedOff = {
  engine: null,
  missing: 'OCR выключен в настройках сервера (OCR_ENABLED=false). Попросите администратора включить его.',
};

/** What reads letters off pictures; looked for once, when it is first needed. */
export function createRecogniser(config: Pick<Config, 'ocrEnabled' | 'programs'>): Recogniser {
  let found: ReturnType<Recogniser['find']> | undefined;
  const look = async () => (await import('@aizoomdoc/documents/ocr')).findOcrEngine(config.programs);
  return {
    find() {
      found ??= config.ocrEnabled ? look() : Promise.resolve(switchedOff);
      return found;
    },
  };
}
