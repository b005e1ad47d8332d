import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundle } from '#platform/testing/index.ts';
import { codes } from '../testing/house-codes.ts';
import { calls, inOrder, says } from '../testing/scripts.ts';
import { openStage, type Stage, type Told } from '../testing/stage.ts';
import { differences, labelsOnWire, systemOf, wireText } from '../testing/wire.ts';

let stage: Stage;
let house: string;
let prompts: Record<string, { id: string; content: string }>;

beforeAll(async () => {
  stage = await openStage();
  house = await stage.house();
  const { body } = await stage.app.admin.get('/api/admin/prompts/system');
  prompts = Object.fromEntries(body.map((prompt: { name: string }) => [prompt.name, prompt]));
});
afterAll(() => stage.close());
beforeEach(() => stage.play(() => says(`Дверей 4 и 3 [${codes.doors7}].`)));

const question = 'Сколько дверей на 7 этаже?';
const settings = (patch: object) => stage.person.patch('/api/me/settings', patch);
const first = ({ sent }: Told) => {
  const [request] = sent;
  if (request === undefined) throw new Error('nothing was sent');
  return request;
};

/** The same question before and after a change, in one chat: what differs in the requests. */
async function changedBy(change: () => Promise<unknown>): Promise<string[]> {
  const before = await stage.ask(question, { documents: [house] });
  await change();
  const after = await stage.ask(question, { chatId: before.chatId });
  return differences(first(before), first(after));
}

describe('the prompts', () => {
  test('of an answer stand in their order: role, strategy, annotations, texts', async () => {
    const [role] = (await stage.app.admin.get('/api/prompts/roles')).body;
    await settings({ selected_role_prompt_id: role.id });
    const told = await stage.ask(question, { documents: [house] });
    await settings({ selected_role_prompt_id: null });
    expect(systemOf(first(told))).toEqual([
      role.content,
      prompts.llm_system?.content,
      prompts.json_annotation?.content,
      prompts.html_ocr?.content,
    ]);
    expect(told.message.prompts).toMatchObject({
      ...{ llm_system: 1, json_annotation: 1, html_ocr: 1, flash_extractor: null },
      role: { id: role.id, name: role.name, version: role.version },
    });
  });

  test('the question and its documents come after them, in the message of the person', async () => {
    const told = await stage.ask(question, { documents: [house] });
    const [message] = first(told).body.contents;
    const texts = (message?.parts ?? []).map(({ text }) => text ?? '');
    expect(texts[0]).toBe(question);
    expect(texts[1]).toMatch(/^# Контекст/);
    expect(texts[2]).toMatch(/^# Текст документов целиком/);
  });
});

describe('acts on the next message, without a restart', () => {
  test('an edited prompt, and its roll-back', async () => {
    const edit = { name: 'json_annotation', content: 'Рамки читай так.', description: 'проба' };
    const changed = await changedBy(() => stage.app.admin.post('/api/admin/prompts/system', edit));
    expect(changed).toEqual(['system 1']);
    const roll = () =>
      stage.app.admin.patch(`/api/admin/prompts/system/${prompts.json_annotation?.id}`, { is_active: true });
    expect(await changedBy(roll)).toEqual(['system 1']);
    const told = await stage.ask(question, { documents: [house] });
    expect(systemOf(first(told))[1]).toBe(prompts.json_annotation?.content);
  });

  test('a role', async () => {
    const [, role] = (await stage.app.admin.get('/api/prompts/roles')).body;
    const changed = await changedBy(() => settings({ selected_role_prompt_id: role.id }));
    // The role comes first, what follows moves by one.
    expect(changed).toEqual(['system 0', 'system 1', 'system 2', 'system 3']);
    const edited = { content: 'Отвечай как приёмщик работ.' };
    const patch = () => stage.app.admin.patch(`/api/admin/prompts/roles/${role.id}`, edited);
    expect(await changedBy(patch)).toEqual(['system 0']);
    expect(await changedBy(() => settings({ selected_role_prompt_id: null }))).toHaveLength(4);
  });

  test('the settings of the person', async () => {
    expect(await changedBy(() => settings({ temperature: 0.3, top_p: 0.8 }))).toEqual([
      'generation.temperature',
      'generation.topP',
    ]);
    expect(await changedBy(() => settings({ media_resolution: 'low' }))).toEqual([
      'generation.mediaResolution',
    ]);
    await settings({ temperature: null, top_p: null, media_resolution: null });
  });

  test('the settings of the installation', async () => {
    const system = (patch: object) => stage.app.admin.patch('/api/admin/settings/system', patch);
    expect(await changedBy(() => system({ generation: { max_output_tokens: 5000 } }))).toEqual([
      'generation.maxOutputTokens',
    ]);
    const { models } = (await stage.app.admin.get('/api/admin/settings/system')).body;
    const swap = () => system({ models: { simple: models.complex_answerer } });
    expect(await changedBy(swap)).toContain('model');
    await system({ models: { simple: models.simple }, generation: { max_output_tokens: 16_384 } });
  });

  test('the profile: Flash collects with its own prompt alone, Pro answers with the others', async () => {
    const simple = await stage.ask(question, { documents: [house] });
    await settings({ model_profile: 'complex' });
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.plan7] }]),
        calls([
          'submit_evidence',
          { block_ids: [codes.doors7], picture_names: ['P1'], notes: 'Ведомость на листе 5.1.' },
        ]),
        says(`Дверей 4 и 3 [${codes.doors7}].`),
      ),
    );
    const told = await stage.ask(question, { chatId: simple.chatId });
    await settings({ model_profile: 'simple' });
    const [collecting, , answering] = told.sent;
    if (collecting === undefined || answering === undefined) throw new Error('nothing was sent');
    expect(told.sent.map(({ model }) => model)).toEqual([
      ...[collecting.model, collecting.model],
      answering.model,
    ]);
    expect(collecting.model).toMatch(/flash/);
    expect(answering.model).not.toBe(collecting.model);
    expect(systemOf(collecting)).toEqual([prompts.flash_extractor?.content]);
    expect(systemOf(answering)).toEqual(systemOf(first(simple)));
    const handed = wireText([answering]);
    expect(handed).toContain('Ведомость дверных проемов 7-го этажа');
    expect(handed).toContain('Ведомость на листе 5.1.');
    expect(handed).not.toContain('Экспликация помещений 7-го этажа\\n\\n|');
    expect(labelsOnWire(answering)).toHaveLength(1);
    expect(told.message).toMatchObject({
      model: answering.model,
      model_profile: 'complex',
      prompts: { flash_extractor: 1 },
    });
    const phases = told.named('phase_started').map(({ phase }) => phase);
    expect(phases).toEqual(expect.arrayContaining(['flash_stage', 'pro_stage']));
  });
});

describe('what goes out', () => {
  test('every picture stands behind its label, also when it is sent again', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.plan7, codes.vents14] }]),
        calls(['zoom', { view_id: 'P1', box: [0.1, 0.1, 0.3, 0.3] }]),
        says('Готово [P3].'),
      ),
    );
    const { sent } = await stage.ask('Опиши план', { documents: [house] });
    const labels = sent.map(labelsOnWire);
    expect(labels.map((list) => list.length)).toEqual([0, 2, 3]);
    for (const [at, label] of (labels[2] ?? []).entries()) {
      expect(label).toMatch(new RegExp(`^P${at + 1} · вид v_[\\w-]+ · блок [\\w-]+ · стр\\.`));
      expect(label).toMatch(/без уменьшения|уменьшено в/);
      expect(label).toMatch(/Точный текст внутри|Текста внутри нет/);
    }
  });

  test('no key, no word of another person, no id of a user', async () => {
    const stranger = await stage.newPerson();
    const secret = [{ code: 'KKKK-KKKK-KKK', text: 'Перемычки А4-14: чужие 999 шт.' }];
    await stranger.upload('/api/documents/import', bundle({ stem: 'secret', blocks: secret }));
    stage.play(() => says('Чужой ответ про 999.'));
    await stage.ask('Чужой вопрос про котельную', { person: stranger });
    stage.play(
      inOrder(
        calls(
          ['search_blocks', { query: 'чужие перемычки котельная' }],
          ['read_blocks', { block_ids: ['KKKK-KKKK-KKK'] }],
          ['find_mark', { mark: 'А4-14' }],
          ['request_images', { block_ids: ['KKKK-KKKK-KKK'] }],
        ),
        says('Готово.'),
      ),
    );
    const told = await stage.ask('Что о перемычках А4-14?');
    const wire = wireText(told.sent);
    expect(told.sent).toHaveLength(2);
    for (const word of [
      'чужие 999',
      'Чужой ответ',
      'про котельную',
      'test-key',
      stage.person.id,
      stranger.id,
    ])
      expect(wire).not.toContain(word);
    expect(stage.app.logs()).not.toMatch(/test-key-of-person/);
    const stored = await stage.app.database.query('select request, response from model_calls');
    expect(JSON.stringify(stored)).not.toMatch(/test-key-of-person/);
  });
});
