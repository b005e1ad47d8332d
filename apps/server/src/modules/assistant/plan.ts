import type { Ai, ModelChoice, PromptMessage } from '#modules/ai';
import type { Attachments, RunExecution, RunRow } from '#modules/chats';
import type { BlockSearch } from '#modules/documents';
import type { Prompts } from '#modules/prompts';
import type { Settings } from '#modules/settings';
import type { Actor } from '#platform/http/route.ts';
import type { ScopedDocument } from './tools.ts';

/** Everything that a run is answered with; stored as its first step, so a restart answers the same question. */
export interface Plan {
  actor: Actor;
  choice: ModelChoice;
  system: string[];
  messages: PromptMessage[];
  scope: ScopedDocument[];
  temperature: number | null;
  topP: number | null;
  thinkingBudget: number | null;
}

export interface PlanDeps {
  ai: Ai;
  execution: RunExecution;
  attachments: Attachments;
  blocks: BlockSearch;
  prompts: Prompts;
  settings: Settings;
  roleOf(userId: string): Promise<Actor['role']>;
}

const historyLength = 20;

export async function makePlan(run: RunRow, deps: PlanDeps): Promise<Plan> {
  const actor: Actor = { userId: run.user_id, role: await deps.roleOf(run.user_id), sessionId: run.id };
  const settings = await deps.settings.forUser(run.user_id);
  const attached = await deps.attachments.documentIds(run.chat_id);
  const visible = await deps.blocks.scope(actor, attached);
  const scope = visible.map(({ id, title }, at) => ({ id, title, number: at + 1 }));
  const prompts = await deps.prompts.forRun(settings.selected_role_prompt_id);
  const { role, llm_system, json_annotation, html_ocr } = prompts;
  const { question, history } = await deps.execution.conversation(run, historyLength);
  const earlier = history
    .filter((message) => message.content !== '')
    .map(
      (message): PromptMessage =>
        message.role === 'assistant'
          ? { role: 'assistant', text: message.content, toolCalls: [] }
          : { role: 'user', content: [{ type: 'text', text: message.content }] },
    );
  return {
    actor,
    choice: await deps.ai.choose(run.user_id, run.model_profile === 'simple' ? 'simple' : 'complex_answerer'),
    system: [
      ...[role, llm_system, json_annotation, html_ocr].flatMap((prompt) => prompt?.content ?? []),
      listScope(scope),
    ],
    messages: [...earlier, { role: 'user', content: [{ type: 'text', text: question }] }],
    scope,
    temperature: settings.temperature,
    topP: settings.top_p,
    thinkingBudget: settings.thinking_enabled === false ? 0 : settings.thinking_budget,
  };
}

const listedDocuments = 50;

function listScope(scope: readonly ScopedDocument[]): string {
  if (scope.length === 0) return 'Документов нет: скажи, что их нужно загрузить.';
  const lines = scope.slice(0, listedDocuments).map(({ number, title }) => `D${number}: ${title}`);
  const more = scope.length - lines.length;
  return `Документы:\n${lines.join('\n')}${more > 0 ? `\nи ещё ${more}` : ''}`;
}
