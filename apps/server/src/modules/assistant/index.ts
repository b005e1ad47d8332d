export { type AssistantDeps, createAssistant } from './assistant.ts';
export { createToolbox } from './tools/toolbox.ts';
