import { inWords, type ScriptedRequest, type ScriptedTurn } from './script.ts';

const WORDS =
  'перемычка марки стоит над проёмом на отметке этажа по ведомости листа и указана в спецификации с итогом'.split(
    ' ',
  );

/**
 * A turn made from the model's name, so that a load test chooses its timings without a script:
 * `mock-ttft300-itl15-len150-tools1` waits 300 ms for the first token, 15 ms between tokens, sends 150 tokens, and
 * first calls a tool in 1 round. Each knob may be left out (0 ms, 0 ms, 100 tokens, no tools).
 *
 * @returns `null` when the model is not named `mock` or `mock-…`.
 */
export function loadTurn(request: ScriptedRequest): ScriptedTurn | null {
  if (!/^mock(-|$)/.test(request.model)) return null;
  const knob = (name: string, byDefault: number) =>
    Number(new RegExp(`-${name}(\\d+)(?=-|$)`).exec(request.model)?.[1] ?? byDefault);
  const length = knob('len', 100);
  const timing = { firstDelayMs: knob('ttft', 0), delayMs: knob('itl', 0) };
  const tool = request.toolNames.find((name) => name === 'search_blocks') ?? request.toolNames[0];
  if (tool && request.toolResults.length < knob('tools', 0)) {
    return {
      ...timing,
      parts: [{ call: { name: tool, arguments: { query: request.question } }, signature: 'load' }],
    };
  }
  const text = Array.from({ length }, (_, n) => WORDS[n % WORDS.length]).join(' ');
  return { ...timing, parts: inWords(text), usage: { inputTokens: 1000, outputTokens: length } };
}
