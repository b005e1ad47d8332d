import { getTrace, listRuns, replayCall } from '@aizoomdoc/contracts';
import type { Traces } from '#modules/ai';
import type { RunArchive } from '#modules/chats';
import { type Implementation, implement } from '#platform/http/route.ts';

export interface TraceParts {
  traces: Traces;
  runArchive: RunArchive;
}

/** What administrators may see of answers: every word that went to a model and came back. */
export function traceRoutes({ traces, runArchive }: TraceParts): Implementation[] {
  return [
    implement(listRuns, ({ query }) => runArchive.list(query)),
    implement(getTrace, async ({ params }) => {
      const { presented: run, question, prompts, events } = await runArchive.get(params.run_id);
      return { run, question, prompts, events, calls: await traces.calls(params.run_id) };
    }),
    implement(replayCall, async ({ actor, params, body }) => {
      await runArchive.get(params.run_id);
      return traces.replay(actor.userId, params.run_id, body);
    }),
  ];
}
