import { createReadStream } from 'node:fs';
import { createGeminiProvider } from '@aizoomdoc/models';
import type { UploadForLlmDeps } from '#modules/files';
import type { Keys, SystemSettingsService } from '#modules/settings';
import type { Config } from '#platform/config.ts';

const timeoutMs = 120_000;

/** Hands files to Gemini's Files API with the user's own key, where there is one and the installation lets it. */
export function putForLlm(
  { config }: { config: Config },
  { keys, system }: { keys: Keys; system: SystemSettingsService },
): UploadForLlmDeps['put'] {
  const { files } = createGeminiProvider({ baseUrl: config.services.GEMINI_BASE_URL });
  return async (actor, { path, size, name: displayName, mimeType: mediaType }, signal) => {
    const apiKey = await keys.read(actor.userId, 'gemini');
    const { provider_files: allowed } = await system.get();
    if (apiKey === null || !allowed.enabled || files === undefined) return null;
    return files.upload(
      { bytes: createReadStream(path), size, mediaType, displayName },
      { apiKey, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) },
    );
  };
}
