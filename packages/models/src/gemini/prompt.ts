import type {
  GenerationSettings,
  MediaResolution,
  MessagePart,
  ModelMessage,
  ModelRequest,
  ToolDefinition,
  ToolResult,
} from '../provider.ts';
import type { CallOptions, Prompt, PromptMessage } from './sdk.ts';
import { signedContent } from './signatures.ts';
import { thinkingOptions } from './thinking.ts';

type UserPart = Extract<PromptMessage, { role: 'user' }>['content'][number];
type FileData = Extract<UserPart, { type: 'file' }>['data'];
type FunctionTool = Extract<NonNullable<CallOptions['tools']>[number], { type: 'function' }>;

/** A request in the SDK's terms. */
export function toCallOptions(request: ModelRequest, signal: AbortSignal): CallOptions {
  const { tools, cachedContent, settings } = request;
  const { mediaResolution } = settings;
  const thinking = thinkingOptions(request.model, settings.thinkingBudget);
  return {
    prompt: toPrompt(request),
    abortSignal: signal,
    ...toSettings(settings),
    ...(thinking.reasoning && { reasoning: thinking.reasoning }),
    providerOptions: {
      google: {
        ...(thinking.thinkingConfig && { thinkingConfig: thinking.thinkingConfig }),
        ...(cachedContent && { cachedContent }),
        ...(mediaResolution && { mediaResolution: RESOLUTIONS[mediaResolution] }),
      },
    },
    // Gemini refuses tools and system prompts next to a cached prefix, which holds its own.
    ...(tools.length > 0 && !cachedContent && { tools: tools.map(toFunctionTool) }),
  };
}

const RESOLUTIONS: Record<MediaResolution, string> = {
  low: 'MEDIA_RESOLUTION_LOW',
  medium: 'MEDIA_RESOLUTION_MEDIUM',
  high: 'MEDIA_RESOLUTION_HIGH',
};

function toFunctionTool({ name, description, parameters }: ToolDefinition): FunctionTool {
  return { type: 'function', name, description, inputSchema: parameters as FunctionTool['inputSchema'] };
}

function toPrompt({ system, messages, cachedContent }: ModelRequest): Prompt {
  return [
    ...(cachedContent ? [] : system.filter(Boolean)).map(
      (content): PromptMessage => ({ role: 'system', content }),
    ),
    // Gemini answers a message without parts with 400; a stopped run leaves such answers behind.
    ...messages.map(toPromptMessage).filter(({ content }) => content.length > 0),
  ];
}

function toPromptMessage(message: ModelMessage): PromptMessage {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.content.filter(isFilled).map(toUserPart) };
    case 'assistant':
      return { role: 'assistant', content: signedContent(message) };
    case 'tool':
      return { role: 'tool', content: message.results.map(toToolPart) };
  }
}

function isFilled(part: MessagePart): boolean {
  return part.type !== 'text' || part.text !== '';
}

function toUserPart(part: MessagePart): UserPart {
  if (part.type === 'text') return { type: 'text', text: part.text };
  const { mediaType } = part;
  const data: FileData =
    part.type === 'image'
      ? { type: 'data', data: part.bytes }
      : { type: 'reference', reference: { google: part.uri } };
  return { type: 'file', mediaType, data };
}

function toToolPart({ id, name, output, isError }: ToolResult) {
  return {
    type: 'tool-result' as const,
    toolCallId: id,
    toolName: name,
    output: { type: isError ? ('error-text' as const) : ('text' as const), value: output },
  };
}

function toSettings({ temperature, topP, maxOutputTokens }: GenerationSettings) {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
  };
}
