import type { MissingFiles, VersionTexts } from '#modules/documents';
import type { RunError } from '../model-errors.ts';
import type { Scope, ScopedVersion } from './scope.ts';

export interface ReadableDeps {
  texts: VersionTexts;
  missingFiles: MissingFiles;
}

/** What is told of documents that cannot be read. */
export interface Readable {
  /** The run ends with it and no model is asked: it would answer from nothing. */
  refusal: RunError | null;
  warnings: { code: string; message: string }[];
  versions: ScopedVersion[];
}

/** Looks whether the chosen documents can be read at all: empty ones, and those whose file is gone, are named. */
export async function checkReadable(scope: Scope, deps: ReadableDeps): Promise<Readable> {
  if (!scope.isChosen) return uploadedNothing(scope);
  const faults: string[] = [];
  const versions: ScopedVersion[] = [];
  const missing = await deps.missingFiles(scope.versions.map(({ id }) => id));
  for (const version of scope.versions) {
    const fault = await faultOf(version, missing.get(version.id) ?? [], deps);
    if (fault === null) versions.push(version);
    else faults.push(fault);
  }
  if (versions.length > 0) {
    const warnings = faults.map((message) => ({ code: 'document_unreadable', message }));
    return { refusal: null, warnings, versions };
  }
  const refusal =
    faults.length === 0
      ? { code: 'no_documents', message: gone, retryable: true }
      : { code: 'documents_unreadable', message: `${faults.join(' ')} ${advice}`, retryable: true };
  return { refusal, warnings: [], versions };
}

const gone =
  'Документов, о которых этот чат, больше нет или они вам не видны. Прикрепите другие документы и повторите вопрос.';
const advice = 'Загрузите файл заново и повторите вопрос.';
const nothing = 'Документов пока нет: загрузите их в разделе «Документы».';

/** With nothing chosen and nothing to be seen a general question can still be answered. */
function uploadedNothing({ versions }: Scope): Readable {
  const warnings = versions.length === 0 ? [{ code: 'no_documents', message: nothing }] : [];
  return { refusal: null, warnings, versions };
}

async function faultOf(
  version: ScopedVersion,
  missing: readonly string[],
  { texts }: ReadableDeps,
): Promise<string | null> {
  const { title } = version;
  if (missing.length > 0) {
    const names = missing.map((name) => `«${name}»`).join(', ');
    return `Документ «${title}»: в хранилище нет файла ${names}.`;
  }
  if (await texts.hasText(version)) return null;
  const [page] = await texts.pages(version, { after: 0, limit: 1 });
  return page?.file_id ? null : `В документе «${title}» нет ни текста, ни изображений.`;
}
