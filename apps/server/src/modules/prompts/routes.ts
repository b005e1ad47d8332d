import { listRoles } from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Prompts } from './prompts.ts';

export function promptRoutes(prompts: Prompts): Implementation[] {
  return [implement(listRoles, ({ actor }) => prompts.listRoles(actor))];
}
