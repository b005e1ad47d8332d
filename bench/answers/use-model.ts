import type { Client } from '@aizoomdoc/client';
import {
  getMe,
  getSystemSettings,
  patchSettings,
  patchSystemSettings,
  putGeminiKey,
  putProviderKey,
} from '@aizoomdoc/contracts';
import { UsageError } from '../lib/program.ts';

const PROVIDERS = ['gemini', 'openai', 'anthropic', 'compatible'] as const;

/** The model that is to answer. */
export interface ModelOptions {
  provider: (typeof PROVIDERS)[number];
  model: string;
  profile: 'simple' | 'complex';
  apiKey: string | null;
  /** Of the OpenAI-compatible endpoint. */
  baseUrl: string | null;
}

/** Reads `provider:model`. @throws UsageError naming what is wrong */
export function readModel(name: string): Pick<ModelOptions, 'provider' | 'model'> {
  const [, vendor, model] = /^([^:]+):(.+)$/u.exec(name) ?? [];
  const provider = PROVIDERS.find((one) => one === vendor);
  if (provider === undefined || model === undefined) {
    throw new UsageError(`--model: нужно поставщик:модель, поставщик — ${PROVIDERS.join(', ')}`);
  }
  return { provider, model };
}

/** Makes a model answer this user's questions, in every role; disposing gives the server its models and the user the profile back. */
export async function useModel(client: Client, options: ModelOptions): Promise<AsyncDisposable> {
  const { provider, model, profile, apiKey, baseUrl } = options;
  const [before, me] = [await client.call(getSystemSettings), await client.call(getMe)];
  const one = { provider, model };
  if (provider === 'compatible') {
    const compatible = { api_key: apiKey, ...(baseUrl !== null && { base_url: baseUrl }) };
    await client.call(patchSystemSettings, { body: { compatible } });
  } else if (apiKey !== null) {
    await putKey(client, provider, apiKey);
  }
  const models = {
    allowed: [...before.models.allowed, one],
    simple: one,
    complex_collector: one,
    complex_answerer: one,
    summary: one,
  };
  await client.call(patchSystemSettings, { body: { models } });
  await client.call(patchSettings, { body: { model_profile: profile } });
  return {
    async [Symbol.asyncDispose]() {
      await client.call(patchSystemSettings, { body: { models: before.models } });
      await client.call(patchSettings, { body: { model_profile: me.settings.model_profile } });
    },
  };
}

async function putKey(client: Client, provider: 'gemini' | 'openai' | 'anthropic', apiKey: string) {
  const body = { api_key: apiKey };
  if (provider === 'gemini') await client.call(putGeminiKey, { body });
  else await client.call(putProviderKey, { params: { provider }, body });
}
