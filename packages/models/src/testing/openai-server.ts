import { openAiCatalog } from '../catalog/openai.ts';
import { chatConversation, chatFault } from './chat-request.ts';
import { chatAnswer, chatFrames } from './chat-stream.ts';
import { BAD_KEY, invalidRequest, NO_KEY, NOT_FOUND, refusalOf, serverError } from './openai-answers.ts';
import { type OpenAiBody, openAiBodySchema } from './openai-request.ts';
import { responsesConversation, responsesFault } from './responses-request.ts';
import { responsesAnswer, responsesFrames } from './responses-stream.ts';
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

export interface OpenAiServerOptions extends VendorServerOptions {
  /** Answers without a key too, as servers in one's own network do; default no. */
  keyIsOptional?: boolean;
}

/**
 * A loopback server that speaks OpenAI's protocols, `/v1/responses` and `/v1/chat/completions`, with its own error
 * bodies and its checks of what a client sends; also the stand-in for any compatible server.
 */
export function startOpenAiServer(options: OpenAiServerOptions): Promise<VendorServer<OpenAiBody>> {
  const acceptKey = options.acceptKey ?? ((key) => key.startsWith('test-'));
  return startVendorServer(createProtocol(options.keyIsOptional ?? false), {
    ...options,
    acceptKey: (key) => key === NO_KEY_NEEDED || acceptKey(key),
  });
}

/** No header can hold it. */
const NO_KEY_NEEDED = '\n';

function createProtocol(keyIsOptional: boolean): Protocol<OpenAiBody> {
  const isChat = (body: OpenAiBody) => body.messages != null;
  return {
    keyOf({ headers }) {
      const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
      return key ?? (keyIsOptional ? NO_KEY_NEEDED : null);
    },
    readCall,
    faultOf({ body }) {
      const fault = isChat(body) ? chatFault(body) : responsesFault(body);
      return fault === null ? null : invalidRequest(fault);
    },
    conversationOf: (body) => (isChat(body) ? chatConversation(body) : responsesConversation(body)),
    framesOf: (turn, { model, body }) =>
      isChat(body) ? chatFrames(turn, model) : responsesFrames(turn, model),
    wholeAnswer: (turn, { model, body }) =>
      isChat(body) ? chatAnswer(turn, model) : responsesAnswer(turn, model),
    refusalOf,
    serve: modelsAnswer,
    refuseKey: (state) => (state === 'missing' ? NO_KEY : BAD_KEY),
    invalid: invalidRequest,
    broken: serverError,
  };
}

function readCall(request: HttpRequest): ModelCall<OpenAiBody> | string | null {
  const { method, url } = request;
  const isCall = url.pathname === '/v1/responses' || url.pathname === '/v1/chat/completions';
  if (method !== 'POST' || !isCall) return null;
  const { data: body } = openAiBodySchema.safeParse(jsonBody(request));
  if (!body) return 'We could not parse the JSON body of your request.';
  return { model: body.model, streamed: body.stream ?? false, body };
}

function modelsAnswer({ method, url }: HttpRequest): JsonAnswer {
  if (method !== 'GET' || url.pathname !== '/v1/models') return NOT_FOUND;
  const data = openAiCatalog.map(({ id }) => ({ id, object: 'model', owned_by: 'openai' }));
  return { status: 200, body: JSON.stringify({ object: 'list', data }) };
}
