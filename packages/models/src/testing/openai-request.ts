import { z } from 'zod';

const toolSchema = z.looseObject({
  name: z.string().nullish(),
  function: z.looseObject({ name: z.string() }).nullish(),
});

/** The body of `/responses` (`input`) or `/chat/completions` (`messages`), as far as scripts and checks read it. */
export const openAiBodySchema = z.looseObject({
  model: z.string(),
  stream: z.boolean().nullish(),
  temperature: z.number().nullish(),
  store: z.boolean().nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish(), summary: z.string().nullish() }).nullish(),
  input: z.array(z.looseObject({ type: z.string().nullish(), role: z.string().nullish() })).nullish(),
  messages: z.array(z.looseObject({ role: z.string() })).nullish(),
  tools: z.array(toolSchema).nullish(),
});
export type OpenAiBody = z.infer<typeof openAiBodySchema>;

export function toolNamesOf({ tools }: OpenAiBody): string[] {
  return (tools ?? []).flatMap(({ name, function: called }) => name ?? called?.name ?? []);
}

/** Of a `data:` address of an inline picture. */
export function dataUrl(url: string): { mediaType: string; data: string } | null {
  const [, mediaType, data] = /^data:([^;,]+);base64,(.*)$/s.exec(url) ?? [];
  return mediaType && data !== undefined ? { mediaType, data } : null;
}
