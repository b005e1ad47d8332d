import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { codes } from '../testing/house-codes.ts';
import { labelsOf } from '../testing/read-request.ts';
import { calls, inOrder, type Play, says } from '../testing/scripts.ts';
import { openStage, type Stage, type Told } from '../testing/stage.ts';

let stage: Stage;
let house: string;

beforeAll(async () => {
  stage = await openStage();
  house = await stage.house({ volume: 380_000 });
});
afterAll(() => stage.close());
afterEach(() =>
  limit({ max_model_calls: 12, max_pictures: 24, max_pixels: 80_000_000, max_input_tokens: 1_500_000 }),
);

const limit = (run_budget: Record<string, number>) =>
  stage.app.admin.patch('/api/admin/settings/system', { run_budget });
const ask = (question: string) => stage.ask(question, { documents: [house] });

/** Looks at ever new places of a plan, whatever it is told, as long as it has tools. */
const endless =
  (last: string, plan: string = codes.plan7): Play =>
  ({ toolNames, pictures, toolResults }) => {
    if (toolNames.length === 0) return says(last);
    if (pictures.length === 0) return calls(['request_images', { block_ids: [plan] }]);
    const at = toolResults.length;
    const [x, y] = [(at % 6) / 8, (Math.floor(at / 6) % 6) / 8];
    return calls(['zoom', { view_id: 'P1', box: [x, y, x + 0.12, y + 0.12], reason: `место ${at}` }]);
  };

/** Nothing was delivered twice: neither to the reader nor, as a file, to the vendor. */
function expectNoneTwice({ named, asked }: Told): void {
  const ids = named('image_ready').map(({ image_id }) => image_id);
  expect(new Set(ids).size).toBe(ids.length);
  const labels = asked.slice(-1).flatMap(labelsOf);
  expect(new Set(labels).size).toBe(labels.length);
}

describe('S6 find the designers mistakes', () => {
  const question = 'Проанализируй проект, найди явные ошибки проектировщика, для анализа запроси изображения';
  const issues =
    `1. Итог 7 этажа: указано 747,0 [${codes.explication}].\n` +
    `2. С/У квартиры 5: 22,2 [${codes.explication}] и 22,9 [${codes.explicationAgain}].`;

  test('ends with a list of issues within the budget, each with its block, whatever was asked for twice', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.plan7, codes.lintels11] }]),
        calls(['request_images', { block_ids: [codes.lintels11, codes.plan7, codes.vents14] }]),
        calls(['zoom', { view_id: 'P1', box: [0.1, 0.1, 0.3, 0.3] }]),
        calls(['zoom', { view_id: 'P1', box: [0.1, 0.1, 0.3, 0.3] }]),
        calls(['read_blocks', { block_ids: [codes.explication, codes.explicationAgain] }]),
        says(issues),
      ),
    );
    const told = await ask(question);
    expect(told.named('image_ready')).toHaveLength(4);
    expectNoneTwice(told);
    expect(told.final.content).toBe(issues);
    expect(told.final.citations.map(({ block_id }: { block_id: string }) => block_id)).toEqual([
      codes.explication,
      codes.explication,
      codes.explicationAgain,
    ]);
    expect(told.final.usage.model_calls).toBe(6);
  });

  test('«нужны ещё зумы» is no answer: the reader gets what was read and what was not looked at', async () => {
    await limit({ max_model_calls: 4 });
    stage.play(endless('Нужны ещё зумы.'));
    const told = await ask(question);
    expect(told.final.content).not.toMatch(/Нужны ещё зумы/);
    expect(told.final.content).toMatch(/Модель не закончила ответ/);
    expect(told.frames.at(-1)?.data.status).toBe('done');
    expect(told.message.content).toBe(told.final.content);
  });

  test('the reader hears of the work while the model is still silent', async () => {
    stage.play(() => ({ parts: [], failure: { kind: 'hang' } }));
    const chatId = await stage.send(question, { documents: [house] });
    const { frames } = await stage.person.read(
      chatId,
      undefined,
      ({ event, data }) => event === 'phase_started' && data.phase === 'llm',
    );
    expect(frames.map(({ event }) => event)).not.toContain('llm_token');
    await stage.person.post(`/api/chats/${chatId}/stop`);
    expect((await stage.person.read(chatId)).frames.at(-1)?.data.status).toBe('stopped');
  });
});

describe('S9 a limit is reached', () => {
  test.each<[string, Record<string, number>]>([
    ['calls', { max_model_calls: 5 }],
    ['pictures', { max_pictures: 3 }],
    ['pixels', { max_pixels: 9_000_000 }],
    ['tokens', { max_input_tokens: 17_000 }],
  ])('of %s: the best answer that there is, with what was not looked at', async (_, budget) => {
    await limit(budget);
    stage.play((request) => {
      if (request.toolNames.length === 0) return says(`Дверей 4 и 3 [${codes.doors7}].`);
      if (request.toolResults.length === 0)
        return calls(['search_blocks', { query: 'узел перегородки вестибюль' }]);
      return endless('')(request);
    });
    const told = await ask('Проверь все планы и двери 7 этажа');
    expect(told.frames.at(-1)?.data.status).toBe('done');
    expect(told.named('error')).toEqual([]);
    expect(told.asked.at(-1)?.toolNames).toEqual([]);
    expect(told.final.content).toContain(`[${codes.doors7}]`);
    expect(told.final.content).toContain('**Не просмотрено:**');
    expect(told.final.not_examined.length).toBeGreaterThan(0);
    expect(told.message.not_examined).toEqual(told.final.not_examined);
    expectNoneTwice(told);
  });

  test('the model is told what is left with every answer of a tool, and at the end to answer', async () => {
    await limit({ max_model_calls: 4 });
    stage.play(endless('По просмотренному ошибок нет.'));
    const { asked } = await ask('Проверь план');
    const left = asked.at(-1)?.texts.filter((text) => text.includes('Осталось:')) ?? [];
    expect(left.map((text) => /Осталось: (\d+)\s/u.exec(text)?.[1])).toEqual(['3', '2', '1', '0']);
    expect(asked.at(-1)?.texts.at(-1)).toMatch(/Вызовы закончились\. Дай ответ сейчас/);
  });

  test('a model that says nothing at all at the end: quotes of what was read', async () => {
    await limit({ max_model_calls: 3 });
    stage.play((request) => (request.toolNames.length === 0 ? { parts: [] } : endless('')(request)));
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.frames.at(-1)?.data.status).toBe('done');
    expect(told.final.content).toContain(`[${codes.doors7}]`);
  });
});

describe('a model that zooms for ever', () => {
  const question = 'Рассмотри план 1 этажа во всех подробностях';
  const last = 'По просмотренному явных ошибок нет.';

  test('is stopped at the budget; nothing goes twice, and the bytes are a small part of resending', async () => {
    stage.play(endless(last, codes.plan1));
    const uploadedBefore = stage.model.files().length;
    const told = await ask(question);
    expect(told.asked).toHaveLength(12);
    expect(told.frames.at(-1)?.data.status).toBe('done');
    expect(told.named('image_ready')).toHaveLength(11);
    expectNoneTwice(told);

    const requests = told.sent.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
    const uploads = stage.model.files().slice(uploadedBefore);
    expect(uploads.length).toBeGreaterThan(5);
    const sent = requests + uploads.reduce((sum, { bytes }) => sum + bytes, 0);
    // The server counts what it meant to send; the wire has the names of fields and the like besides.
    expect(told.final.usage.bytes_sent).toBeGreaterThan(0.9 * sent);
    expect(told.final.usage.bytes_sent).toBeLessThan(1.1 * sent);
    const resent = await resending(told);
    const share = sent / resent;
    console.log(
      `endless zoom: 12 calls, 11 pictures, ${uploads.length} of them as files; sent ${sent} bytes (requests ${requests}), ` +
        `resending on every turn ${resent}: ${(share * 100).toFixed(1)} %`,
    );
    expect(share).toBeLessThanOrEqual(0.25);
  });

  test('asked once more, brings the vendor nothing that it has', async () => {
    stage.play(endless(last, codes.plan1));
    const before = stage.model.files().length;
    const told = await ask(question);
    expect(told.named('image_ready')).toHaveLength(11);
    expect(stage.model.files()).toHaveLength(before);
  });
});

describe('the collector of the complex profile', () => {
  const profile = (model_profile: 'simple' | 'complex') =>
    stage.person.patch('/api/me/settings', { model_profile });
  afterEach(() => profile('simple'));

  test('that never hands over is stopped at its share; the answer comes from what it looked at', async () => {
    await profile('complex');
    await limit({ max_model_calls: 8 });
    stage.play((request) =>
      request.toolNames.includes('submit_evidence')
        ? endless('')(request)
        : says(`По картинкам и ведомости дверей 4 и 3 [${codes.doors7}].`),
    );
    const filesBefore = stage.model.files().length;
    const told = await ask('Проверь двери на плане 7 этажа');
    const collecting = told.asked.filter(({ toolNames }) => toolNames.includes('submit_evidence'));
    expect(collecting.length).toBeLessThan(8);
    expect(told.asked.length).toBeLessThanOrEqual(8);
    expect(told.frames.at(-1)?.data.status).toBe('done');
    expect(told.final.content).toContain(`[${codes.doors7}]`);
    // Another model has not seen them; the vendor has them already.
    expect(told.asked.at(-1)?.pictures).toHaveLength(told.named('image_ready').length);
    expect(stage.model.files().length - filesBefore).toBeLessThanOrEqual(told.named('image_ready').length);
    expectNoneTwice(told);
  });

  test('that insists on a made-up id loses its tools, and the other model answers', async () => {
    await profile('complex');
    stage.play(({ toolNames }) =>
      toolNames.includes('submit_evidence')
        ? calls(['request_images', { block_ids: ['IMG-FLOOR-7-PLAN'] }])
        : says(`Дверей 4 и 3 [${codes.doors7}].`),
    );
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.asked.length).toBeLessThanOrEqual(5);
    expect(told.final.content).toBe(`Дверей 4 и 3 [${codes.doors7}].`);
  });

  test('that cannot be read at all does not end the run', async () => {
    await profile('complex');
    stage.play(({ toolNames }) =>
      toolNames.includes('submit_evidence')
        ? { failure: { kind: 'malformed_call' } }
        : says(`Дверей 4 и 3 [${codes.doors7}].`),
    );
    const told = await ask('Сколько дверей на 7 этаже?');
    expect(told.frames.at(-1)?.data.status).toBe('done');
    expect(told.final.citations).toHaveLength(1);
  });
});

/** Bytes of all texts of a document. */
async function lettersOf(documentId: string): Promise<number> {
  const [row] = await stage.app.database.query<{ size: number }>(
    `select sum(octet_length(block.text))::int as size from blocks block
     join document_versions version on version.id = block.version_id where version.document_id = $1`,
    [documentId],
  );
  return row?.size ?? 0;
}

/** Bytes of a run that sends the text of the document and all pictures so far, in base64, with every call. */
async function resending({ asked, message }: Told): Promise<number> {
  const text = await lettersOf(house);
  const rows = await stage.app.database.query<{ file_size: number }>(
    'select file_size::int from chat_images where run_id = $1 order by substr(name, 2)::int',
    [message.run_id],
  );
  // Each turn but the first brought one picture.
  return asked.reduce((sum, _, turn) => {
    const shown = rows.slice(0, turn).reduce((total, row) => total + (row.file_size * 4) / 3, 0);
    return sum + text + Math.round(shown);
  }, 0);
}
