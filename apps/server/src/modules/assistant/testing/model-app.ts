import {
  type GeminiServer,
  type GeminiServerOptions,
  type ScriptedRequest,
  startGeminiServer,
} from '@aizoomdoc/models/testing';
import { startTestApp, type TestApp } from '#platform/testing/index.ts';
import type { Play } from './scripts.ts';

/** The real application whose Gemini is a script. */
export interface ModelApp {
  app: TestApp;
  model: GeminiServer;
  /** Requests that the script saw; a test may empty it. */
  asked: ScriptedRequest[];
  close(): Promise<void>;
}

export async function openModelApp(
  play: Play,
  { env, ...server }: Omit<GeminiServerOptions, 'script'> & { env?: Record<string, string> } = {},
): Promise<ModelApp> {
  const asked: ScriptedRequest[] = [];
  const model = await startGeminiServer({
    ...server,
    script: (request) => {
      asked.push(request);
      return play(request);
    },
  });
  const app = await startTestApp({ env: { GEMINI_BASE_URL: model.url, ...env } });
  return {
    ...{ app, model, asked },
    async close() {
      await app.close();
      await model.close();
    },
  };
}
