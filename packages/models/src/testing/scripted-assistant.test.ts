import { expect, it } from 'vitest';
import type { ScriptedRequest, ScriptedTurn } from './script.ts';
import { scriptedAssistant } from './scripted-assistant.ts';

const TOOLS = ['search_blocks', 'read_blocks', 'request_images', 'zoom'];
const FOUND = {
  results: [
    { block_id: 'AAAA-1111-AAA', document_id: 'd', page: 3, kind: 'text' },
    { block_id: 'BBBB-2222-BBB', document_id: 'd', page: 4, kind: 'image' },
  ],
};
const READ = { blocks: [{ block_id: 'AAAA-1111-AAA', page: 3, text: 'Отметка пола +3,300' }] };

it('looks at the best drawing, closer at the place that is asked about, and shows it', () => {
  const request = asked('Какая отметка пола на плане?');
  expect(nextCall(request)).toMatchObject(['search_blocks', {}]);
  answered(request, 'search_blocks', FOUND);
  expect(nextCall(request)?.[0]).toBe('read_blocks');
  answered(request, 'read_blocks', READ);
  expect(nextCall(request)).toMatchObject(['request_images', { block_ids: ['BBBB-2222-BBB'] }]);
  answered(request, 'request_images', { pictures: [{ picture: 'P1', view_id: 'v_1' }] });
  const label =
    'P1 · вид v_1\nТочный текст внутри:\n[0.10 0.20 0.30 0.40] Отм. пола +3,300\n[0.5 0.5 0.6 0.6] Ось А';
  request.pictures.push({ label, mediaType: 'image/png', bytes: 10, uri: null });
  expect(nextCall(request)).toMatchObject(['zoom', { view_id: 'P1', box: [0.1, 0.2, 0.3, 0.4] }]);
  answered(request, 'zoom', { pictures: [{ picture: 'P2', view_id: 'v_2' }] });
  const text = textOf(request);
  expect(text).toContain('Отметка пола +3,300');
  expect(text).toMatch(/!\[[^\]]+\]\(P2\)/);
  expect(text).toContain('[P2]');
});

it('quotes blocks that came with the question, which tools do not send again', () => {
  const request = asked('Какая высота пола?');
  const ahead = '# Найденное\n\n## D1, стр. 3\n\n[AAAA-1111-AAA] (текст)\nОтметка пола +3,300';
  request.texts.push(`${ahead}\n\n[BBBB-2222-BBB] (изображение)\nОтметка чужого пола +9,900`);
  answered(request, 'search_blocks', FOUND);
  answered(request, 'read_blocks', {
    blocks: [
      { block_id: 'AAAA-1111-AAA', page: 3, already_read: true },
      { block_id: 'CCCC-3333-CCC', page: 5, already_read: true },
    ],
  });
  expect(textOf(request)).toContain('> Отметка пола +3,300\n>\n> стр.\u00a03 [AAAA-1111-AAA]');
  expect(textOf(request)).not.toMatch(/9,900|CCCC|> \n/);
});

it('looks at nothing when nothing drawn is asked about, found or shown', () => {
  const written = asked('Сколько перемычек?');
  answered(written, 'search_blocks', FOUND);
  answered(written, 'read_blocks', READ);
  expect(textOf(written)).not.toContain('![');

  const refused = asked('Что на чертеже?');
  answered(refused, 'search_blocks', FOUND);
  answered(refused, 'read_blocks', READ);
  answered(refused, 'request_images', { pictures: [{ error: 'картинок больше нет' }], pictures_left: 0 });
  expect(textOf(refused)).not.toContain('![');

  const forbidden = { ...asked('Что на чертеже?'), toolNames: [] };
  expect(nextCall(forbidden)).toBeUndefined();
});

function asked(text: string): ScriptedRequest {
  const question = { question: text, toolResults: [], pictures: [], texts: [] };
  return {
    index: 0,
    model: 'scripted',
    system: [],
    ...question,
    run: question,
    toolNames: TOOLS,
    mediaResolution: null,
    cachedContent: null,
  };
}

function answered(request: ScriptedRequest, name: string, output: object): void {
  request.toolResults.push({ name, output: JSON.stringify(output) });
}

function turnFor(request: ScriptedRequest): ScriptedTurn {
  const script = scriptedAssistant();
  if (typeof script !== 'function') throw new Error('the assistant is a function');
  return script(request);
}

function nextCall(request: ScriptedRequest): [string, Record<string, unknown>] | undefined {
  const part = turnFor(request).parts?.find((one) => 'call' in one);
  return part && 'call' in part ? [part.call.name, part.call.arguments] : undefined;
}

function textOf(request: ScriptedRequest): string {
  return (turnFor(request).parts ?? []).map((part) => ('text' in part ? part.text : '')).join('');
}
