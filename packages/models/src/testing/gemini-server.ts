import { geminiCatalog } from '../catalog/gemini.ts';
import { BAD_KEY, internalError, invalidArgument, NO_KEY, NOT_FOUND } from './gemini-answers.ts';
import { createGeminiCaches, type GeminiCachesOptions, type StoredPrefix } from './gemini-caches.ts';
import { createGeminiFiles, type GeminiFilesOptions, type UploadedFile } from './gemini-files.ts';
import { faultOf, fileUrisOf, type GeminiBody, geminiBodySchema } from './gemini-request.ts';
import { framesOf, refusalOf, wholeAnswer } from './gemini-wire.ts';
import {
  type HttpRequest,
  type JsonAnswer,
  jsonBody,
  type ModelCall,
  type Protocol,
  startVendorServer,
  type VendorServer,
  type VendorServerOptions,
} from './vendor-server.ts';

export type GeminiServerOptions = VendorServerOptions & GeminiFilesOptions & GeminiCachesOptions;

/** The API is under `/v1beta` of its address. */
export interface GeminiServer extends VendorServer<GeminiBody> {
  /** What the Files API keeps at this moment. */
  files(): UploadedFile[];
  /** Cached prefixes kept at this moment. */
  caches(): StoredPrefix[];
}

/**
 * A loopback server that speaks Gemini's protocol: `:streamGenerateContent` (SSE), `:generateContent`, the list of
 * models, the Files API and cached contents, with Google's own error bodies and its checks of what a client sends.
 *
 * @example
 * const gemini = await startGeminiServer({ script: [{ parts: [{ text: 'Добрый день' }] }] });
 * const provider = createGeminiProvider({ baseUrl: gemini.url });
 */
export async function startGeminiServer(options: GeminiServerOptions): Promise<GeminiServer> {
  const files = createGeminiFiles(options);
  const caches = createGeminiCaches(options);
  const server = await startVendorServer(createProtocol(files, caches), options);
  return { ...server, files: files.list, caches: caches.list };
}

function createProtocol(
  files: ReturnType<typeof createGeminiFiles>,
  caches: ReturnType<typeof createGeminiCaches>,
): Protocol<GeminiBody> {
  return {
    keyOf({ headers, url }) {
      const header = headers['x-goog-api-key'];
      return (typeof header === 'string' ? header : null) ?? url.searchParams.get('key');
    },
    readCall,
    faultOf({ body, model }, key) {
      const fault = faultOf(body, model);
      if (fault !== null) return invalidArgument(fault);
      const missing = fileUrisOf(body).map((uri) => files.faultOf(uri, key));
      return missing.find((answer) => answer !== null) ?? caches.faultOf(body, model, key);
    },
    conversationOf: (body) => caches.conversationOf(body),
    framesOf: (turn, { model }) => framesOf(turn, model),
    wholeAnswer: (turn, { model }) => wholeAnswer(turn, model),
    refusalOf,
    serve: (request, key) => files.serve(request, key) ?? caches.serve(request, key) ?? modelsAnswer(request),
    refuseKey: (state) => (state === 'missing' ? NO_KEY : BAD_KEY),
    invalid: invalidArgument,
    broken: internalError,
  };
}

function readCall(request: HttpRequest): ModelCall<GeminiBody> | string | null {
  const { method, url } = request;
  const [, model, action] =
    /^\/v1beta\/models\/([^/:]+):(streamGenerateContent|generateContent)$/.exec(url.pathname) ?? [];
  if (method !== 'POST' || !model) return null;
  const { data } = geminiBodySchema.safeParse(jsonBody(request));
  if (!data) return 'Invalid JSON payload received. Unexpected token.';
  return { model, streamed: action === 'streamGenerateContent', body: data };
}

function modelsAnswer({ method, url }: HttpRequest): JsonAnswer {
  const models = geminiCatalog.map(({ id, contextTokens, maxOutputTokens }) => ({
    name: `models/${id}`,
    displayName: id,
    inputTokenLimit: contextTokens,
    outputTokenLimit: maxOutputTokens,
    supportedGenerationMethods: ['generateContent'],
  }));
  if (method !== 'GET') return NOT_FOUND;
  if (url.pathname === '/v1beta/models') return { status: 200, body: JSON.stringify({ models }) };
  const one = models.find(({ name }) => url.pathname === `/v1beta/${name}`);
  return one ? { status: 200, body: JSON.stringify(one) } : NOT_FOUND;
}
