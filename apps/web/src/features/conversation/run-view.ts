import type { Answer } from '@aizoomdoc/client';
import type { EventData, RunEvent, sendMessage } from '@aizoomdoc/contracts';

export type Run = Answer<typeof sendMessage>['run'];
export type RunStatus = Run['status'];

/** A line of «Ход работы». */
export interface RunStep {
  /** Id of the event that began it. */
  id: string;
  kind: 'phase' | 'tool';
  title: string;
  startedAt: number;
  /** `null` while it goes on. */
  endedAt: number | null;
}

export type Warning = EventData<'warning'>;
export type ShownPicture = EventData<'image_ready'>;

/** What a reader of the stream knows about a run. */
export interface RunView {
  runId: string;
  /** The message that it answers. */
  questionId: string;
  status: RunStatus;
  /** The answer so far. */
  text: string;
  thinking: string;
  steps: readonly RunStep[];
  warnings: readonly Warning[];
  /** Pictures that the model was shown, in their order. */
  pictures: readonly ShownPicture[];
  queue: { position: number; estimatedWaitSeconds: number | null } | null;
  error: { code: string; message: string; retryable: boolean } | null;
  model: string | null;
  /** Message that the answer is stored in; known at the end. */
  messageId: string | null;
  /** The model answered anew: the text before was taken back. */
  restarted: boolean;
  lastEventId: string | null;
}

export function startRunView(run: Pick<Run, 'id' | 'status' | 'user_message_id'>): RunView {
  return {
    runId: run.id,
    questionId: run.user_message_id,
    status: run.status,
    text: '',
    thinking: '',
    steps: [],
    warnings: [],
    pictures: [],
    queue: null,
    error: null,
    model: null,
    messageId: null,
    restarted: false,
    lastEventId: null,
  };
}

export function isActive(status: RunStatus): boolean {
  return status === 'queued' || status === 'running';
}

/** The view after one more event, heard at `now` (milliseconds). */
export function applyEvent(view: RunView, event: RunEvent, now: number): RunView {
  const started: RunView =
    view.status === 'queued' && event.event !== 'queue_position' ? { ...view, status: 'running' } : view;
  return { ...started, ...change(started, event, now), lastEventId: event.id };
}

function change(view: RunView, event: RunEvent, now: number): Partial<RunView> {
  switch (event.event) {
    case 'queue_position':
      return {
        queue: { position: event.data.position, estimatedWaitSeconds: event.data.estimated_wait_seconds },
      };
    case 'phase_started':
      return {
        queue: null,
        steps: addStep(view, { id: event.id, kind: 'phase', title: event.data.description }, now),
      };
    case 'phase_progress':
      return { steps: renameLastStep(view, event.data.message) };
    case 'tool_call':
      return { steps: addStep(view, { id: event.id, kind: 'tool', title: event.data.reason }, now) };
    case 'llm_thinking':
      return { thinking: view.thinking + event.data.content, model: event.data.model };
    case 'llm_token':
      return { text: view.text + event.data.token, model: event.data.model };
    case 'warning':
      return { warnings: [...view.warnings, event.data] };
    case 'image_ready':
      return { pictures: [...view.pictures, event.data] };
    case 'answer_restarted':
      return { text: '', thinking: '', restarted: true };
    case 'llm_final':
      return { text: event.data.content, model: event.data.model, messageId: event.data.message_id };
    case 'error':
      return { error: event.data };
    case 'completed':
      return { status: event.data.status, steps: closeSteps(view.steps, now) };
  }
}

function addStep(view: RunView, step: Omit<RunStep, 'startedAt' | 'endedAt'>, now: number): RunStep[] {
  return [...closeSteps(view.steps, now), { ...step, startedAt: now, endedAt: null }];
}

function closeSteps(steps: readonly RunStep[], now: number): RunStep[] {
  return steps.map((step) => (step.endedAt === null ? { ...step, endedAt: now } : step));
}

function renameLastStep(view: RunView, title: string): readonly RunStep[] {
  const last = view.steps.at(-1);
  return last === undefined || title === '' ? view.steps : [...view.steps.slice(0, -1), { ...last, title }];
}
