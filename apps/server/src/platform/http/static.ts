import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound } from './problem.ts';

/** The web application, with every page served by its `index.html`, and the interactive API documentation. */
export async function serveStatic(app: FastifyInstance, webDir: string): Promise<void> {
  const docsDir = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await app.register(fastifyStatic, {
    root: docsDir,
    prefix: '/docs/',
    index: false,
    // `sendFile` below belongs to the pages: it would obey the list of allowed names here.
    decorateReply: false,
    allowedPath: (name) => /^\/swagger-ui(?:-bundle|-standalone-preset)?\.(?:js|css)$/.test(name),
  });
  app.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage));
  app.get('/docs/start.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(docsScript),
  );

  const isBuilt = existsSync(path.join(webDir, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: webDir,
      prefix: '/',
      wildcard: false,
      // Built names carry a hash of their content; the page itself must be asked for again.
      setHeaders: (reply, file) => {
        const isHashed = file.includes(`${path.sep}assets${path.sep}`);
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
      cacheControl: false,
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || request.url.startsWith('/api/')) throw notFound();
    if (!isBuilt) return reply.code(503).type('text/html; charset=utf-8').send(notBuiltPage);
    return reply.header('cache-control', 'no-cache').sendFile('index.html', webDir);
  });
}

const docsPage = `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>AIZoomDoc — API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/swagger-ui.css"></head><body><div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

const docsScript = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, persistAuthorization: false });`;

const notBuiltPage = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>AIZoomDoc</title>
<p>Интерфейс не собран. Выполните <code>npm run build</code> и обновите страницу. API работает: <a href="/docs">/docs</a>.`;
