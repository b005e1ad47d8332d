import type { EventData, EventName, RunEvent } from '@aizoomdoc/contracts';
import { expect, it } from 'vitest';
import { applyEvent, startRunView } from './run-view.ts';

const runId = '019aa000-0000-7000-8000-00000000000a';
let seq = 0;
const event = <Name extends EventName>(name: Name, data: EventData<Name>) =>
  ({ id: `${runId}:${++seq}`, event: name, data }) as RunEvent;

function play(...events: RunEvent[]) {
  return events.reduce(
    (view, each, at) => applyEvent(view, each, at * 100),
    startRunView({ id: runId, status: 'queued', user_message_id: '1' }),
  );
}

const token = (text: string) => event('llm_token', { token: text, model: 'extractive' });

it('collects the text and the steps with their times', () => {
  const view = play(
    event('phase_started', { phase: 'search', description: 'Ищу' }),
    event('tool_call', { tool: 'search_blocks', parameters: {}, reason: 'Ищу: А4-14' }),
    token('Всего '),
    token('45'),
    event('completed', { status: 'done', message: 'Готово' }),
  );
  expect(view).toMatchObject({ status: 'done', text: 'Всего 45', model: 'extractive' });
  expect(view.steps).toMatchObject([
    { kind: 'phase', title: 'Ищу', startedAt: 0, endedAt: 100 },
    { kind: 'tool', title: 'Ищу: А4-14', startedAt: 100, endedAt: 400 },
  ]);
});

it('takes the text back when the model begins anew', () => {
  const view = play(token('Не то'), event('answer_restarted', { attempt: 2 }), token('То'));
  expect(view).toMatchObject({ text: 'То', restarted: true });
});

it('keeps what was written before a failure', () => {
  const failure = { code: 'rate_limited', message: 'Подождите', retryable: true };
  const view = play(
    token('Часть'),
    event('error', failure),
    event('completed', { status: 'failed', message: '' }),
  );
  expect(view).toMatchObject({ status: 'failed', text: 'Часть', error: failure });
});

it('stands in the queue until something begins', () => {
  const queued = play(event('queue_position', { position: 3, estimated_wait_seconds: 20 }));
  expect(queued).toMatchObject({ status: 'queued', queue: { position: 3 } });
  const begun = applyEvent(queued, event('phase_started', { phase: 'llm', description: 'Пишу' }), 900);
  expect(begun).toMatchObject({ status: 'running', queue: null });
});

it('remembers where to go on', () => {
  expect(play(token('а')).lastEventId).toBe(`${runId}:${seq}`);
});
