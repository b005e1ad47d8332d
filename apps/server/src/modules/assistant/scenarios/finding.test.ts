import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '#platform/testing/index.ts';
import { codes } from '../testing/house-codes.ts';
import { labelsOf, outputOf } from '../testing/read-request.ts';
import { calls, inOrder, says } from '../testing/scripts.ts';
import { openStage, type Stage, type Told } from '../testing/stage.ts';

let stage: Stage;
let house: string;
/** Somebody without a key, with a house of the same files. */
let keyless: Person;
let keylessHouse: string;

beforeAll(async () => {
  stage = await openStage();
  keyless = await stage.app.newUser();
  house = await stage.house();
  keylessHouse = await stage.house({ person: keyless });
});
afterAll(() => stage.close());

const ask = (question: string) => stage.ask(question, { documents: [house] });

/** The answer without AI; no model is asked. */
async function askKeyless(question: string): Promise<Told> {
  const told = await stage.ask(question, { person: keyless, documents: [keylessHouse] });
  expect(told.sent).toHaveLength(0);
  expect(told.final.model).toBe('extractive');
  return told;
}

const citedIn = ({ final }: Told): string[] => [
  ...new Set<string>(final.citations.map(({ block_id }: { block_id: string }) => block_id)),
];
const last = <Item>(items: readonly Item[]): Item => {
  const item = items.at(-1);
  if (item === undefined) throw new Error('the model was not asked');
  return item;
};
const codesOf = (found: { block_id: string }[]) => found.map(({ block_id }) => block_id).sort();

describe('S10 marks', () => {
  async function find(mark: string) {
    stage.play(inOrder(calls(['find_mark', { mark }]), says('Готово.')));
    const { exact, ocr_slips } = outputOf(last((await ask(`Где марка ${mark}?`)).asked), 'find_mark');
    return { exact: codesOf(exact), slips: codesOf(ocr_slips) };
  }

  test.each(['В3-14', 'B3-14', 'Б3-14'])('«%s» is found in all three spellings', async (mark) => {
    const { exact, slips } = await find(mark);
    expect([...exact, ...slips].sort()).toEqual([codes.lintels3, codes.lintels7, codes.lintels9].sort());
  });

  test.each([
    ['В2', codes.beam2],
    ['В21', codes.beam21],
    ['В4-14', codes.plain],
    ['В4-14*', codes.starred],
  ])('«%s» is that mark alone', async (mark, code) => {
    expect(await find(mark)).toEqual({ exact: [code], slips: [] });
  });

  test('an answer with the other mark of the pair is not confirmed', async () => {
    stage.play(inOrder(says(`Балка В21 — 12 шт. [${codes.beam2}].`)));
    const { final } = await ask('Сколько балок?');
    expect(final.checks.not_confirmed).toBeGreaterThan(0);
  });

  test.each([
    ['Сколько перемычек В3-14 на 9 этаже?', codes.lintels9, '3'],
    ['Сколько перемычек B3-14 на 9 этаже?', codes.lintels9, '3'],
    ['Сколько балок В2?', codes.beam2, '12'],
    ['Сколько балок В21?', codes.beam21, '6'],
    ['Сколько перемычек В4-14*?', codes.starred, '5'],
  ])('without AI: «%s»', async (question, code, count) => {
    const told = await askKeyless(question);
    expect(citedIn(told)[0]).toBe(code);
    expect(told.final.content).toContain(count);
  });

  test('without AI neighbours are not taken for the mark', async () => {
    expect(citedIn(await askKeyless('Сколько балок В2?'))).not.toContain(codes.beam21);
    expect(citedIn(await askKeyless('Сколько перемычек В4-14*?'))).not.toContain(codes.plain);
  });
});

describe('S11 a sheet is not a page', () => {
  test('sheet 5.1 is page 9, page 5 is sheet 2', async () => {
    stage.play(
      inOrder(calls(['request_images', { sheet: '5.1' }], ['request_images', { page: 5 }]), says('Готово.')),
    );
    const told = await ask('Что на листе 5.1 и что на странице 5?');
    expect(told.named('image_ready')).toMatchObject([
      { name: 'P1', page: 9, sheet: '5.1' },
      { name: 'P2', page: 5, sheet: '2' },
    ]);
    const [sheet, page] = labelsOf(last(told.asked));
    expect(sheet).toMatch(/стр\.\s9, лист\s5\.1/u);
    expect(page).toMatch(/стр\.\s5, лист\s2/u);
  });

  test('a page that is named as a sheet and a sheet that is not there are told apart', async () => {
    stage.play(
      inOrder(calls(['request_images', { sheet: '9' }], ['request_images', { page: 40 }]), says('Готово.')),
    );
    const [bySheet, byPage] = last((await ask('Покажи')).asked).toolResults.map(({ output }) => output);
    expect(bySheet).toMatch(/Листа «9» нет.*Ближайшие/);
    expect(byPage).toMatch(/Страницы 40 нет.*страниц: 13/);
  });

  test('a citation has both', async () => {
    stage.play(inOrder(says(`Дверей 4 и 3 [${codes.doors7}], лист 5.1, стр. 9.`)));
    const { final } = await ask('Какие двери в ведомости 7 этажа?');
    expect(final.citations[0]).toMatchObject({ page: 9, sheet: '5.1' });
    expect(final.checks.not_confirmed).toBe(0);
  });

  test.each([
    ['Что на листе 5.1?', 9],
    ['Что на странице 5?', 5],
  ])('without AI: «%s»', async (question, page) => {
    const { final } = await askKeyless(question);
    expect(final.citations.length).toBeGreaterThan(0);
    const pages = new Set(final.citations.map((citation: { page: number }) => citation.page));
    expect([...pages]).toEqual([page]);
  });
});

describe('S14 an empty text twin', () => {
  test('leads the model to its picture', async () => {
    stage.play(
      inOrder(
        calls(['request_images', { block_ids: [codes.nodeImage] }]),
        says(`Узел 4 — крепление перегородки к плите уголком [${codes.nodeImage}] [P1].`),
      ),
    );
    const told = await ask('Что показано на узле 4?');
    expect(told.asked[0]?.texts.join('\n')).toContain(
      `[${codes.nodeText}] (текст; связан с ${codes.nodeImage}; текста нет, смотри связанный блок)`,
    );
    expect(told.named('image_ready')).toMatchObject([{ block_id: codes.nodeImage }]);
    expect(told.final.citations[0].block_id).toBe(codes.nodeImage);
  });

  test('says where to look when it is read', async () => {
    await stage.app.admin.patch('/api/admin/settings/system', { context: { max_tokens: 1000 } });
    stage.play(inOrder(calls(['read_blocks', { block_ids: [codes.nodeText] }]), says('Готово.')));
    const told = await ask('Какая марка двутавра?');
    await stage.app.admin.patch('/api/admin/settings/system', { context: { max_tokens: 24_000 } });
    const [block] = outputOf(last(told.asked), 'read_blocks').blocks;
    expect(block).toMatchObject({ linked_block_id: codes.nodeImage, text: '' });
    expect(block.hint).toContain(`смотрите связанный блок ${codes.nodeImage}`);
  });

  test('without AI: the linked picture is named', async () => {
    const told = await askKeyless('Какой узел крепления перегородки к плите?');
    expect(citedIn(told)).toContain(codes.nodeImage);
    expect(told.final.content).not.toMatch(/ответа не нашлось/);
  });
});

describe('S15 what the documents do not say', () => {
  const answer = 'В документах этого нет. Искал: марку «В37» по всем блокам, «стоимость», 16-й этаж.';

  test('the tools say so, the answer stands as it is and costs no pictures', async () => {
    stage.play(
      inOrder(
        calls(['find_mark', { mark: 'В37' }], ['search_blocks', { query: 'стоимость работ' }]),
        says(answer),
      ),
    );
    const told = await ask('Сколько стоят балки В37 на 16 этаже?');
    expect(outputOf(last(told.asked), 'find_mark')).toMatchObject({
      exact: [],
      note: 'Марки «В37» нет ни в одном блоке.',
    });
    expect(told.final).toMatchObject({ content: answer, citations: [] });
    expect(told.named('image_ready')).toEqual([]);
  });

  test('an invented number is not confirmed', async () => {
    stage.play(inOrder(says(`Балок В37 — 14 шт. [${codes.beam21}].`)));
    const { claims } = (await ask('Сколько балок В37?')).final.checks;
    const statuses = claims.map(({ status }: { status: string }) => status);
    expect(statuses).toEqual(statuses.map(() => 'not_confirmed'));
    expect(statuses.length).toBeGreaterThan(0);
  });

  test.each([
    ['Сколько балок В37?', 'В37'],
    ['Какая площадь квартир на 16 этаже?', '16'],
    ['Какая стоимость перегородок?', 'стоимость'],
  ])('without AI: «%s»', async (question, named) => {
    const { final } = await askKeyless(question);
    expect(final.content).toMatch(/ответа не нашлось/);
    expect(final.content).toContain(named);
  });
});

describe('S18 does the total of the 7th floor agree?', () => {
  const question = 'Сходится ли итог площадей 7 этажа?';

  test('the model has the table, adds up and names the cause', async () => {
    const text =
      `Нет: указано 747,0, а сумма строк — 746,3 [${codes.explication}]. ` +
      `Причина — квартира 5: 89,1 [${codes.explication}] против 89,8 [${codes.explicationAgain}].`;
    stage.play(inOrder(calls(['read_table', { block_id: codes.explication }]), says(text)));
    const told = await ask(question);
    const { toolResults } = last(told.asked);
    expect(toolResults[0]?.output).toContain('747,0');
    expect(citedIn(told)).toEqual([codes.explication, codes.explicationAgain]);
    const doubted = told.final.checks.claims
      .filter(({ status }: { status: string }) => status === 'not_confirmed')
      .map((claim: { text: string }) => claim.text);
    expect(doubted).not.toContain('747,0');
    expect(doubted).not.toContain('89,1');
    expect(doubted).not.toContain('89,8');
  });

  test('without AI: the audit of the document has both sums and the cause', async () => {
    const { body } = await keyless.get(`/api/documents/${keylessHouse}/findings`);
    const [total] = body.filter(({ kind }: { kind: string }) => kind === 'total_differs');
    for (const part of ['747,0', '746,3', '89,1', '89,8']) expect(total.message).toContain(part);
    expect(total.evidence.map(({ block_id }: { block_id: string }) => block_id)).toContain(
      codes.explicationAgain,
    );
  });

  test('without AI: the answer is that of the audit, with both places', async () => {
    const told = await askKeyless(question);
    expect(told.final.content).not.toMatch(/(?<!\p{L})да(?!\p{L})/iu);
    for (const part of ['747,0', '746,3', '89,1', '89,8']) expect(told.final.content).toContain(part);
    expect(citedIn(told)).toEqual(expect.arrayContaining([codes.explication, codes.explicationAgain]));
  });
});
