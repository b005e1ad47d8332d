import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ScriptedTurn } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '#platform/testing/index.ts';
import { codes } from '../testing/house-codes.ts';
import { outputOf } from '../testing/read-request.ts';
import { calls, inOrder, says } from '../testing/scripts.ts';
import { openStage, type Stage } from '../testing/stage.ts';

let stage: Stage;
let house: string;

beforeAll(async () => {
  stage = await openStage();
  house = await stage.house();
});
afterAll(() => stage.close());

const ask = (question: string) => stage.ask(question, { documents: [house] });
const madeUp = 'IMG-FLOOR-7-PLAN';

/** Removes the files that the pages of a document are drawn from, as a storage that answers 404. */
async function loseFiles(documentId: string): Promise<void> {
  const files = await stage.app.database.query<{ storage_path: string }>(
    `select file.storage_path from document_files file join document_versions version on version.id = file.version_id
     where version.document_id = $1 and file.file_type = 'pdf'`,
    [documentId],
  );
  for (const { storage_path } of files) await rm(path.join(stage.app.dataDir, 'objects', storage_path));
}

describe('S7 nothing to answer from', () => {
  test('a file that the storage does not have is named, and no model is asked', async () => {
    const person = await stage.newPerson();
    const lost = await stage.house({ person, stem: 'lost-AR' });
    await loseFiles(lost);
    stage.play(inOrder(says('Гладкий ответ ни о чём.')));
    const told = await stage.ask('Опиши план 7 этажа', { person, documents: [lost] });
    expect(told.sent).toHaveLength(0);
    expect(told.named('error')).toMatchObject([
      { code: 'documents_unreadable', message: expect.stringContaining('lost-AR.pdf') },
    ]);
    expect(told.frames.at(-1)?.data.status).toBe('failed');
    expect(told.message).toMatchObject({ status: 'failed', error_code: 'documents_unreadable', content: '' });
  });

  test('beside a document that can be read it is a warning, and the model has only the other', async () => {
    const person = await stage.newPerson();
    const lost = await stage.house({ person, stem: 'lost-AR' });
    const whole = await stage.house({ person, stem: 'whole-AR' });
    await loseFiles(lost);
    stage.play(inOrder(says(`Дверей 4 и 3 [${codes.doors7}].`)));
    const told = await stage.ask('Сколько дверей на 7 этаже?', { person, documents: [lost, whole] });
    expect(told.named('warning')).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('lost-AR.pdf') }),
    );
    expect(told.asked[0]?.texts.join()).toContain('whole-AR');
    expect(told.asked[0]?.texts.join()).not.toContain('lost-AR');
    expect(told.final.citations[0].document_id).toBe(whole);
  });

  test('an empty document is told, and no model is asked', async () => {
    const person = await stage.newPerson();
    const blocks = [{ code: 'EMPT-YAAA-AAA', text: '' }];
    const { body } = await person.upload('/api/documents/import', bundle({ stem: 'empty-AR', blocks }));
    const told = await stage.ask('Что здесь?', { person, documents: [body.documents[0].id] });
    expect(told.sent).toHaveLength(0);
    expect(told.named('error')[0]).toMatchObject({
      code: 'documents_unreadable',
      message: expect.stringContaining('empty-AR'),
    });
  });
});

describe('S8 an id that the model made up', () => {
  test('is refused once with real ones, and a model that takes one answers', async () => {
    stage.play(
      inOrder(
        calls(['search_blocks', { query: 'план 7 этажа' }]),
        calls(['request_images', { block_ids: [madeUp] }]),
        (request) => {
          const { output } = request.toolResults.at(-1) ?? { output: '' };
          const [code = ''] = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}/.exec(output) ?? [];
          return calls(['request_images', { block_ids: [code] }]);
        },
        says(`План 7 этажа [${codes.plan7}] [P1].`),
      ),
    );
    const told = await ask('Покажи план 7 этажа');
    const refusal = told.asked[2]?.toolResults.at(-1)?.output ?? '';
    expect(refusal).toContain(`Блока ${madeUp} нет`);
    expect(refusal).toContain(codes.plan7);
    expect(told.named('image_ready')).toHaveLength(1);
    expect(told.final.content).toContain(`[${codes.plan7}]`);
  });

  test('is never executed twice: neither by the same tool nor by another, and the tools are withdrawn', async () => {
    stage.play(({ toolNames, toolResults }) => {
      if (toolNames.length === 0) return says('Плана под таким кодом нет.');
      const tool = toolResults.length % 2 === 0 ? 'request_images' : 'read_blocks';
      return calls([tool, { block_ids: [madeUp], reason: `попытка ${toolResults.length + 1}` }]);
    });
    const told = await ask('Покажи план 7 этажа');
    const outputs = (told.asked.at(-1)?.toolResults ?? []).map(({ output }) => output);
    const explained = outputs.filter((output) => /Ближайшие/.test(output));
    expect(explained).toHaveLength(1);
    for (const output of outputs.slice(1)) expect(output).toMatch(/уже сказано|already_done/);
    expect(told.asked.length).toBeLessThanOrEqual(5);
    expect(told.asked.at(-1)?.toolNames).toEqual([]);
    expect(told.final.content).toBe('Плана под таким кодом нет.');
    expect(told.frames.at(-1)?.data.status).toBe('done');
  });
});

describe('S16 output that cannot be read', () => {
  const malformed: ScriptedTurn = {
    parts: [
      { call: { name: 'search_blocks', arguments: {}, malformed: '{"query": "двер' }, signature: 'broken' },
    ],
  };

  test('arguments that are no JSON are explained, and the repaired call is executed', async () => {
    stage.play(
      inOrder(
        malformed,
        calls(['search_blocks', { query: 'двери' }]),
        says(`Дверей 4 и 3 [${codes.doors7}].`),
      ),
    );
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.asked[1]?.toolResults.at(-1)?.output).toContain('один объект JSON по схеме');
    expect(outputOf(told.asked[2] ?? fail(), 'search_blocks').error).toBeUndefined();
    expect(told.final.citations).toHaveLength(1);
  });

  test.each<[string, ScriptedTurn]>([
    ['arguments that are no JSON', malformed],
    ['calls that the vendor itself could not read', { failure: { kind: 'malformed_call' } }],
  ])('%s, again and again: one repair, then an answer in plain text', async (_, broken) => {
    stage.play(({ toolNames }) => (toolNames.length === 0 ? says('Отвечаю словами.') : broken));
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.asked.filter(({ toolNames }) => toolNames.length > 0).length).toBeLessThanOrEqual(3);
    expect(told.frames.at(-1)?.data.status).toBe('done');
    expect(told.final.content).toBe('Отвечаю словами.');
    expect(told.message.content).not.toMatch(/JSON|Error/);
  });

  test('a stream that ends in half a JSON object is asked for again, and no word is doubled', async () => {
    const answer = `Дверей 4 и 3 [${codes.doors7}].`;
    stage.play(inOrder({ ...says('Дверей 4'), failure: { kind: 'malformed_json' } }, says(answer)));
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.asked).toHaveLength(2);
    expect(told.named('warning')).toMatchObject([{ code: 'model_retry' }]);
    expect(
      told
        .named('llm_token')
        .map(({ token }) => token)
        .join(''),
    ).toBe(answer);
    expect(told.message).toMatchObject({ status: 'complete', content: answer });
  });

  test('one that never ends well is told in words, with what was written', async () => {
    stage.play(() => ({ ...says('Дверей 4'), failure: { kind: 'malformed_json' } }));
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.asked).toHaveLength(3);
    expect(told.named('error')).toMatchObject([
      { code: 'broken_stream', message: expect.stringContaining('Написанное сохранено'), retryable: true },
    ]);
    expect(told.message).toMatchObject({ status: 'failed', content: 'Дверей 4' });
  });

  test('an answer cut off by the limit of its length is kept as it is', async () => {
    stage.play(inOrder({ ...says(`Дверей 4 [${codes.doors7}] и`), finish: 'length' }));
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.message).toMatchObject({
      status: 'complete',
      content: expect.stringContaining(codes.doors7),
    });
  });
});

function fail(): never {
  throw new Error('the model was not asked');
}
