export { type AssistantDeps, createAssistant } from './assistant.ts';
export { traceRoutes } from './routes.ts';
export { createToolbox } from './tools/toolbox.ts';
