export { startAnthropicServer } from './anthropic-server.ts';
export { type ConformanceCase, conformanceCases } from './conformance.ts';
export type { ConformanceHarness, ConformanceSubject, Timeouts } from './conformance-subject.ts';
export {
  type GeminiServer,
  type GeminiServerOptions,
  startGeminiServer,
} from './gemini-server.ts';
export { type OpenAiServerOptions, startOpenAiServer } from './openai-server.ts';
export {
  inWords,
  type Script,
  type ScriptedCall,
  type ScriptedFailure,
  type ScriptedPart,
  type ScriptedPicture,
  type ScriptedRequest,
  type ScriptedTurn,
} from './script.ts';
export { type ScriptedAssistantOptions, scriptedAssistant } from './scripted-assistant.ts';
export type { RecordedRequest, VendorServer, VendorServerOptions } from './vendor-server.ts';
