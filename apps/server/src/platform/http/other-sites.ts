import type { FastifyInstance } from 'fastify';

/** What viewers on pages of other origins load: pictures by signed address, and what describes them. Never read with cookies. */
const prefix = '/api/iiif/';

const headers = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link, Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
};

const preflight = {
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'Accept, Authorization, If-None-Match',
  'access-control-max-age': '86400',
};

/** Lets pages of any origin read the IIIF addresses, refusals included; everything else stays shut. */
export function openToOtherSites(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(prefix)) return;
    reply.headers(headers);
    if (request.method === 'OPTIONS') return reply.code(204).headers(preflight).send();
  });
}
