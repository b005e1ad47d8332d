import {
  getHealth,
  getHealthAlias,
  getLive,
  getMetrics,
  getOpenApi,
  getReady,
  type Health,
} from '@aizoomdoc/contracts';
import type { z } from 'zod';
import { type Implementation, implement, Reply } from '#platform/http/route.ts';
import type { Metrics } from '#platform/metrics.ts';

type PresentedHealth = z.input<typeof Health>;

/** Resolves with the milliseconds it took, rejects when the part is down. */
export type Check = () => Promise<number>;

export interface HealthOptions {
  version: string;
  checks: Readonly<Record<string, Check>>;
  /** `false` while the server starts or stops. */
  isReady(): boolean;
  metrics: Metrics;
  openApi: Record<string, unknown>;
}

const checkTimeoutMs = 2000;

export function healthRoutes({
  version,
  checks,
  isReady,
  metrics,
  openApi,
}: HealthOptions): Implementation[] {
  async function measure(): Promise<PresentedHealth> {
    const parts = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check)] as const),
    );
    const isDown = parts.some(([, part]) => part.status === 'down');
    return { status: isDown ? 'down' : 'ok', version, parts: Object.fromEntries(parts) };
  }
  const report = async () => {
    const health = await measure();
    return new Reply(health, { status: health.status === 'ok' ? 200 : 503 });
  };
  return [
    implement(getLive, () => ({ status: 'ok' as const })),
    implement(getHealth, report),
    implement(getHealthAlias, report),
    implement(getReady, async () => {
      const health = await measure();
      const ready = health.status === 'ok' && isReady();
      return new Reply({ ...health, status: ready ? 'ok' : 'down' } as PresentedHealth, {
        status: ready ? 200 : 503,
      });
    }),
    implement(getMetrics, () => metrics.registry.metrics()),
    implement(getOpenApi, () => openApi),
  ];
}

async function runCheck(check: Check): Promise<PresentedHealth['parts'][string]> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timed out')), checkTimeoutMs);
  });
  try {
    return { status: 'ok', latency_ms: Math.round((await Promise.race([check(), timeout])) * 10) / 10 };
  } catch {
    return { status: 'down', latency_ms: null };
  } finally {
    clearTimeout(timer);
  }
}

/** Times a check that only resolves or rejects. */
export function timed(check: () => Promise<void>): Check {
  return async () => {
    const start = performance.now();
    await check();
    return performance.now() - start;
  };
}
