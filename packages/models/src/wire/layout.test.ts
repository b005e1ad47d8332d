import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLayoutRecorder, restoreContent } from './layout.ts';

const mark = fc.option(fc.record({ signature: fc.string() }), { nil: undefined });
const step = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), delta: fc.string({ unit: 'grapheme' }), mark }),
  fc.record({ kind: fc.constant('thought' as const), delta: fc.string(), mark }),
  fc.record({ kind: fc.constant('call' as const), name: fc.constantFrom('zoom', 'search'), mark }),
);

describe('the layout of an answer', () => {
  it('brings every mark back to its place, over the same text and calls', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { recorder, message } = record(steps);
        const providerState = JSON.parse(JSON.stringify(recorder.layout() ?? null));
        const content = restoreContent({ ...message, providerState }, 'google');
        expect(content.map((part) => (part.type === 'text' ? part.text : '')).join('')).toBe(message.text);
        expect(content.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []))).toEqual(
          message.toolCalls.map(({ id }) => id),
        );
        const marks = content.flatMap(({ providerOptions }) => providerOptions?.google ?? []);
        expect(marks).toEqual(steps.flatMap((one) => one.mark ?? []));
      }),
    );
  });

  it('fits no other message and no other vendor', () => {
    const { recorder, message } = record([
      { kind: 'text', delta: 'Смотрю.', mark: { signature: 's' } },
      { kind: 'call', name: 'zoom', mark: undefined },
    ]);
    const providerState = recorder.layout();
    const marksOf = (changed: Partial<typeof message>, vendor = 'google') =>
      restoreContent({ ...message, providerState, ...changed }, vendor).flatMap(
        ({ providerOptions }) => providerOptions ?? [],
      );
    expect(marksOf({})).toHaveLength(1);
    expect(marksOf({ text: 'Смотрю' })).toEqual([]);
    expect(marksOf({ toolCalls: [] })).toEqual([]);
    expect(marksOf({}, 'openai')).toEqual([]);
  });
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function record(steps: Step[]) {
  const recorder = createLayoutRecorder('google');
  const message = {
    role: 'assistant' as const,
    text: '',
    toolCalls: [] as { id: string; name: string; arguments: Record<string, unknown> }[],
  };
  for (const [n, one] of steps.entries()) {
    if (one.kind === 'text') {
      recorder.text(one.delta, one.mark);
      message.text += one.delta;
    } else if (one.kind === 'thought') {
      recorder.thought(null, one.delta, one.mark);
    } else {
      recorder.call(`c${n}`, one.mark);
      message.toolCalls.push({ id: `c${n}`, name: one.name, arguments: {} });
    }
  }
  return { recorder, message };
}
