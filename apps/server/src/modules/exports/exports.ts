import type { Transcript, Transcripts } from '#modules/chats';
import type { CitedVersions } from '#modules/documents';
import type { Clock } from '#platform/clock.ts';
import type { Actor, FileBody } from '#platform/http/route.ts';
import { collect } from './collect.ts';
import { exportFailed, exportTooLarge, nothingToExport } from './errors.ts';
import type { Format } from './export-document.ts';
import { RenderFailed, type RunExport } from './render/run-export.ts';

export interface ExportDeps {
  clock: Clock;
  transcripts: Transcripts;
  citedVersions: CitedVersions;
  runExport: RunExport;
}

export interface ExportRequest {
  format: Format;
  /** A ZIP with pictures; else one file. */
  package: boolean;
  time_zone: string;
  signal: AbortSignal;
}

/** What one export may hold; there is more of it in no chat that a person has read. */
const limits = { messages: 1000, characters: 4_000_000, examined: 10_000 } as const;
/** One more of each tells that there is too much. */
const read = { messages: limits.messages + 1, examined: limits.examined + 1 };

/** An answer or a chat as a file that stands by itself: text, pictures, and hashes of all evidence. */
export function createExports({ clock, transcripts, citedVersions, runExport }: ExportDeps) {
  async function render(
    actor: Actor,
    transcript: Transcript,
    { messageId, ...request }: ExportRequest & { messageId: string | null },
  ): Promise<FileBody> {
    const { messages, examined, chat } = transcript;
    if (messages.length === 0) throw nothingToExport();
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    const isTooLarge = messages.length > limits.messages || examined.length > limits.examined;
    if (isTooLarge || characters > limits.characters) throw exportTooLarge();
    const { format, package: isPackage, time_zone: timeZone, signal } = request;
    const about = { actor, transcript, messageId, createdAt: clock.now(), timeZone };
    const document = await collect(about, citedVersions);
    const { stream, size } = await runExport({ document, format, isPackage }, signal).catch(
      (error: unknown) => {
        throw error instanceof RenderFailed ? exportFailed(error) : error;
      },
    );
    const { extension, mimeType } = forms[format];
    const name = fileName(chat.title);
    return isPackage
      ? { stream, size, mimeType: 'application/zip', name: `${name}.${extension}.zip` }
      : { stream, size, mimeType, name: `${name}.${extension}` };
  }

  return {
    /** The branch that is shown. @throws 404 */
    async chat(actor: Actor, chatId: string, request: ExportRequest): Promise<FileBody> {
      const transcript = await transcripts.ofChat(actor, chatId, read);
      return render(actor, transcript, { ...request, messageId: null });
    },

    /** An answer with its question. @throws 404 */
    async message(
      actor: Actor,
      chatId: string,
      messageId: string,
      request: ExportRequest,
    ): Promise<FileBody> {
      const transcript = await transcripts.ofMessage(actor, chatId, messageId, read);
      return render(actor, transcript, { ...request, messageId });
    },
  };
}

export type Exports = ReturnType<typeof createExports>;

const forms: Record<Format, { extension: string; mimeType: string }> = {
  markdown: { extension: 'md', mimeType: 'text/markdown; charset=utf-8' },
  pdf: { extension: 'pdf', mimeType: 'application/pdf' },
  docx: {
    extension: 'docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
};

/** In signs that any file system takes. */
function fileName(title: string): string {
  const name = title
    .replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return (
    [...name]
      .slice(0, 80)
      .join('')
      .replace(/[. ]+$/, '') || 'Чат'
  );
}
