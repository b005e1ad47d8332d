export { type Ai, createAi } from './ai.ts';
export type { CallStage } from './call-store.ts';
export { extractiveChoice, type ModelChoice } from './choice.ts';
export { createOpenLine } from './open-line.ts';
export type { PromptMessage, PromptPart } from './prompt.ts';
export { usageRoutes } from './routes.ts';
export { createTraces, type Traces } from './traces.ts';
export { createUsage, type DayUsage } from './usage.ts';
