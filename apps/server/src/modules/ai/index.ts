export { type Ai, createAi, type ModelChoice } from './ai.ts';
