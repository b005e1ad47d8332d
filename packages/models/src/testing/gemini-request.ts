import { z } from 'zod';
import { base64Bytes, type Conversation, type WirePart } from './conversation.ts';

const partSchema = z.looseObject({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  thoughtSignature: z.string().nullish(),
  inlineData: z.looseObject({ mimeType: z.string(), data: z.string() }).nullish(),
  fileData: z.looseObject({ mimeType: z.string(), fileUri: z.string() }).nullish(),
  functionCall: z.looseObject({ name: z.string() }).nullish(),
  functionResponse: z
    .looseObject({ name: z.string(), response: z.record(z.string(), z.unknown()).nullish() })
    .nullish(),
});
const contentSchema = z.looseObject({ role: z.string().nullish(), parts: z.array(partSchema).nullish() });

/** The body of `generateContent`, as far as scripts and checks read it; clients may leave a role out. */
export const geminiBodySchema = z.looseObject({
  contents: z.union([z.array(contentSchema), contentSchema.transform((content) => [content])]).default([]),
  systemInstruction: z.unknown().optional(),
  generationConfig: z.record(z.string(), z.unknown()).optional(),
  cachedContent: z.string().nullish(),
  toolConfig: z.unknown().optional(),
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(z.looseObject({ name: z.string() })).nullish() }))
    .nullish(),
});
export type GeminiBody = z.infer<typeof geminiBodySchema>;
type Part = z.infer<typeof partSchema>;

/** A body as scripts read it. */
export function toConversation(body: GeminiBody): Conversation {
  return {
    system: systemOf(body.systemInstruction),
    messages: body.contents.map(({ role, parts }) => ({
      role: role === 'model' ? 'model' : 'user',
      parts: (parts ?? []).map(wirePart),
    })),
    toolNames: (body.tools ?? []).flatMap(({ functionDeclarations }) =>
      (functionDeclarations ?? []).map(({ name }) => name),
    ),
    mediaResolution: resolutionOf(body.generationConfig?.mediaResolution),
    cachedContent: body.cachedContent ?? null,
  };
}

/**
 * What Gemini itself answers with 400, of the mistakes that a driver can make.
 *
 * @returns Google's message, or `null` for a good request.
 */
export function faultOf({ contents }: GeminiBody, model: string): string | null {
  if (contents.length === 0) return '* GenerateContentRequest.contents: contents is not specified';
  for (const [n, { parts }] of contents.entries()) {
    if (!parts?.length)
      return `* GenerateContentRequest.contents[${n}].parts: contents.parts must not be empty.`;
    const answers = parts.filter(({ functionResponse }) => functionResponse).length;
    const calls = contents[n - 1]?.parts?.filter(({ functionCall }) => functionCall).length ?? 0;
    if (answers !== calls && (answers > 0 || calls > 0)) {
      return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
    }
    const unsigned = signatureIsDue(model) ? unsignedCall(parts) : null;
    if (unsigned)
      return `Function call \`${unsigned}\` is missing a thought_signature in functionCall parts.`;
  }
  return null;
}

/** The files at Google that a request names. */
export function fileUrisOf({ contents }: GeminiBody): string[] {
  return contents.flatMap(({ parts }) =>
    (parts ?? []).flatMap(({ fileData }) => (fileData ? [fileData.fileUri] : [])),
  );
}

function wirePart({ text, thought, inlineData, fileData, functionResponse }: Part): WirePart {
  if (functionResponse) {
    return { kind: 'result', name: functionResponse.name, output: outputOf(functionResponse.response) };
  }
  if (inlineData) {
    const { mimeType, data } = inlineData;
    return { kind: 'picture', mediaType: mimeType, bytes: base64Bytes(data), uri: null };
  }
  if (fileData) return { kind: 'picture', mediaType: fileData.mimeType, bytes: null, uri: fileData.fileUri };
  return typeof text === 'string' && !thought ? { kind: 'text', text } : { kind: 'other' };
}

function systemOf(instruction: unknown): string[] {
  const parts = contentSchema.safeParse(instruction).data?.parts ?? [];
  return parts.flatMap(({ text }) => (text ? [text] : []));
}

function resolutionOf(value: unknown): Conversation['mediaResolution'] {
  const level = typeof value === 'string' ? value.replace('MEDIA_RESOLUTION_', '').toLowerCase() : '';
  return level === 'low' || level === 'medium' || level === 'high' ? level : null;
}

/** SDKs put the tool's output under different names. */
function outputOf(response: Record<string, unknown> | null | undefined): string {
  const output = response?.content ?? response?.output ?? response?.result ?? response?.error ?? response;
  return typeof output === 'string' ? output : JSON.stringify(output ?? null);
}

function signatureIsDue(model: string): boolean {
  return /gemini-([3-9]|\d\d)/.test(model);
}

/** Only the first call of an answer is signed. */
function unsignedCall(parts: Part[]): string | null {
  const call = parts.find(({ functionCall }) => functionCall);
  return call && !call.thoughtSignature ? (call.functionCall?.name ?? null) : null;
}
