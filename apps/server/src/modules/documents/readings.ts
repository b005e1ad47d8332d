import type { Config } from '#platform/config.ts';
import { createImport, type ImportDeps } from './import.ts';
import { createRecognition, type RecognitionDeps } from './recognition.ts';
import { createThreads } from './thread/threads.ts';
import { createDocumentWork, type DocumentWorkDeps } from './work/document-work.ts';
import { createRecogniser } from './work/recogniser.ts';

export interface ReadingDeps
  extends Omit<ImportDeps, 'work' | 'threads'>,
    Omit<RecognitionDeps, 'work' | 'recogniser'>,
    Omit<DocumentWorkDeps, 'executes' | 'recogniser' | 'threads'> {
  config: Pick<Config, 'role' | 'ocrEnabled' | 'programs'>;
}

/** Everything that reads documents: imports, what goes on after them, recognition. */
export function createReadings({ config, ...deps }: ReadingDeps) {
  const threads = createThreads();
  const recogniser = createRecogniser(config);
  const work = createDocumentWork({ ...deps, executes: config.role !== 'api', recogniser, threads });
  return {
    work,
    importFiles: createImport({ ...deps, threads, work }),
    threads,
    recognition: createRecognition({ ...deps, work, recogniser }),
  };
}
