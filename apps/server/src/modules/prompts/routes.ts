import {
  createRole,
  createSystemPrompt,
  diffRoleVersions,
  diffSystemPrompts,
  listAllRoles,
  listRoles,
  listRoleVersions,
  listSystemPrompts,
  patchRole,
  patchSystemPrompt,
} from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Prompts } from './prompts.ts';

export function promptRoutes({ system, roles, roleVersions }: Prompts): Implementation[] {
  return [
    implement(listRoles, ({ actor }) => roles.listActive(actor)),
    implement(listSystemPrompts, ({ query }) => system.list(query)),
    implement(createSystemPrompt, ({ actor, body }) => system.create(actor, body)),
    implement(patchSystemPrompt, ({ params, body }) => system.patch(params.prompt_id, body)),
    implement(diffSystemPrompts, ({ params, query }) => system.diff(params.prompt_id, query.against)),
    implement(listAllRoles, () => roles.listAll()),
    implement(createRole, ({ actor, body }) => roles.create(actor, body)),
    implement(patchRole, ({ actor, params, body }) => roles.patch(actor, params.role_id, body)),
    implement(listRoleVersions, ({ params, query }) => roleVersions.list(params.role_id, query)),
    implement(diffRoleVersions, ({ params, query }) => roleVersions.diff(params.role_id, query)),
  ];
}
