import type { Frame } from '#platform/testing/index.ts';

/** Events of one name. */
export function named(frames: readonly Frame[], event: string): Frame[] {
  return frames.filter((frame) => frame.event === event);
}

/** The answer as a reader has it at the end. */
export function textOf(frames: readonly Frame[]): string {
  const restart = frames.findLastIndex(({ event }) => event === 'answer_restarted');
  return named(frames.slice(restart + 1), 'llm_token')
    .map(({ data }) => data.token)
    .join('');
}

/** Data of the one `llm_final`. */
export function finalOf(frames: readonly Frame[]): Frame['data'] {
  return named(frames, 'llm_final')[0]?.data;
}
