import type { TFunction } from 'i18next';
import type { SystemSettings } from './admin-queries.ts';

export type ModelRef = SystemSettings['models']['simple'];

export function modelKey({ provider, model }: ModelRef): string {
  return `${provider}:${model}`;
}

/** «Gemini · gemini-4-argon». */
export function modelName({ provider, model }: ModelRef, t: TFunction<'admin'>): string {
  return `${t(`models.providers.${provider}`)} · ${model}`;
}
