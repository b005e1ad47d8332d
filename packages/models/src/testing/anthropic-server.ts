import { anthropicCatalog } from '../catalog/anthropic.ts';
import { apiError, BAD_KEY, invalidRequest, NO_KEY, NOT_FOUND, refusalOf } from './anthropic-answers.ts';
import { type AnthropicBody, anthropicBodySchema, faultOf, toConversation } from './anthropic-request.ts';
import { framesOf, wholeAnswer } from './anthropic-stream.ts';
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

/**
 * A loopback server that speaks Claude's protocol, `/v1/messages`, with Anthropic's own error bodies and its checks of
 * what a client sends.
 */
export function startAnthropicServer(options: VendorServerOptions): Promise<VendorServer<AnthropicBody>> {
  return startVendorServer(protocol, options);
}

const protocol: Protocol<AnthropicBody> = {
  keyOf({ headers }) {
    const key = headers['x-api-key'];
    return typeof key === 'string' ? key : null;
  },
  readCall,
  faultOf({ body }) {
    const fault = faultOf(body);
    return fault === null ? null : invalidRequest(fault);
  },
  conversationOf: toConversation,
  framesOf: (turn, { model }) => framesOf(turn, model),
  wholeAnswer: (turn, { model }) => wholeAnswer(turn, model),
  refusalOf,
  serve: modelsAnswer,
  refuseKey: (state) => (state === 'missing' ? NO_KEY : BAD_KEY),
  invalid: invalidRequest,
  broken: apiError,
};

function readCall(request: HttpRequest): ModelCall<AnthropicBody> | string | null {
  const { method, url, headers } = request;
  if (method !== 'POST' || url.pathname !== '/v1/messages') return null;
  if (!headers['anthropic-version']) return 'anthropic-version: header is required';
  const { data: body } = anthropicBodySchema.safeParse(jsonBody(request));
  if (!body) return 'The request body is not valid JSON, or lacks a required field.';
  return { model: body.model, streamed: body.stream ?? false, body };
}

function modelsAnswer({ method, url }: HttpRequest): JsonAnswer {
  if (method !== 'GET' || url.pathname !== '/v1/models') return NOT_FOUND;
  const data = anthropicCatalog.map(({ id }) => ({ type: 'model', id, display_name: id }));
  return { status: 200, body: JSON.stringify({ data, has_more: false }) };
}
