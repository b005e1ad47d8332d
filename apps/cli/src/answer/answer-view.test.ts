import type { EventData, EventName, RunEvent } from '@aizoomdoc/contracts';
import { expect, it } from 'vitest';
import { createStyle } from '../format/style.ts';
import type { Output } from '../output.ts';
import { createTextView } from './answer-view.ts';

const id = '0195f000-0000-7000-8000-000000000000';

/** A view of an answer, and what it has said: on stdout, on the line of status, in remarks. */
function watch() {
  const said = { text: '', status: [] as string[], notes: [] as string[] };
  const style = createStyle(false);
  const output: Output = {
    ...{ json: false, style, errorStyle: style, isInteractive: false },
    status: { show: (line) => said.status.push(line), clear: () => {} },
    text: (piece) => {
      said.text += piece;
    },
    note: (note) => said.notes.push(note),
    answer: () => {},
    jsonLine: () => {},
    bytes: () => {},
    failure: () => {},
  };
  const view = createTextView(output);
  const tell = <Name extends EventName>(event: Name, data: EventData<Name>) =>
    view.event({ id: `${id}:1`, event, data } as RunEvent);
  return { said, tell };
}

const final: EventData<'llm_final'> = {
  ...{ content: 'Перемычек 42. [P1]', model: 'gemini', message_id: id, diff: [], prompts: null },
  citations: [
    {
      ...{ n: 1, document_id: id, document_title: 'АР / АР4.pdf', version: 1, page: 9, sheet: '5.1' },
      ...{ block_id: null, bbox: null, quote: '', start: 14, end: 18 },
    },
  ],
  checks: {
    claims: [
      {
        ...{ start: 10, end: 12, text: '42', kind: 'number', status: 'picture_only', citation: 1 },
        note: null,
      },
    ],
    ...{ confirmed: 0, picture_only: 1, not_confirmed: 0, coverage: 1, conflicts: [] },
  },
  not_examined: [
    {
      ...{ document_id: id, block_id: null, page: 12, sheet: null, reason: 'budget' },
      message: 'Стр. 12: не хватило картинок',
    },
  ],
  usage: { input_tokens: 1200, output_tokens: 30, model_calls: 2, pictures: 1 },
  cost_usd: 0.0123,
};

it('tells the way to the answer and what it stands on', () => {
  const { said, tell } = watch();
  tell('queue_position', { position: 2, estimated_wait_seconds: 40 });
  tell('queue_position', { position: 1, estimated_wait_seconds: null });
  tell('image_ready', {
    ...{ image_id: id, name: 'P1', view_id: null, block_id: null, document_id: id, page: 9, sheet: '5.1' },
    ...{
      kind: 'overview',
      label: 'Лист 5.1, план',
      url: `/api/images/${id}`,
      width: 9,
      height: 9,
      reason: 'план',
    },
  });
  tell('warning', { code: 'budget', message: 'Картинок больше не будет.' });
  tell('llm_token', { token: final.content, model: 'gemini' });
  tell('llm_final', final);
  expect(said.status).toEqual([
    'В очереди: 2, ждать около 40\u00a0с',
    'В очереди: 1',
    'Смотрю P1: стр.\u00a09, лист\u00a05.1',
  ]);
  expect(said.text).toBe(
    [
      final.content,
      '',
      'Источники:',
      '[1] картинка — стр.\u00a09, лист\u00a05.1 — АР4.pdf',
      '',
      'Проверено: 1 из 1, из них только по картинке: 1',
      'Не просмотрено:',
      '  Стр. 12: не хватило картинок',
      '',
    ].join('\n'),
  );
  expect(said.notes[0]).toBe('Внимание: Картинок больше не будет.');
  expect(said.notes[1]).toMatch(/^gemini · 2\u00a0обращения · 1\u00a0картинка · .+ · 0,012\u00a0\$$/);
});

it('ends the line of the answer before it tells that the answer is checked', () => {
  const { said, tell } = watch();
  tell('llm_token', { token: final.content, model: 'gemini' });
  tell('phase_started', { phase: 'verification', description: 'Сверяю ответ с документами' });
  expect(said.text).toBe(`${final.content}\n`);
});

it('names the versions when one block is cited from two of them', () => {
  const { said, tell } = watch();
  const [citation] = final.citations;
  const of = (n: number, version: number) => ({ ...citation, n, version, block_id: '9CXH-MNAX-4JL' });
  tell('llm_final', { ...final, citations: [of(1, 1), of(2, 2), of(3, 2)] } as EventData<'llm_final'>);
  expect(said.text.match(/^\[.+$/gm)).toEqual([
    '[1] 9CXH-MNAX-4JL — стр.\u00a09, лист\u00a05.1 — АР4.pdf, версия\u00a01',
    '[2] 9CXH-MNAX-4JL — стр.\u00a09, лист\u00a05.1 — АР4.pdf, версия\u00a02',
  ]);
});
