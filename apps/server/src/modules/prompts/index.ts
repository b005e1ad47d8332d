export { createPrompts, type Prompts } from './prompts.ts';
export { promptRoutes } from './routes.ts';
