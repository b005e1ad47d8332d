export { type ConformanceCase, conformanceCases } from './conformance.ts';
export type { ConformanceHarness, ConformanceSubject, Timeouts } from './conformance-subject.ts';
export {
  type GeminiServer,
  type GeminiServerOptions,
  type RecordedRequest,
  startGeminiServer,
} from './gemini-server.ts';
export {
  inWords,
  type Script,
  type ScriptedFailure,
  type ScriptedPart,
  type ScriptedRequest,
  type ScriptedTurn,
} from './script.ts';
export { type ScriptedAssistantOptions, scriptedAssistant } from './scripted-assistant.ts';
