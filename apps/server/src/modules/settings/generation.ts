import type { GenerationBounds, Settings as UserSettings } from '@aizoomdoc/contracts';
import type { GenerationSettings } from '@aizoomdoc/models';
import type { z } from 'zod';
import { resolutions } from './check-system.ts';
import type { SystemSettingsValues } from './system-settings.ts';

type Bounds = z.output<typeof GenerationBounds>;
type Generation = Pick<
  z.output<typeof UserSettings>,
  'temperature' | 'top_p' | 'thinking_enabled' | 'thinking_budget' | 'media_resolution'
>;

/**
 * A user's wishes over the installation's defaults, within its bounds. What nobody set is left out: the model's own
 * default.
 */
export function effectiveGeneration(
  wishes: Generation,
  { generation }: Pick<SystemSettingsValues, 'generation'>,
): GenerationSettings {
  const { bounds } = generation;
  const within = withinBounds(wishes, bounds);
  return {
    temperature: within.temperature ?? generation.temperature ?? undefined,
    topP: within.top_p ?? generation.top_p ?? undefined,
    thinkingBudget: thinkingBudget(within, generation) ?? undefined,
    mediaResolution: within.media_resolution ?? generation.media_resolution,
    maxOutputTokens: generation.max_output_tokens,
  };
}

/** Values that are given, each at the nearer end when it is outside. */
export function withinBounds<T extends Partial<Generation>>(wishes: T, bounds: Bounds): T {
  const within: Partial<Generation> = {};
  for (const name of ['temperature', 'top_p', 'thinking_budget'] as const) {
    const value = wishes[name];
    if (typeof value === 'number') within[name] = clamp(value, bounds[name]);
  }
  const wanted = wishes.media_resolution;
  if (wanted) {
    const most = bounds.media_resolution.max;
    within.media_resolution = resolutions.indexOf(wanted) > resolutions.indexOf(most) ? most : wanted;
  }
  return { ...wishes, ...within };
}

function thinkingBudget(wishes: Generation, { bounds, thinking_budget }: SystemSettingsValues['generation']) {
  const range = bounds.thinking_budget;
  if (wishes.thinking_enabled === false) return range.min;
  // Who switches thinking on does not mean a default that switches it off.
  const fallback = wishes.thinking_enabled ? thinking_budget || null : thinking_budget;
  const budget = wishes.thinking_budget ?? fallback;
  // Without a number the model would think as long as it likes.
  return budget === null && range.max === 0 ? 0 : budget;
}

const clamp = (value: number, { min, max }: { min: number; max: number }) =>
  Math.min(Math.max(value, min), max);
