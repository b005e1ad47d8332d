import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codes } from '../testing/house-codes.ts';
import { labelsOf, outputOf, shrinkOf } from '../testing/read-request.ts';
import { calls, inOrder, says } from '../testing/scripts.ts';
import { openStage, type Stage, type Told } from '../testing/stage.ts';

let stage: Stage;
let house: string;

beforeAll(async () => {
  stage = await openStage();
  house = await stage.house();
});
afterAll(() => stage.close());

const ask = (question: string) => stage.ask(question, { documents: [house] });
const citedIn = ({ final }: Told): string[] =>
  final.citations.map(({ block_id }: { block_id: string }) => block_id);
const claimsIn = ({ final }: Told): [text: string, status: string][] =>
  final.checks.claims.map(({ text, status }: { text: string; status: string }) => [text, status]);

describe('S1 a general analysis is written from the text', () => {
  const answer =
    `**Решения.** Наружные стены — кирпич 380 мм с утеплителем 150 мм [${codes.walls}], ` +
    `перегородки — блоки D600 100 мм [${codes.partitions}], огнестойкость I [${codes.fire}].`;

  test('no picture is asked for or forced, and every statement has its block', async () => {
    stage.play(inOrder(says(answer)));
    const told = await ask('Дай общий анализ решений');
    expect(told.asked).toHaveLength(1);
    expect(told.named('image_ready')).toEqual([]);
    expect(told.named('answer_restarted')).toEqual([]);
    expect(citedIn(told)).toEqual([codes.walls, codes.partitions, codes.fire]);
    expect(told.final.checks).toMatchObject({ not_confirmed: 0, coverage: 1 });
    expect(told.message).toMatchObject({ status: 'complete', content: answer, images: [] });
  });

  test('the model is told not to count unasked, and in which order to write', async () => {
    stage.play(inOrder(says(answer)));
    const [{ system = [] } = {}] = (await ask('Дай общий анализ решений')).asked;
    expect(system.join('\n')).toMatch(/решения → риски → альтернативы → оптимизации → открытые вопросы/);
    expect(system.join('\n')).toMatch(/Элементы не считай, пока не попросили/);
  });
});

describe('S2 an elevation that stands on a drawing', () => {
  const question = 'Какая отметка низа Ор-18 на 14 этаже?';

  test('is answered after its picture was looked at, with the block and the picture as evidence', async () => {
    stage.play(
      inOrder(
        says(`Низ Ор-18 — −1590 мм [${codes.vents14}].`),
        calls(['request_images', { block_ids: [codes.vents14], reason: 'проверить отметку' }]),
        says(`Низ Ор-18 — −1590 мм [${codes.vents14}], лист 6, стр. 11; на картинке то же [P1].`),
      ),
    );
    const told = await ask(question);
    expect(told.asked[1]?.question).toMatch(/проверить глазами/);
    expect(labelsOf(told.asked.at(-1) ?? fail())[0]).toContain('-1590');
    expect(told.named('image_ready')).toMatchObject([{ block_id: codes.vents14, page: 11, sheet: '6' }]);
    expect(told.final.content).toContain('−1590');
    const [block, picture] = told.final.citations;
    expect(block).toMatchObject({ block_id: codes.vents14, page: 11 });
    expect(block.quote).toContain('-1590');
    expect(picture.image_id).toBe(told.named('image_ready')[0].image_id);
    expect(claimsIn(told)).toContainEqual([expect.stringContaining('1590'), 'confirmed']);
    expect(told.final.checks.not_confirmed).toBe(0);
  });

  test('a number without evidence is marked as not confirmed', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.vents14] }]),
        says(`Низ Ор-18 — −1690 мм [${codes.vents14}].`),
      ),
    );
    const told = await ask(question);
    expect(claimsIn(told)).toContainEqual([expect.stringContaining('1690'), 'not_confirmed']);
    expect(told.message.checks.not_confirmed).toBeGreaterThan(0);
  });
});

test('S3 a question of two parts gets both: prose about the plan and the count of doors', async () => {
  const text =
    `На 7 этаже — внутренние перегородки и несущие стены [${codes.plan7}], общий вид [P1].\n\n` +
    `Дверей 7 шт. = 4 + 3 [${codes.doors7}].`;
  stage.play(inOrder(calls(['request_images', { block_ids: [codes.plan7] }]), says(text)));
  const told = await ask('Опиши план 7 этажа и посчитай двери');
  expect(told.final.content).toBe(text);
  expect(citedIn(told)).toEqual([codes.plan7, codes.plan7, codes.doors7]);
  const sum = claimsIn(told).filter(([claim]) => /^(?:7|4|3)(?:\s*шт\.?)?$/u.test(claim));
  expect(sum.map(([, status]) => status)).toEqual(sum.map(() => 'confirmed'));
  expect(sum.length).toBeGreaterThanOrEqual(3);
});

describe('S4 a picture whose text has the table of another floor', () => {
  const question = 'Сколько перемычек А4-14 на 11, 13 этаже?';

  test('the model is warned, looks, and tells both numbers', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.lintels11] }]),
        calls(['zoom', { view_id: 'P1', box: [0, 0, 0.6, 0.3], reason: 'столбец «Количество»' }]),
        says(
          `На 11, 13 этаже А4-14 — 3 шт. [${codes.lintels11}] [P2]. ` +
            `В распознанном тексте того же блока стоит 4 шт. — это таблица 14-го этажа [${codes.lintels14}].`,
        ),
      ),
    );
    const told = await ask(question);
    const opening = told.asked[0]?.texts.join('\n') ?? '';
    expect(opening).toMatch(new RegExp(`\\[${codes.lintels11}\\] \\([^)]*чужого этажа`));
    expect(told.named('image_ready').map(({ block_id }) => block_id)).toEqual([
      codes.lintels11,
      codes.lintels11,
    ]);
    expect(told.final.content).toMatch(/3 шт\..*4 шт\./s);
    expect(told.final.checks.not_confirmed).toBe(0);
  });

  test('a reading of the block names the part that is foreign', async () => {
    await stage.app.admin.patch('/api/admin/settings/system', { context: { max_tokens: 1000 } });
    stage.play(
      inOrder(calls(['read_blocks', { block_ids: [codes.lintels11] }]), says(`3 шт. [${codes.lintels11}]`)),
    );
    const { asked } = await ask('Дай общий обзор перегородок');
    await stage.app.admin.patch('/api/admin/settings/system', { context: { max_tokens: 24_000 } });
    const [block] = outputOf(asked[1] ?? fail(), 'read_blocks').blocks;
    expect(block.flags.join()).toMatch(/другого этажа: «Спецификация перемычек 14-го этажа/);
    expect(block.hint).toContain('request_images');
  });

  test('an answer that takes the foreign number does not pass as it is', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.lintels11] }]),
        says(`На 11, 13 этаже А4-14 — 4 шт. [${codes.lintels11}].`),
      ),
    );
    const told = await ask(question);
    const { claims } = told.message.checks;
    // The mark is there, and so are its floors; «4» belongs to the table of another floor.
    const statuses = Object.fromEntries(
      claims.map(({ text, status }: { text: string; status: string }) => [text, status]),
    );
    expect(statuses).toMatchObject({ 'А4-14': 'confirmed', 4: 'not_confirmed' });
    expect(told.final.checks).toEqual(told.message.checks);
  });
});

describe('S5 a preview that is too small for numbers', () => {
  const question = 'Какая отметка пола на плане 7 этажа?';

  test('numbers read from it are taken back until a place was zoomed', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.plan7] }]),
        says('Отметка +22,070 [P1].'),
        calls(['zoom', { view_id: 'P1', box: [0.3, 0.3, 0.5, 0.5] }]),
        says('На увеличенном месте отметки нет: не знаю [P2].'),
      ),
    );
    const told = await ask(question);
    const [overview] = labelsOf(told.asked[1] ?? fail());
    expect(shrinkOf(overview ?? '')).toBeGreaterThan(1.5);
    expect(overview).toContain('числа, марки и размеры не читать, увеличьте (zoom)');
    expect(told.asked[2]?.question).toMatch(/Приблизь нужное место/);
    const zoomed = labelsOf(told.asked.at(-1) ?? fail()).map(shrinkOf);
    expect(Math.min(...zoomed)).toBeLessThanOrEqual(1.5);
    expect(told.final.content).not.toContain('+22,070');
    expect(told.message.images.map(({ image_type }: { image_type: string }) => image_type)).toContain(
      'zoom_crop',
    );
  });

  test('a model that will not look closer is told so in the checks', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.plan7] }]),
        says('Отметка +22,070 [P1].'),
        says('Отметка +22,070 [P1].'),
      ),
    );
    const told = await ask(question);
    expect(told.asked).toHaveLength(3);
    expect(claimsIn(told)).toContainEqual([expect.stringContaining('22,070'), 'not_confirmed']);
  });
});

function fail(): never {
  throw new Error('the model was not asked');
}
