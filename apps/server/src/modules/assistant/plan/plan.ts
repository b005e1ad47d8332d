import type { PromptVersions } from '@aizoomdoc/contracts';
import type { GenerationSettings } from '@aizoomdoc/models';
import type { z } from 'zod';
import { type Ai, type DayUsage, extractiveChoice, type ModelChoice } from '#modules/ai';
import type { Attachments, RunExecution, RunRow } from '#modules/chats';
import type { TextComparisons } from '#modules/documents';
import type { Prompts, RunPrompts } from '#modules/prompts';
import { effectiveGeneration, type Settings, type SystemSettingsService } from '#modules/settings';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Logger } from '#platform/log.ts';
import { type Budget, leftOf, nothingSpent, tellLeft } from '../loop/budget.ts';
import type { RunError } from '../model-errors.ts';
import type { ScopedDocument } from '../tools/toolbox-types.ts';
import { writeCatalogue } from './catalogue.ts';
import { compareSides, type SideChange, writeChanges } from './compare-sides.ts';
import { divideHistory, type History } from './history.ts';
import { openingText } from './opening-text.ts';
import { checkReadable, type ReadableDeps } from './readable.ts';
import { type Conversation, openScope, type ScopeDeps, type ScopedVersion } from './scope.ts';
import { listSummaries } from './summary-store.ts';

/** Everything that a run is answered with; stored as its first step, so a restart answers the same question. No bytes, no keys. */
export interface Plan {
  actor: Actor;
  /** Who answers. */
  choice: ModelChoice;
  /** Who collects the evidence for the answer; `null`: nobody, the answering model does it itself. */
  collector: ModelChoice | null;
  summariser: ModelChoice;
  /** System prompts of the answer, in their order. */
  system: string[];
  collectorSystem: string[];
  prompts: z.input<typeof PromptVersions> | null;
  settings: GenerationSettings;
  budget: Budget;
  maxSide: number;
  zoomOverShrink: number;
  scope: ScopedDocument[];
  hasPictures: boolean;
  question: string;
  history: History;
  /** What stands in the user's message behind the question; empty parts are left out. */
  context: { catalogue: string; opening: string; comparison: string };
  /** Blocks whose text the context holds. */
  read: string[];
  regions: Conversation['regions'];
  isComparison: boolean;
  /** What the engine itself found between the sides of a comparison. */
  changes: SideChange[];
  /** Told to the reader at the beginning. */
  warnings: { code: string; message: string }[];
  /** The run ends with it before any model is asked. */
  refusal: RunError | null;
}

export interface PlanDeps extends ScopeDeps, ReadableDeps {
  db: Database;
  log: Logger;
  ai: Ai;
  usage: DayUsage;
  execution: RunExecution;
  attachments: Attachments;
  prompts: Prompts;
  settings: Settings;
  system: SystemSettingsService;
  textComparisons: TextComparisons;
  roleOf(userId: string): Promise<Actor['role']>;
}

/** Messages of a branch that are looked at; what is earlier is in a summary. */
const pathLength = 400;

export async function makePlan(run: RunRow, deps: PlanDeps, signal: AbortSignal): Promise<Plan> {
  const actor: Actor = { userId: run.user_id, role: await deps.roleOf(run.user_id), sessionId: run.id };
  const [system, wishes, conversation, attachedIds] = await Promise.all([
    deps.system.get(),
    deps.settings.forUser(run.user_id),
    deps.execution.conversation(run, pathLength),
    deps.attachments.documentIds(run.chat_id),
  ]);
  const scope = await openScope(actor, { attachedIds, conversation }, deps);
  const readable = await checkReadable(scope, deps);
  const models = await chooseModels(run, deps);
  const prompts = await deps.prompts.forRun(wishes.selected_role_prompt_id);
  const isWithModel = models.choice.provider !== 'extractive';
  const isComparison = conversation.compare !== null;
  const opening = isWithModel
    ? await openContext(readable.versions, { conversation, system, choice: models.choice }, deps)
    : { catalogue: '', opening: '', read: [] };
  const compared = isComparison ? await compare(actor, readable.versions, { deps, signal }) : null;
  return {
    actor,
    ...models,
    ...tellPrompts(isWithModel ? prompts : null, models.collector !== null),
    settings: effectiveGeneration(wishes, system),
    budget: system.run_budget,
    maxSide: system.pictures.max_side,
    zoomOverShrink: system.pictures.zoom_over_shrink,
    scope: readable.versions.map(({ scoped }) => scoped),
    hasPictures: scope.hasPictures,
    question: conversation.question,
    history: divideHistory(
      conversation.history,
      {
        ...system.history,
        max_tokens: fitting(system.history.max_tokens, models.choice, historyShare),
      },
      await listSummaries(deps.db.executor, run.chat_id),
    ),
    context: {
      catalogue: opening.catalogue,
      opening: opening.opening,
      comparison: compared?.text ?? '',
    },
    read: opening.read,
    regions: conversation.regions,
    isComparison,
    changes: compared?.changes ?? [],
    warnings: [...readable.warnings, ...models.warnings],
    refusal: readable.refusal,
  };
}

type Models = Pick<Plan, 'choice' | 'collector' | 'summariser' | 'warnings'>;

/** The models of the profile as they are set now; without a key, or over the day's budget, the answerer without AI. */
async function chooseModels(run: RunRow, { ai, usage }: PlanDeps): Promise<Models> {
  const { user_id: userId, model_profile: profile } = run;
  const without = { choice: extractiveChoice, collector: null, summariser: extractiveChoice };
  const choice = await ai.choose(userId, profile === 'simple' ? 'simple' : 'complex_answerer');
  if (choice.provider === 'extractive') return { ...without, warnings: [noKey] };
  if (await usage.isSpent(run)) return { ...without, warnings: [daySpent] };
  const collector = profile === 'complex' ? await ai.choose(userId, 'complex_collector') : null;
  return {
    choice,
    collector: collector?.provider === 'extractive' ? null : collector,
    summariser: await ai.choose(userId, 'summary'),
    warnings: [],
  };
}

const noKey = {
  code: 'no_key',
  message:
    'Ключа модели нет, поэтому отвечает поиск без ИИ: цитатами из документов. Чтобы отвечала модель, добавьте свой ключ в настройках.',
};

const daySpent = {
  code: 'daily_budget',
  message:
    'Дневной лимит на ответы модели исчерпан, поэтому отвечает поиск без ИИ: цитатами из документов. Лимит обновится в 00:00 UTC.',
};

/** Role first, then the strategy, the documents and how to read them; the collector has only its own prompt. */
function tellPrompts(
  prompts: RunPrompts | null,
  isCollected: boolean,
): Pick<Plan, 'system' | 'collectorSystem' | 'prompts'> {
  if (prompts === null) return { system: [], collectorSystem: [], prompts: null };
  const { role, llm_system, json_annotation, html_ocr, flash_extractor } = prompts;
  return {
    system: [role, llm_system, json_annotation, html_ocr].flatMap((prompt) => prompt?.content ?? []),
    collectorSystem: isCollected ? [flash_extractor.content] : [],
    prompts: {
      llm_system: llm_system.version,
      json_annotation: json_annotation.version,
      html_ocr: html_ocr.version,
      flash_extractor: isCollected ? flash_extractor.version : null,
      role: role && { id: role.id, name: role.name, version: role.version },
    },
  };
}

interface ContextInput {
  conversation: Conversation;
  system: Awaited<ReturnType<SystemSettingsService['get']>>;
  choice: ModelChoice;
}

/** Of the largest prompt of a model, what the opening text and the conversation may take. */
const openingShare = 0.35;
const historyShare = 0.15;

function fitting(tokens: number, { contextTokens }: ModelChoice, share: number): number {
  return contextTokens === null ? tokens : Math.min(tokens, Math.floor(contextTokens * share));
}

async function openContext(
  versions: readonly ScopedVersion[],
  { conversation, system, choice }: ContextInput,
  { texts }: PlanDeps,
): Promise<Pick<Plan['context'], 'catalogue' | 'opening'> & Pick<Plan, 'read'>> {
  const { question } = conversation;
  const maxTokens = fitting(system.context.max_tokens, choice, openingShare);
  const [catalogue, opening] = await Promise.all([
    writeCatalogue(versions, texts),
    openingText(versions, { question, maxTokens }, texts),
  ]);
  const left = tellLeft(leftOf(system.run_budget, nothingSpent), { withPictures: choice.vision });
  const heading = opening.isWhole
    ? '# Текст документов целиком'
    : '# Найденное по вопросу (остальное — инструментами)';
  return {
    catalogue: `# Контекст\n\n${catalogue}\n\nОсталось: ${left}.`,
    opening: opening.text === '' ? '' : `${heading}\n\n${opening.text}`,
    read: opening.read,
  };
}

/** A comparison that the engine cannot make is still one that the model can. */
async function compare(
  actor: Actor,
  versions: readonly ScopedVersion[],
  { deps, signal }: { deps: PlanDeps; signal: AbortSignal },
): Promise<{ changes: SideChange[]; text: string }> {
  try {
    const sides = await compareSides(actor, versions, { texts: deps.textComparisons, signal });
    return { changes: sides.changes, text: `# Сравнение\n\n${writeChanges(sides)}` };
  } catch (error) {
    signal.throwIfAborted();
    deps.log.warn({ err: error }, 'texts were not compared');
    return { changes: [], text: '# Сравнение\n\nСравнить тексты блоков не удалось, сравни сам.' };
  }
}
