import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The process's measurements; labels are bounded (route patterns, statuses), never ids or text. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'aizoomdoc_http_request_seconds',
      help: 'Duration of HTTP requests; of a stream, until its headers',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.05, 0.1, 0.3, 1, 5, 30],
      registers,
    }),
    runs: new Counter({
      name: 'aizoomdoc_runs_total',
      help: 'Finished answers by outcome',
      labelNames: ['status', 'model'],
      registers,
    }),
    openStreams: new Gauge({ name: 'aizoomdoc_open_streams', help: 'Event streams being read', registers }),
    modelSeconds: new Histogram({
      name: 'aizoomdoc_model_call_seconds',
      help: 'Duration of model calls',
      labelNames: ['model', 'outcome'],
      buckets: [0.1, 0.5, 1, 3, 10, 30, 120],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
