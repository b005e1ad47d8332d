import type { RouteContract } from '@aizoomdoc/contracts';
import type { FastifyRequest } from 'fastify';
import { type Actor, Reply } from './route.ts';

/** One line of the audit log, as HTTP knows it. */
export interface AuditNote {
  actorId: string | null;
  action: string;
  /** `ok` or the code of a refusal. */
  outcome: string;
  targetId: string | null;
  address: string;
  requestId: string;
}

export interface Audited {
  contract: RouteContract;
  request: FastifyRequest;
  actor: Actor | null;
  outcome: string;
  /** What the use case returned, when it succeeded. */
  output?: unknown;
}

/** Who did what to whom, in ids. What a route makes is named by its answer, what it changes by its address. */
export function auditNote({ contract, request, actor, outcome, output }: Audited): AuditNote {
  const given = Object.values((request.params ?? {}) as Record<string, string>);
  // Behind the first dot of a signed address is what opens it.
  const params = contract.access === 'signed' ? given.map((param) => param.split('.')[0]) : given;
  const made = idOf(output);
  return {
    // Who signs in is known only from the answer.
    actorId: actor?.userId ?? made,
    action: contract.id,
    outcome,
    targetId: params.length === 0 ? made : params.join('/').slice(0, 200),
    address: request.ip,
    requestId: request.id,
  };
}

/** Id of the thing that an answer is about. */
function idOf(output: unknown): string | null {
  const body = (output instanceof Reply ? output.body : output) as
    | { id?: unknown; user?: { id?: unknown }; documents?: { id?: unknown }[] }
    | null
    | undefined;
  const id = body?.id ?? body?.user?.id ?? body?.documents?.[0]?.id;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}
