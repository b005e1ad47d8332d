import type { KeyProvider, SystemSettingsService } from '#modules/settings';
import type { Ask, Line } from './ask.ts';
import type { ModelChoice } from './choice.ts';
import { createProviders, type ProvidersOptions } from './providers.ts';

export interface OpenLineDeps extends ProvidersOptions {
  system: Pick<SystemSettingsService, 'get' | 'readEndpointKey'>;
  readKey(userId: string, provider: KeyProvider): Promise<string | null>;
  /** Key of everybody without an own one; only the scripted model has such. */
  sharedGeminiKey: string | null;
}

export type OpenLine = (ask: Pick<Ask, 'choice' | 'run' | 'signal'>) => Promise<Line>;

/** The provider of a choice, with the key that a user's run may use and nobody else's. */
export function createOpenLine(deps: OpenLineDeps): OpenLine {
  const providers = createProviders(deps);

  async function keyOf(provider: ModelChoice['provider'], userId: string): Promise<string | null> {
    if (provider === 'extractive') return null;
    if (provider === 'compatible') return deps.system.readEndpointKey();
    const own = await deps.readKey(userId, provider);
    return own ?? (provider === 'gemini' ? deps.sharedGeminiKey : null);
  }

  return async ({ choice, run, signal }) => {
    const { compatible, provider_files } = await deps.system.get();
    const provider = providers.get(choice.provider, compatible.base_url);
    const options = { apiKey: await keyOf(choice.provider, run.user_id), signal };
    const receiver = {
      userId: run.user_id,
      provider: choice.provider,
      files: (provider_files.enabled && provider.files) || null,
      minBytes: provider_files.min_bytes,
      options,
    };
    return { provider, options, receiver };
  };
}
