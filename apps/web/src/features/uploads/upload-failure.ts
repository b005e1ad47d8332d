import { isApiError } from '@aizoomdoc/client';
import i18next from 'i18next';
import { describeError } from '#shared/api/describe-error.ts';
import type { ReportEntry, UploadFailure } from './upload-store.ts';

/** A refusal of `/api/uploads`, which speaks a protocol of its own. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What went wrong, in words that say what to do. */
export function toFailure(error: unknown): UploadFailure {
  const t = i18next.t;
  if (error instanceof UploadRefused) return { code: error.code, message: error.message, report: [] };
  const message = describeError(error, t);
  if (!isApiError(error)) return { code: 'network', message, report: [] };
  return { code: error.code, message, report: error.details.filter(isEntry) };
}

function isEntry(detail: unknown): detail is ReportEntry {
  const entry = detail as Partial<ReportEntry>;
  return typeof entry.file === 'string' && typeof entry.message === 'string' && entry.severity !== undefined;
}
