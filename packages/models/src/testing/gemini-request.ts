import { z } from 'zod';
import type { ScriptedRequest } from './script.ts';

const partSchema = z.looseObject({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  thoughtSignature: z.string().nullish(),
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
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(z.looseObject({ name: z.string() })).nullish() }))
    .nullish(),
});
export type GeminiBody = z.infer<typeof geminiBodySchema>;
type Part = z.infer<typeof partSchema>;

/** What a script may know of a request. */
export function toScriptedRequest(body: GeminiBody, model: string, index: number): ScriptedRequest {
  const { contents } = body;
  const asked = contents.findLastIndex((content, n) => isQuestion(content, contents[n - 1]));
  const since = contents.slice(asked + 1).flatMap(({ parts }) => parts ?? []);
  return {
    index,
    model,
    question: (contents[asked]?.parts ?? [])
      .map(({ text }) => text ?? '')
      .join(' ')
      .trim(),
    toolResults: since.flatMap(({ functionResponse }) =>
      functionResponse ? [{ name: functionResponse.name, output: outputOf(functionResponse.response) }] : [],
    ),
    toolNames: (body.tools ?? []).flatMap(({ functionDeclarations }) =>
      (functionDeclarations ?? []).map(({ name }) => name),
    ),
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

/** Pictures follow a tool's answer in a user message of their own: that one asks nothing. */
function isQuestion(
  content: GeminiBody['contents'][number],
  before: GeminiBody['contents'][number] | undefined,
) {
  const says = (content.role ?? 'user') === 'user' && content.parts?.some(({ text }) => text);
  return Boolean(says) && !before?.parts?.some(({ functionResponse }) => functionResponse);
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
