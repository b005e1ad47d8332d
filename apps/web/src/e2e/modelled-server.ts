import {
  inWords,
  type ScriptedRequest,
  type ScriptedTurn,
  startGeminiServer,
} from '@aizoomdoc/models/testing';
import { type Caller, callerOf, codesOf, importFiles } from './api.ts';
import { type MadePage, makePdf } from './make-pdf.ts';
import { startOwnServer, type TestedServer } from './server.ts';

export interface ModelledServer extends TestedServer {
  call: Caller;
  documentId: string;
  /** A text block of its first page, which says «Mark KB-12 is 1250 mm wide». */
  code: string;
  /** What the model was sent, oldest first. */
  asked: ScriptedRequest[];
  /** What the model does from here on. */
  play: (script: (request: ScriptedRequest) => ScriptedTurn) => void;
}

const plan = (width: number): MadePage[] => [
  {
    lines: ['General notes for the plan', `Mark KB-12 is ${width} mm wide`],
    frames: [[300, 60, 120, 90]],
  },
  { lines: ['Second page of the plan'] },
];

/** The real server whose administrator has a key of a model on this machine, and a plan in two versions. */
export async function startModelledServer(): Promise<ModelledServer> {
  const asked: ScriptedRequest[] = [];
  let script: (request: ScriptedRequest) => ScriptedTurn = () => says('Ответа нет.');
  const model = await startGeminiServer({
    script: (request) => {
      asked.push(request);
      return script(request);
    },
  });
  const server = await startOwnServer([], { GEMINI_BASE_URL: model.url });
  const call = await callerOf(server);
  await call('PUT', '/api/me/keys/gemini', { api_key: 'test-of-the-page' });
  const documentId = await importFiles(call, { 'plan.pdf': makePdf(plan(1200)) });
  await importFiles(call, { 'plan.pdf': makePdf(plan(1250)) });
  const [code = ''] = await codesOf(call, documentId);
  return {
    ...server,
    call,
    documentId,
    code,
    asked,
    play: (next) => {
      script = next;
    },
    stop: async () => {
      await server.stop();
      await model.close();
    },
  };
}

export function says(text: string, turn: Partial<ScriptedTurn> = {}): ScriptedTurn {
  return { parts: inWords(text), usage: { inputTokens: 1000, outputTokens: 50 }, ...turn };
}

export function calls(name: string, input: Record<string, unknown>): ScriptedTurn {
  return { parts: [{ call: { name, arguments: input }, signature: name }] };
}

/** Looks at the first page and at a part of it, then says `text`. */
export function looksAndSays(text: string): (request: ScriptedRequest) => ScriptedTurn {
  return ({ pictures }) => {
    if (pictures.length === 0) return calls('request_images', { page: 1, reason: 'обзор' });
    if (pictures.length === 1)
      return calls('zoom', { view_id: 'P1', box: [0.4, 0.4, 0.8, 0.8], reason: 'прочесть' });
    return says(text);
  };
}
