import { getUsage } from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { DayUsage } from './usage.ts';

export function usageRoutes({ usage }: { usage: DayUsage }): Implementation[] {
  return [implement(getUsage, ({ actor }) => usage.get(actor))];
}
