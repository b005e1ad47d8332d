export { createPrompts, type Prompts, type RunPrompts } from './prompts.ts';
export { promptRoutes } from './routes.ts';
