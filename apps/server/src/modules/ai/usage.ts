import type { DailyUsage } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { SystemSettingsService } from '#modules/settings';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { countRuns, type DaySpent, sumDay } from './call-store.ts';

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

  /** Whether what all runs of the user took today, also those at work, is more than it may be. */
  async function isOverspent(userId: string): Promise<boolean> {
    const { max_input_tokens, max_cost_usd } = (await system.get()).daily_budget;
    const spent = await today(userId);
    return over(spent.input_tokens, max_input_tokens) || over(spent.cost_usd, max_cost_usd);
  }

  return {
    async get({ userId }: Actor): Promise<z.input<typeof DailyUsage>> {
      const [spent, { daily_budget }] = await Promise.all([today(userId), system.get()]);
      const resets_at = new Date(dayOf(clock.now()).getTime() + dayMs).toISOString();
      return { ...spent, ...daily_budget, resets_at };
    },

    /** Whether the run may ask no model any more today; runs that began together do not all count as the last one. */
    async isSpent(run: { id: string; user_id: string }): Promise<boolean> {
      const { max_runs } = (await system.get()).daily_budget;
      const runs = max_runs === null ? 0 : await countRuns(db.executor, run, dayOf(clock.now()));
      return over(runs, max_runs) || isOverspent(run.user_id);
    },

    isOverspent,
  };
}

export type DayUsage = ReturnType<typeof createUsage>;

const over = (value: number, limit: number | null): boolean => limit !== null && value >= limit;

function dayOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / dayMs) * dayMs);
}
