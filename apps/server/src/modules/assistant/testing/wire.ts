import type { GeminiServer } from '@aizoomdoc/models/testing';

type Sent = GeminiServer['requests'][number];

/** System prompts of a request as the vendor got them, in order. */
export function systemOf({ body }: Sent): string[] {
  const { parts = [] } = (body.systemInstruction ?? {}) as { parts?: { text: string }[] };
  return parts.map(({ text }) => text);
}

/** Everything of a request that is text on the wire, pictures left out. */
export const wireText = (sent: readonly Sent[]): string =>
  sent.map(({ body }) => JSON.stringify(body)).join('\n');

/** What stands right before each picture of a request; empty for a picture that nothing names. */
export function labelsOnWire({ body }: Sent): string[] {
  return body.contents.flatMap(({ parts }) =>
    (parts ?? []).flatMap(({ inlineData, fileData }, at) =>
      inlineData || fileData ? [parts?.[at - 1]?.text ?? ''] : [],
    ),
  );
}

/** Where two requests differ in what is set by settings: system prompts by their place, generation, model. */
export function differences(before: Sent, after: Sent): string[] {
  const flat = (sent: Sent) => ({
    model: sent.model,
    ...Object.fromEntries(systemOf(sent).map((text, at) => [`system ${at}`, text])),
    ...flatten('generation', sent.body.generationConfig),
  });
  const [one, other]: Record<string, unknown>[] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])]
    .filter((key) => one?.[key] !== other?.[key])
    .sort();
}

function flatten(path: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { [path]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flatten(`${path}.${key}`, inner)));
}
