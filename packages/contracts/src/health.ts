import { z } from 'zod';
import { defineRoute } from './define-route.ts';

export const PartStatus = z.enum(['ok', 'down']);

export const Health = z
  .object({
    status: PartStatus,
    version: z.string(),
    parts: z.record(z.string(), z.object({ status: PartStatus, latency_ms: z.number().nullable() })),
  })
  .meta({ id: 'Health' });

const health = { status: 200, kind: 'json', body: Health, description: 'Все части работают' } as const;

export const getLive = defineRoute({
  id: 'health.live',
  method: 'GET',
  path: '/livez',
  tag: 'health',
  summary: 'Процесс жив',
  access: 'public',
  success: {
    status: 200,
    kind: 'json',
    body: z.object({ status: z.literal('ok') }).meta({ id: 'Live' }),
    description: 'Жив',
  },
});

export const getHealth = defineRoute({
  id: 'health.get',
  method: 'GET',
  path: '/healthz',
  tag: 'health',
  summary: 'Состояние частей; 503, если какая-то не работает',
  access: 'public',
  success: health,
  alsoStatuses: [503],
});

export const getHealthAlias = defineRoute({ ...getHealth, id: 'health.get_alias', path: '/health' });

export const getReady = defineRoute({
  ...getHealth,
  id: 'health.ready',
  path: '/readyz',
  summary: 'Готов принимать запросы; 503 при запуске, остановке и сбое частей',
});

export const getMetrics = defineRoute({
  id: 'health.metrics',
  method: 'GET',
  path: '/metrics',
  tag: 'health',
  summary: 'Показатели в формате Prometheus',
  access: 'public',
  success: { status: 200, kind: 'text', body: z.string(), description: 'Показатели' },
});

export const getOpenApi = defineRoute({
  id: 'health.openapi',
  method: 'GET',
  path: '/openapi.json',
  tag: 'health',
  summary: 'Этот договор в OpenAPI 3.1',
  access: 'public',
  success: {
    status: 200,
    kind: 'json',
    body: z.record(z.string(), z.unknown()),
    description: 'OpenAPI',
  },
});
