export { type Ai, type Answered, createAi } from './ai.ts';
export type { CallStage } from './call-store.ts';
export { extractiveChoice, type ModelChoice } from './choice.ts';
export type {
  Prompt,
  PromptMessage,
  PromptPart,
  PromptPicture,
} from './prompt.ts';
export { usageRoutes } from './routes.ts';
export { createUsage, type DayUsage } from './usage.ts';
