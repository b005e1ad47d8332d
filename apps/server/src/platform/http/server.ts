import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { z } from 'zod';
import { ru } from 'zod/locales';
import type { Logger } from '#platform/log.ts';
import type { Metrics } from '#platform/metrics.ts';
import { drain } from './drain.ts';
import { toProblem } from './errors.ts';
import { openToOtherSites } from './other-sites.ts';
import { malformed, Problem } from './problem.ts';
import type { Implementation } from './route.ts';
import { type ServeOptions, serve } from './serve.ts';
import { createTurnstile } from './turnstile.ts';

export interface HttpOptions extends Omit<ServeOptions, 'uploads'> {
  log: Logger;
  metrics: Metrics;
  trustedProxies: string[];
  /** Served over https: send HSTS. */
  https: boolean;
}

/** Longest JSON body; texts above it are uploaded as files. */
const jsonLimitBytes = 512 * 1024;

/** The HTTP server with every implementation registered; not listening yet. */
export async function createHttpServer(
  implementations: readonly Implementation[],
  options: HttpOptions,
): Promise<FastifyInstance> {
  z.config(ru());
  const app: FastifyInstance = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    bodyLimit: jsonLimitBytes,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    requestTimeout: 120_000,
    rewriteUrl: (request) => canonicalUrl(request.url ?? '/'),
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: 'idle',
    frameworkErrors: sendProblem,
  });
  await app.register(fastifyHelmet, securityHeaders(options.https));
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart);
  parseJsonLeniently(app);
  observe(app, options);
  openToOtherSites(app);
  app.setErrorHandler(async (error, request, reply) => {
    if (toProblem(error).status === 413) await drain(request.raw);
    sendProblem(error, request, reply);
    return reply;
  });
  const uploads = createTurnstile({ atOnce: 32, waiting: 200 });
  for (const implementation of implementations) {
    const { method, path } = implementation.contract;
    app.route({
      method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: serve(implementation, { ...options, uploads }),
    });
  }
  return app;
}

const earlierRoots = /^\/(?:auth|me|prompts|admin|chats|files|projects)(?=[/?]|$)/;

/** Old root paths and `/api/v1` are the same routes as `/api`. */
export function canonicalUrl(url: string): string {
  if (url.startsWith('/api/v1/')) return `/api/${url.slice('/api/v1/'.length)}`;
  return earlierRoots.test(url) ? `/api${url}` : url;
}

function securityHeaders(https: boolean) {
  const self = ["'self'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        imgSrc: [...self, 'data:', 'blob:'],
        styleSrc: [...self, "'unsafe-inline'"],
        scriptSrc: self,
        connectSrc: self,
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: self,
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'no-referrer' as const },
  };
}

/** JSON is the only text that is parsed; an empty body is no body: first-generation clients send the header without one. */
function parseJsonLeniently(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = body.toString();
    if (text.trim() === '') return done(null, undefined);
    try {
      // Only an escape can bring in what PostgreSQL does not store.
      return done(null, JSON.parse(text, /\\u(?:0000|d[89a-f])/i.test(text) ? storable : undefined));
    } catch (error) {
      return done(error instanceof Problem ? error : malformed());
    }
  });
}

/** NUL is refused; half a surrogate pair, left by a client that cut its text, becomes the replacement character. */
function storable(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.includes('\0')) throw malformed('В тексте есть недопустимый символ (NUL). Уберите его.');
  return value.toWellFormed();
}

/** Also for what fails before a route is found, e.g. an address that does not decode. */
function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error);
  // Who has left hears nothing, and their leaving is no failure of ours.
  if (problem.status >= 500 && !request.socket.destroyed)
    request.log.error({ err: problem.cause ?? problem }, 'request failed');
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .code(problem.status)
    .header('x-request-id', request.id)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...problem.toJSON(), request_id: request.id }));
}

/** One log line and one measurement a request; neither holds its query or body. */
function observe(app: FastifyInstance, { metrics }: HttpOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // What is said to one person is for nobody on the way to keep; pages and files say otherwise themselves.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1000);
    request.log.info({ ...labels, ms: Math.round(reply.elapsedTime), request_id: request.id }, 'request');
  });
}
