import { listAudit } from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Audit } from './audit.ts';

export function auditRoutes(audit: Audit): Implementation[] {
  return [implement(listAudit, ({ query }) => audit.list(query))];
}
