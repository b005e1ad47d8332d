import type { SystemSettings } from '@aizoomdoc/contracts';
import { defaultModels } from '@aizoomdoc/models';
import type { z } from 'zod';

type Presented = z.output<typeof SystemSettings>;

/** The sections of the system settings, as they are stored. */
export type SystemSections = Omit<Presented, 'compatible' | 'version' | 'updated_by' | 'updated_at'> & {
  compatible: Omit<Presented['compatible'], 'key_configured'>;
};

const vendors = ['gemini', 'openai', 'anthropic'] as const;
const { simple, complex } = modelsOf('gemini');

/** What holds until an administrator changes it. */
export const systemDefaults: SystemSections = {
  // The quick model answers, collects and summarises; the strong one only answers from what was collected.
  models: {
    // Others stand in for users who have only that vendor's key.
    allowed: vendors.flatMap((vendor) => Object.values(modelsOf(vendor))),
    simple,
    complex_collector: simple,
    complex_answerer: complex,
    summary: simple,
  },
  // No endpoint; local models of today mostly see pictures and read 32 thousand tokens.
  compatible: { base_url: null, vision: true, context_tokens: 32_768 },
  generation: {
    // `null` is the model's own: vendors tune theirs, and some of their models take no other.
    temperature: null,
    top_p: null,
    thinking_budget: null,
    // Small print of drawings is lost below it.
    media_resolution: 'high',
    // A long table with its citations, and the thinking before it.
    max_output_tokens: 16_384,
    // As wide as the settings of a user go: an administrator narrows them.
    bounds: {
      temperature: { min: 0, max: 2 },
      top_p: { min: 0, max: 1 },
      thinking_budget: { min: 0, max: 32_768 },
      media_resolution: { max: 'high' },
    },
  },
  run_budget: {
    // Find, read, look, look closer, twice over, and answer.
    max_model_calls: 12,
    // A page with its quadrants and a few places on each of three sheets.
    max_pictures: 24,
    // About as many pictures of 2000 × 1600.
    max_pixels: 80_000_000,
    // Twelve prompts that grow to some 200 thousand tokens.
    max_input_tokens: 1_500_000,
    max_cost_usd: 2,
    // As long as a person waits for an analysis.
    max_seconds: 600,
  },
  // An engineer's busy day; the money is the limit that strong models meet first.
  daily_budget: { max_runs: 300, max_input_tokens: 30_000_000, max_cost_usd: 20 },
  // Ten questions with their answers; what is earlier is summarised.
  history: { max_messages: 20, max_tokens: 16_000 },
  // A small document whole, of a large one the places found for the question.
  context: { max_tokens: 24_000 },
  // The side beyond which vendors shrink pictures themselves; letters are lost when shrunk more than half as much again.
  pictures: { max_side: 2000, zoom_over_shrink: 1.5 },
  // Below it an upload costs more time than sending again.
  provider_files: { enabled: true, min_bytes: 20_000 },
  // The least that Gemini caches on request is 32 768 tokens for some models; runs end within five minutes.
  context_cache: { enabled: true, min_tokens: 32_768, ttl_seconds: 300 },
};

function modelsOf(provider: (typeof vendors)[number]) {
  const { simple, complex } = defaultModels[provider];
  return { simple: { provider, model: simple }, complex: { provider, model: complex } };
}
