import { z } from 'zod';

export const ModelProfile = z.enum(['simple', 'complex']);
export const MediaResolution = z.enum(['low', 'medium', 'high']);

/** `compatible` is the installation's own OpenAI-compatible endpoint (Ollama, vLLM); `extractive` answers without AI. */
export const ModelProvider = z.enum(['gemini', 'openai', 'anthropic', 'compatible', 'extractive']);

export const ModelRef = z
  .object({ provider: ModelProvider.exclude(['extractive']), model: z.string().trim().min(1).max(200) })
  .meta({ id: 'ModelRef' });

/** Bounds of what a user may set; a value outside is brought to the nearer end when a run begins. */
export const GenerationBounds = z
  .object({
    temperature: z.object({ min: z.number().min(0).max(2), max: z.number().min(0).max(2) }),
    top_p: z.object({ min: z.number().min(0).max(1), max: z.number().min(0).max(1) }),
    thinking_budget: z.object({ min: z.number().int().min(0), max: z.number().int().min(0).max(65_536) }),
    media_resolution: z.object({ max: MediaResolution }),
  })
  .meta({ id: 'GenerationBounds' });
