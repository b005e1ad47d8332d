import {
  type GenerationSettings,
  type MessagePart,
  ModelError,
  type ModelMessage,
  type ModelRequest,
  type ToolDefinition,
  type ToolResult,
} from '../provider.ts';
import { restoreContent } from './layout.ts';
import type { PromptMessage, SdkCall, UserPart, VendorOptions } from './specification.ts';

type FunctionTool = Extract<NonNullable<SdkCall['tools']>[number], { type: 'function' }>;

/** How a vendor wants its prompt. */
export interface PromptRules {
  /** The SDK's key of the vendor's options; states with this name go back to it. */
  vendor: string;
  /** Options of each inline picture. */
  picture?: VendorOptions | undefined;
  /** Whether the vendor keeps files and prefixes; another one refuses requests that name them. */
  keepsReferences?: boolean;
}

/** A request in the SDK's terms, thinking and vendor's options left out. */
export function toSdkCall(request: ModelRequest, signal: AbortSignal, rules: PromptRules): SdkCall {
  const { tools, settings } = request;
  if (request.cachedContent && !rules.keepsReferences) {
    throw new ModelError('invalid_request', `${rules.vendor} keeps no prefixes`);
  }
  return {
    prompt: toPrompt(request, rules),
    abortSignal: signal,
    ...toSettings(settings),
    ...(tools.length > 0 && { tools: tools.map(toFunctionTool) }),
  };
}

function toPrompt({ system, messages }: ModelRequest, rules: PromptRules): PromptMessage[] {
  return [
    ...system.filter(Boolean).map((content): PromptMessage => ({ role: 'system', content })),
    // Vendors answer a message without parts with 400; a stopped run leaves such answers behind.
    ...messages.map((message) => toPromptMessage(message, rules)).filter(({ content }) => content.length > 0),
  ];
}

function toPromptMessage(message: ModelMessage, rules: PromptRules): PromptMessage {
  switch (message.role) {
    case 'user':
      return {
        role: 'user',
        content: message.content.filter(isFilled).map((part) => toUserPart(part, rules)),
      };
    case 'assistant':
      return { role: 'assistant', content: restoreContent(message, rules.vendor) };
    case 'tool':
      return { role: 'tool', content: message.results.map(toToolPart) };
  }
}

function isFilled(part: MessagePart): boolean {
  return part.type !== 'text' || part.text !== '';
}

function toUserPart(part: MessagePart, { vendor, picture, keepsReferences }: PromptRules): UserPart {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return {
        type: 'file',
        mediaType: part.mediaType,
        data: { type: 'data', data: part.bytes },
        ...(picture && { providerOptions: { [vendor]: picture } }),
      };
    case 'file':
      if (!keepsReferences)
        throw new ModelError('invalid_request', `${vendor} cannot read another vendor's file`);
      return {
        type: 'file',
        mediaType: part.mediaType,
        data: { type: 'reference', reference: { [vendor]: part.uri } },
      };
  }
}

function toToolPart({ id, name, output, isError }: ToolResult) {
  return {
    type: 'tool-result' as const,
    toolCallId: id,
    toolName: name,
    output: { type: isError ? ('error-text' as const) : ('text' as const), value: output },
  };
}

export function toFunctionTool({ name, description, parameters }: ToolDefinition): FunctionTool {
  return { type: 'function', name, description, inputSchema: parameters as FunctionTool['inputSchema'] };
}

function toSettings({ temperature, topP, maxOutputTokens }: GenerationSettings) {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
  };
}
