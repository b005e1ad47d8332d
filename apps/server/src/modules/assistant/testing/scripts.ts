import { inWords, type ScriptedRequest, type ScriptedTurn } from '@aizoomdoc/models/testing';

/** A turn that calls tools. */
export function calls(...wanted: [name: string, input: Record<string, unknown>][]): ScriptedTurn {
  return {
    parts: wanted.map(([name, input], at) => ({
      call: { name, arguments: input },
      // Only the first call of an answer is signed.
      ...(at === 0 && { signature: `signature of ${name}` }),
    })),
    usage: { inputTokens: 1000, outputTokens: 50 },
  };
}

/** A turn that answers, word by word. */
export function says(text: string, turn: Partial<ScriptedTurn> = {}): ScriptedTurn {
  return { parts: inWords(text), usage: { inputTokens: 1000, outputTokens: 50 }, ...turn };
}

/** What a scripted model does with a request. */
export type Play = (request: ScriptedRequest) => ScriptedTurn;

/** Plays turns in order of the calls since the question; the last one repeats. A turn may look at its request. */
export function inOrder(...turns: (ScriptedTurn | Play)[]): Play {
  let played = 0;
  return (request) => {
    const turn = turns[Math.min(played, turns.length - 1)] ?? says('');
    played += 1;
    return typeof turn === 'function' ? turn(request) : turn;
  };
}

/** Looks at a block and zooms for ever, each time somewhere else, until it gets no tools; then says `last`. */
export function endlessZoom(blockId: string, last: string): (request: ScriptedRequest) => ScriptedTurn {
  let zoomed = 0;
  return ({ toolNames, pictures }) => {
    if (toolNames.length === 0) return says(last);
    if (pictures.length === 0) return calls(['request_images', { block_ids: [blockId], reason: 'обзор' }]);
    zoomed += 1;
    const x = (zoomed % 7) / 10;
    const y = (Math.floor(zoomed / 7) % 7) / 10;
    return calls(['zoom', { view_id: 'P1', box: [x, y, x + 0.12, y + 0.12], reason: `место ${zoomed}` }]);
  };
}

/** Everything that went to the vendor, as one text. */
export function sentText(requests: readonly { body: unknown }[]): string {
  return requests.map(({ body }) => JSON.stringify(body)).join('\n');
}
