import type { DailyUsage } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { SystemSettingsService } from '#modules/settings';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { type DaySpent, sumDay } from './call-store.ts';

export interface UsageDeps {
  db: Database;
  clock: Clock;
  system: Pick<SystemSettingsService, 'get'>;
}

const dayMs = 86_400_000;

/** What users have spent today (UTC) of what they may. */
export function createUsage({ db, clock, system }: UsageDeps) {
  async function today(userId: string): Promise<DaySpent> {
    return sumDay(db.executor, userId, dayOf(clock.now()));
  }

  return {
    async get({ userId }: Actor): Promise<z.input<typeof DailyUsage>> {
      const [spent, { daily_budget }] = await Promise.all([today(userId), system.get()]);
      const resets_at = new Date(dayOf(clock.now()).getTime() + dayMs).toISOString();
      return { ...spent, ...daily_budget, resets_at };
    },

    /** Whether the user may ask no model any more today. */
    async isSpent(userId: string): Promise<boolean> {
      const { daily_budget: budget } = await system.get();
      const spent = await today(userId);
      const over = (value: number, limit: number | null) => limit !== null && value >= limit;
      return (
        over(spent.runs, budget.max_runs) ||
        over(spent.input_tokens, budget.max_input_tokens) ||
        over(spent.cost_usd, budget.max_cost_usd)
      );
    },
  };
}

export type DayUsage = ReturnType<typeof createUsage>;

function dayOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / dayMs) * dayMs);
}
