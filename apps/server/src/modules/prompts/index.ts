export { createPrompts, type Prompts, type PromptVersion, type RunPrompts } from './prompts.ts';
export { promptRoutes } from './routes.ts';
