import type { GenerationSettings, MessagePart, ModelMessage, ModelRequest, ToolResult } from '../provider.ts';
import type { CallOptions, Prompt, PromptMessage } from './sdk.ts';
import { signedContent } from './signatures.ts';
import { thinkingOptions } from './thinking.ts';

type FunctionTool = Extract<NonNullable<CallOptions['tools']>[number], { type: 'function' }>;

/** A request in the SDK's terms. */
export function toCallOptions(request: ModelRequest, signal: AbortSignal): CallOptions {
  return {
    prompt: toPrompt(request),
    abortSignal: signal,
    ...toSettings(request.settings),
    ...thinkingOptions(request.model, request.settings.thinkingBudget),
    ...(request.tools.length > 0 && {
      tools: request.tools.map(
        (tool): FunctionTool => ({
          type: 'function',
          name: tool.name,
          description: tool.description,
          inputSchema: tool.parameters as FunctionTool['inputSchema'],
        }),
      ),
    }),
  };
}

function toPrompt({ system, messages }: ModelRequest): Prompt {
  return [
    ...system.filter(Boolean).map((content): PromptMessage => ({ role: 'system', content })),
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
  return part.type === 'image' || part.text !== '';
}

function toUserPart(part: MessagePart) {
  return part.type === 'text'
    ? { type: 'text' as const, text: part.text }
    : {
        type: 'file' as const,
        mediaType: part.mediaType,
        data: { type: 'data' as const, data: part.bytes },
      };
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
