import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { defineRoute } from './define-route.ts';
import { GenerationBounds, MediaResolution, ModelRef } from './models.ts';

const count = (max: number) => z.number().int().min(1).max(max);

/** What one run may spend; on exhaustion the model answers with what it has. */
export const RunBudget = z
  .object({
    /** Calls of models, the last of which gets no tools. */
    max_model_calls: count(100),
    max_pictures: z.number().int().min(0).max(500),
    /** Pixels of all pictures together. */
    max_pixels: z.number().int().min(0).max(2_000_000_000),
    /** Tokens of all prompts together. */
    max_input_tokens: count(50_000_000),
    /** US dollars; counts only models whose price is known. */
    max_cost_usd: z.number().positive().max(1000).nullable(),
    max_seconds: z.number().int().min(10).max(3600),
  })
  .meta({ id: 'RunBudget' });

/** What one user may spend in a day (UTC); `null` = no limit. Over it, answers are without AI. */
export const DailyBudget = z
  .object({
    max_runs: count(100_000).nullable(),
    max_input_tokens: count(1_000_000_000).nullable(),
    max_cost_usd: z.number().positive().max(100_000).nullable(),
  })
  .meta({ id: 'DailyBudget' });

const settings = {
  models: z.object({
    /** Models that may answer. For a user without the key of a profile's vendor, one stands in: of the same strength, the first first. */
    allowed: z.array(ModelRef).min(1).max(100),
    simple: ModelRef,
    /** Collects the evidence for `complex_answerer`. */
    complex_collector: ModelRef,
    complex_answerer: ModelRef,
    /** Summarises long conversations. */
    summary: ModelRef,
  }),
  /** The installation's own OpenAI-compatible endpoint. */
  compatible: z.object({
    /** `…/v1`; http only within a private network. */
    base_url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable(),
    /** Whether its models see pictures. */
    vision: z.boolean(),
    /** Largest prompt in tokens. */
    context_tokens: count(10_000_000),
  }),
  generation: z.object({
    temperature: z.number().min(0).max(2).nullable(),
    top_p: z.number().min(0).max(1).nullable(),
    thinking_budget: z.number().int().min(0).max(65_536).nullable(),
    media_resolution: MediaResolution,
    max_output_tokens: count(200_000),
    bounds: GenerationBounds,
  }),
  run_budget: RunBudget,
  daily_budget: DailyBudget,
  history: z.object({
    /** Last messages that go to the model as they are. */
    max_messages: z.number().int().min(0).max(200),
    /** Longer conversations are summarised beyond it. */
    max_tokens: z.number().int().min(500).max(500_000),
  }),
  /** Text of documents that a question begins with, tokens; smaller documents go whole. */
  context: z.object({ max_tokens: z.number().int().min(1000).max(900_000) }),
  pictures: z.object({
    /** Longest side, pixels. */
    max_side: z.number().int().min(512).max(4096),
    /** Pictures shown less dense than this many times must be zoomed before numbers are read. */
    zoom_over_shrink: z.number().min(1).max(10),
  }),
  /** Pictures and files of at least so many bytes are sent once, by the vendor's Files API. */
  provider_files: z.object({ enabled: z.boolean(), min_bytes: z.number().int().min(0).max(100_000_000) }),
  /** A prompt of at least so many tokens is cached at the vendor while a run goes on, where that costs less. */
  context_cache: z.object({
    enabled: z.boolean(),
    min_tokens: z.number().int().min(1024).max(1_000_000),
    ttl_seconds: z.number().int().min(60).max(3600),
  }),
};

export const SystemSettings = z
  .object({
    ...settings,
    compatible: settings.compatible.extend({ key_configured: z.boolean() }),
    /** Grows with every change. */
    version: z.number().int(),
    updated_by: Id.nullable(),
    updated_at: Instant.nullable(),
  })
  .meta({ id: 'SystemSettings' });

const { models, compatible, generation, history, context, pictures, provider_files, context_cache } =
  settings;

/** Absent = leave as it is. */
export const SystemSettingsPatch = z
  .object({
    models: models.partial(),
    compatible: compatible.extend({ api_key: z.string().trim().max(400).nullable() }).partial(),
    generation: generation.partial(),
    run_budget: RunBudget.partial(),
    daily_budget: DailyBudget.partial(),
    history: history.partial(),
    context: context.partial(),
    pictures: pictures.partial(),
    provider_files: provider_files.partial(),
    context_cache: context_cache.partial(),
    /** The version that was changed; another's change meanwhile is then a 409. */
    version: z.number().int(),
  })
  .partial()
  .meta({ id: 'SystemSettingsPatch' });

export const getSystemSettings = defineRoute({
  id: 'admin.get_system_settings',
  method: 'GET',
  path: '/api/admin/settings/system',
  tag: 'admin',
  summary: 'Системные настройки: модели, лимиты, границы',
  access: 'admin',
  success: { status: 200, kind: 'json', body: SystemSettings, description: 'Настройки' },
});

export const patchSystemSettings = defineRoute({
  id: 'admin.patch_system_settings',
  method: 'PATCH',
  path: '/api/admin/settings/system',
  tag: 'admin',
  summary: 'Изменить системные настройки; действуют со следующего сообщения',
  access: 'admin',
  body: SystemSettingsPatch,
  success: { status: 200, kind: 'json', body: SystemSettings, description: 'Новые настройки' },
  errors: ['conflict'],
});

/** A model that can be allowed. */
export const KnownModel = z
  .object({
    ...ModelRef.shape,
    context_tokens: z.number().int().nullable(),
    vision: z.boolean(),
    /** US dollars for a million tokens; `null` = unknown. */
    price: z
      .object({ input: z.number(), output: z.number(), cached_input: z.number().nullable() })
      .nullable(),
  })
  .meta({ id: 'KnownModel' });

export const listKnownModels = defineRoute({
  id: 'admin.list_models',
  method: 'GET',
  path: '/api/admin/models',
  tag: 'admin',
  summary: 'Известные модели с ценами; другие можно вписать по названию',
  access: 'admin',
  success: { status: 200, kind: 'list', body: KnownModel, description: 'Модели' },
});
