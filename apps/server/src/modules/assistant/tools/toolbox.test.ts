import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';
import { type Asked, openToolbox, type ToolboxBench } from './testing/toolbox-bench.ts';
import { newToolSession } from './toolbox-types.ts';

let app: TestApp;
let bench: ToolboxBench;
let owner: Person;
let project: string;

/** Sheet 5.1 stands on page 9, sheet 1 twice; page 5 is sheet 2. */
const sheets = [
  [3, '1', 'Разрешение на изменения', 'AAAA-AAAA-AA3', 'Разрешение 2807/25. Изменения внесены.'],
  [4, '1', 'Общие данные', 'AAAA-AAAA-AA4', 'Общие данные. Кладка из кирпича. Марка КР — не КР1.'],
  [5, '2', 'Кладочный план', 'AAAA-AAAA-AA5', 'Кладочный план этажа. Перемычка B3-14 (латиницей).'],
  [
    9,
    '5.1',
    'Ведомость перемычек',
    'AAAA-AAAA-AA9',
    [
      '##### Ведомость перемычек 5-го этажа',
      '',
      '| Марка | Масса, кг | Всего, шт. |',
      '|---|---|---|',
      '| Жилой дом | | |',
      '| В3-14 | 7,404 | 42 |',
      '| Б3-14 | 7,404 | 5 |',
      '| В3-141 | 8,1 | 6 |',
      '| Строение 1 | | |',
      '| В3-14 | 7,404 | 3 |',
    ].join('\n'),
  ],
] as const;

function projectFiles(stem: string) {
  const pages = sheets.map(([page, sheet, title, code, text]) =>
    [
      `## СТРАНИЦА ${page}`,
      `**Лист:** ${sheet} (из 12)`,
      `**Наименование листа:** ${title}`,
      '',
      `### BLOCK [TEXT]: ${code}`,
      text,
    ].join('\n'),
  );
  const picture = [
    '### BLOCK [IMAGE]: CCCC-CCCC-CC9',
    '**[ИЗОБРАЖЕНИЕ]** | Тип: План этажа | Оси: 1-8/А-Ж',
    '**Краткое описание:** План 7 этажа',
    '**Текст на чертеже:** план 7 этажа',
    '',
    '**Распознанный OCR текст на чертеже:**',
    'Ведомость 14 этажа',
  ].join('\n');
  const head = `# Проект / ${stem}.pdf\n\n**Штамп:** Шифр: 01-АР | Стадия: РД | Объект: Дом | Организация: ООО\n\n---\n\n`;
  return [
    { name: `${stem}_document.md`, bytes: `${head}${pages.join('\n\n')}\n\n${picture}\n` },
    {
      name: `${stem}_blocks.json`,
      bytes: JSON.stringify({
        blocks: [
          { id: 'CCCC-CCCC-CC9', page_index: 8, block_type: 'image', category_code: null, crop_url: null },
        ],
      }),
    },
  ];
}

beforeAll(async () => {
  app = await startTestApp();
  bench = await openToolbox(app);
  owner = await app.newUser();
  project = await load(projectFiles('Проект'));
});
afterAll(async () => {
  await bench.close();
  await app.close();
});

async function load(files: Parameters<Person['upload']>[1], person = owner): Promise<string> {
  const { body, text } = await person.upload('/api/documents/import', files);
  if (!body?.documents?.[0]) throw new Error(text);
  return body.documents[0].id;
}

const ask = (): Promise<Asked> => bench.ask(owner, [{ id: project }]);

describe('what is offered', () => {
  test('each stage has its tools, with schemas that every vendor reads', () => {
    const names = (set: Parameters<typeof bench.toolbox.definitions>[0]) =>
      bench.toolbox.definitions(set).map(({ name }) => name);
    const common = [
      ...['search_blocks', 'read_blocks', 'read_table', 'find_mark'],
      ...['list_sheets', 'request_images', 'zoom'],
    ];
    expect(names('answer')).toEqual(common);
    expect(names('collect')).toEqual([...common, 'submit_evidence']);
    expect(names('compare')).toEqual([...common, 'report_diff']);
    expect(names('keyless')).toEqual(['search_blocks', 'read_blocks']);
    for (const { description, parameters } of bench.toolbox.definitions('collect')) {
      expect(description).toMatch(/[а-яё]/i);
      expect(parameters).toMatchObject({ type: 'object', properties: expect.any(Object) });
      expect(JSON.stringify(parameters)).not.toMatch(
        /\$schema|\$ref|anyOf|default|additionalProperties|\{\}/,
      );
    }
    const zoom = bench.toolbox.definitions('answer').find(({ name }) => name === 'zoom');
    expect(zoom?.parameters).toMatchObject({ required: ['view_id'] });
  });

  test('calls are described to the person who watches', () => {
    const describe = (name: string, input: Record<string, unknown>) =>
      bench.toolbox.describe({ id: '1', name, arguments: input });
    expect(describe('search_blocks', { query: 'перемычки' })).toBe('Ищу: «перемычки»');
    expect(describe('read_blocks', { block_ids: ['A', 'B'] })).toBe('Читаю 2\u00a0блока');
    expect(describe('find_mark', { mark: 'В3-14' })).toBe('Ищу марку «В3-14»');
    expect(describe('zoom', { view_id: 'P2', sector: 'B1' })).toBe('Увеличиваю P2, сектор B1');
    expect(describe('zoom', { box: 'нет' })).toBe('Инструмент zoom');
    expect(describe('rm_rf', {})).toBe('Инструмент rm_rf');
  });
});

describe('search and reading', () => {
  test('finds, reads, and does not send a text twice', async () => {
    const asked = await ask();
    const found = await asked.call('search_blocks', { query: 'общие данные кладка', limit: 3 });
    expect(found.output.results[0]).toMatchObject({ block_id: 'AAAA-AAAA-AA4', page: 4, sheet: '1' });
    expect(found.output.results[0]).not.toHaveProperty('document_number');
    expect(found.session.found.map(({ block_id }) => block_id)).toContain('AAAA-AAAA-AA4');

    const read = await asked.call('read_blocks', { block_ids: ['[AAAA-AAAA-AA4]', 'AAAA-AAAA-AA5'] });
    expect(read.output.blocks[0]).toMatchObject({ block_id: 'AAAA-AAAA-AA4', document_id: project });
    expect(read.output.blocks[0].text).toContain('Кладка из кирпича');
    const again = await asked.call('read_blocks', { block_ids: ['AAAA-AAAA-AA5'] });
    expect(again.output.blocks).toEqual([expect.objectContaining({ already_read: true })]);
    expect(again.result.output).not.toContain('латиницей');
    const searched = await asked.call('search_blocks', { query: 'кладка' });
    expect(
      searched.output.results.find((hit: { block_id: string }) => hit.block_id.endsWith('AA4')),
    ).toMatchObject({ already_read: true });
  });

  test('the same call is not executed twice, whatever the reason that is given', async () => {
    const asked = await ask();
    await asked.call('search_blocks', { query: 'кладка', document: 'D1' });
    const again = await asked.call('search_blocks', { document: 1, query: ' кладка ', limit: null });
    expect(again.output).toMatchObject({ already_done: true });
    expect(again.output).not.toHaveProperty('results');
  });

  test('letters of the other alphabet are the same code', async () => {
    const asked = await ask();
    const { output } = await asked.call('read_blocks', { block_ids: ['АААА-АААА-АА4'] });
    expect(output.blocks[0]).toMatchObject({ block_id: 'AAAA-AAAA-AA4' });
  });

  test('an unknown code is refused once with the nearest ones, then in a line', async () => {
    const asked = await ask();
    const first = await asked.call('read_blocks', { block_ids: ['AAAA-AAAA-AA7'] });
    expect(first.result.isError).toBe(true);
    expect(first.output.unknown_block_ids).toEqual(['AAAA-AAAA-AA7']);
    expect(first.output.notes[0]).toMatch(/Ближайшие: AAAA-AAAA-AA3 \(текст, стр\.\u00a03\)/);
    const second = await asked.call('read_blocks', { block_ids: ['AAAA-AAAA-AA7', 'AAAA-AAAA-AA3'] });
    expect(second.output.notes).toEqual([
      'Блока AAAA-AAAA-AA7 нет. Об этом уже сказано; не запрашивайте снова.',
    ]);
    expect(second.output.blocks).toHaveLength(1);
    const third = await asked.call('request_images', { block_ids: ['IMG-FLOOR-7-PLAN'] });
    expect(third.output.notes[0]).toContain('Блока IMG-FLOOR-7-PLAN нет. Ближайшие:');
    const fourth = await asked.call('request_images', { block_ids: ['IMG-FLOOR-7-PLAN'], reason: 'ещё раз' });
    expect(fourth.result.output.length).toBeLessThan(200);
    expect(fourth.output).toMatchObject({ already_done: true });
  });

  test('of a long list of made-up codes only the first are told about', async () => {
    const asked = await ask();
    const made = Array.from({ length: 30 }, (_, at) => `ZZZZ-ZZZZ-${at}`);
    const { output, session } = await asked.call('read_blocks', { block_ids: [...made, 'AAAA-AAAA-AA4'] });
    expect(output.notes).toBeUndefined();
    expect(output.error).toMatch(/block_ids/);
    const read = await asked.call('read_blocks', { block_ids: [...made.slice(1), 'AAAA-AAAA-AA4'] });
    expect(read.output.blocks).toHaveLength(1);
    expect(read.output.unknown_block_ids).toHaveLength(29);
    expect(read.output.notes).toHaveLength(5);
    const row = { item: 'Стена', block_ids: made.slice(0, 20) };
    const rows = Array.from({ length: 100 }, (_, at) => ({ ...row, item: `Стена ${at}` }));
    const told = await asked.call('report_diff', { rows });
    expect(told.output.notes).toHaveLength(5);
    expect(told.session.refused.length - session.refused.length).toBeLessThan(15);
  });

  test('instead of a made-up code, pictures that a search found are named', async () => {
    const asked = await ask();
    await asked.call('search_blocks', { query: 'план 7 этажа' });
    const { output } = await asked.call('request_images', { block_ids: ['IMG-FLOOR-7-PLAN'] });
    expect(output.notes[0]).toContain('Ближайшие: CCCC-CCCC-CC9 (изображение, стр.\u00a09)');
  });

  test('says why a text is not to be trusted, and that a picture can be seen', async () => {
    const asked = await ask();
    const { output } = await asked.call('read_blocks', { block_ids: ['CCCC-CCCC-CC9'] });
    expect(output.blocks[0].flags).toEqual([
      expect.stringMatching(/^приклеен текст другого этажа: «Ведомость 14 этажа»/),
    ]);
    expect(output.blocks[0].hint).toBe('это изображение: закажите request_images, чтобы увидеть');
  });

  test('an empty block leads to its twin', async () => {
    await app.database.query(
      `update blocks set linked_code = 'CCCC-CCCC-CC9', text = '', flags = '{empty_twin}' where code = 'AAAA-AAAA-AA3'`,
    );
    const { output } = await (await ask()).call('read_blocks', { block_ids: ['AAAA-AAAA-AA3'] });
    expect(output.blocks[0]).toMatchObject({
      linked_block_id: 'CCCC-CCCC-CC9',
      hint: 'текст пуст: смотрите связанный блок CCCC-CCCC-CC9',
    });
    await app.database.query(
      `update blocks set linked_code = null, text = 'Разрешение 2807/25', flags = '{}' where code = 'AAAA-AAAA-AA3'`,
    );
  });

  test('long texts are bounded one by one and together', async () => {
    const long = 'слово '.repeat(6000);
    const blocks = [3, 4, 6, 7, 9].flatMap((one) =>
      [3, 4].map((two) => ({ code: `EEEE-EEEE-E${one}${two}`, text: `${long} ${one}${two}` })),
    );
    const id = await load(bundle({ stem: 'Длинный', blocks }));
    const asked = await bench.ask(owner, [{ id }]);
    const { output, session } = await asked.call('read_blocks', {
      block_ids: blocks.map(({ code }) => code),
    });
    const lengths: number[] = output.blocks.map(({ text }: { text: string }) => text.length);
    expect(Math.max(...lengths)).toBe(20_000);
    expect(lengths.reduce((sum, length) => sum + length)).toBe(150_000);
    expect(output.blocks.every((block: { truncated: boolean }) => block.truncated)).toBe(true);
    expect(session.read).toHaveLength(7);
    const next = await asked.call('read_blocks', { block_ids: ['EEEE-EEEE-E33'], part: 2 });
    expect(next.output.blocks[0].text).toBe(`${long} 33`.slice(20_000, 40_000));
    expect(next.output.blocks[0]).not.toHaveProperty('truncated');
  });
});

describe('pages and sheets', () => {
  test('sheet 5.1 is page 9 and page 5 is sheet 2', async () => {
    const asked = await ask();
    const bySheet = await asked.call('search_blocks', { query: 'перемычки', sheet: 'лист 5,1' });
    expect(new Set(bySheet.output.results.map(({ page }: { page: number }) => page))).toEqual(new Set([9]));
    const byPage = await asked.call('search_blocks', { query: 'план перемычка', page: 5 });
    expect(byPage.output.results.map(({ sheet }: { sheet: string }) => sheet)).toEqual(['2']);
    const wrong = await asked.call('search_blocks', { query: 'план', page: '5.1' });
    expect(wrong.output.error).toContain('для номера листа («5.1») есть sheet');
  });

  test('a page beyond the end is refused with the number of pages, and with the sheet that has it', async () => {
    const asked = await ask();
    const far = await asked.call('request_images', { page: 40 });
    expect(far.output.error).toBe('Страницы 40 нет. В документе страниц: 4, последняя — 9.');
    const sheet = await asked.call('request_images', { page: 2 });
    expect(sheet.output.error).toContain('Лист 2 стоит на стр.\u00a05: для листа есть sheet.');
    const again = await asked.call('search_blocks', { query: 'план', page: 2 });
    expect(again.output.error).toBe('Страницы 2 нет. Об этом уже сказано; не запрашивайте снова.');
  });

  test('a sheet on several pages is asked back, an unknown one is told the nearest', async () => {
    const asked = await ask();
    const twice = await asked.call('request_images', { sheet: '1' });
    expect(twice.output.error).toContain(
      'стр.\u00a03 («Разрешение на изменения»), стр.\u00a04 («Общие данные»)',
    );
    const unknown = await asked.call('request_images', { sheet: '5.2' });
    expect(unknown.output.error).toMatch(/Листа «5\.2» нет\. Ближайшие: лист 5\.1 \(стр\.\u00a09\)/);
  });

  test('the list of sheets names pages, sheets and pictures', async () => {
    const { output } = await (await ask()).call('list_sheets', {});
    expect(output).toMatchObject({ page_count: 4, version: 1 });
    expect(output.pages.map(({ page, sheet }: { page: number; sheet: string }) => [page, sheet])).toEqual([
      ...[
        [3, '1'],
        [4, '1'],
      ],
      ...[
        [5, '2'],
        [9, '5.1'],
      ],
    ]);
    expect(output.pages[3]).toMatchObject({
      title: 'Ведомость перемычек',
      images: ['CCCC-CCCC-CC9 Тип: План этажа | Оси: 1-8/А-Ж · План 7 этажа'],
    });
    const paged = await (await ask()).call('list_sheets', { from_page: 5 });
    expect(paged.output.pages).toHaveLength(2);
    expect(paged.output).not.toHaveProperty('next_from_page');
  });
});

test('answers about a large document come in portions', async () => {
  const blocks = Array.from({ length: 60 }, (_, n) => ({
    code: `KKKK-${String(1000 + n)}-KK3`,
    page: n + 1,
    text: `| ${'длинная строка '.repeat(18)} В7-1 | ${n} |`,
  }));
  const id = await load(bundle({ stem: 'Большой', blocks }));
  const asked = await bench.ask(owner, [{ id }]);
  const listed = await asked.call('list_sheets', {});
  expect(listed.output).toMatchObject({ page_count: 60, next_from_page: 41 });
  const rest = await asked.call('list_sheets', { from_page: 41 });
  expect(rest.output.pages.map(({ page }: { page: number }) => page).at(-1)).toBe(60);
  const { output, result } = await asked.call('find_mark', { mark: 'В7-1' });
  expect(output.more_blocks).toBeGreaterThan(0);
  expect(output.exact.length + output.more_blocks).toBe(60);
  expect(result.output.length).toBeLessThan(25_000);
});

describe('marks', () => {
  test.each(['B3-14', 'В3-14', 'в3 – 14'])(
    '%s is found in both alphabets, slips of recognition apart',
    async (mark) => {
      const { output } = await (await ask()).call('find_mark', { mark });
      expect(output.exact.map(({ block_id }: { block_id: string }) => block_id)).toEqual([
        'AAAA-AAAA-AA5',
        'AAAA-AAAA-AA9',
      ]);
      expect(output.exact[1].lines).toEqual(['| В3-14 | 7,404 | 42 |', '| В3-14 | 7,404 | 3 |']);
      expect(output.ocr_slips).toMatchObject([
        { block_id: 'AAAA-AAAA-AA9', page: 9, lines: ['| Б3-14 | 7,404 | 5 |'] },
      ]);
      expect(JSON.stringify(output)).not.toContain('В3-141');
    },
  );

  test('an absent mark is said to be absent', async () => {
    const { output } = await (await ask()).call('find_mark', { mark: 'В21' });
    expect(output).toEqual({ exact: [], ocr_slips: [], note: 'Марки «В21» нет ни в одном блоке.' });
  });
});

describe('tables', () => {
  test('rows come with their sections and their numbers', async () => {
    const { output } = await (await ask()).call('read_table', { block_id: 'AAAA-AAAA-AA9' });
    expect(output).toMatchObject({ page: 9, sheet: '5.1', header: ['Марка', 'Масса, кг', 'Всего, шт.'] });
    expect(output.rows[0]).toEqual({ n: 1, section_row: 'Жилой дом' });
    expect(output.rows.at(-1)).toEqual({ n: 6, section: ['Строение 1'], cells: ['В3-14', '7,404', '3'] });
  });

  test('columns and rows can be picked; marks match sign by sign', async () => {
    const asked = await ask();
    const picked = await asked.call('read_table', {
      block_id: 'AAAA-AAAA-AA9',
      columns: ['марка', '3'],
      match: 'B3-14',
    });
    expect(picked.output.header).toEqual(['Марка', 'Всего, шт.']);
    expect(picked.output.rows.map(({ cells }: { cells: string[] }) => cells)).toEqual([
      ['В3-14', '42'],
      ['В3-14', '3'],
    ]);
    const wrong = await asked.call('read_table', { block_id: 'AAAA-AAAA-AA9', columns: ['Цена'] });
    expect(wrong.output).toMatchObject({
      error: 'Столбцов «Цена» нет.',
      header: ['1. Марка', '2. Масса, кг', '3. Всего, шт.'],
    });
    const none = await asked.call('read_table', { block_id: 'AAAA-AAAA-AA4' });
    expect(none.output.error).toContain('В блоке нет таблиц');
    const second = await asked.call('read_table', { block_id: 'AAAA-AAAA-AA9', table: 2 });
    expect(second.output.error).toContain('В блоке таблиц: 1');
    const range = await asked.call('read_table', { block_id: 'AAAA-AAAA-AA9', from_row: 2, to_row: 3 });
    expect(range.output.rows.map(({ n }: { n: number }) => n)).toEqual([2, 3]);
  });
});

describe('wrong calls', () => {
  test('are told in Russian, once', async () => {
    const asked = await ask();
    const wrong = await asked.call('search_blocks', { query: 7 });
    expect(wrong.result.isError).toBe(true);
    expect(wrong.output.error).toMatch(/^Аргументы не подходят: query — .*[а-яё]/);
    expect((await asked.call('search_blocks', { query: 7 })).output).toMatchObject({ already_done: true });
    expect((await asked.call('rm_rf', {})).output.error).toContain(
      'Такого инструмента нет. Есть: search_blocks',
    );
    expect((await asked.call('search_blocks', { query: 'план', document: 7 })).output.error).toContain(
      'Документа D7 нет. Документы: D1',
    );
    const { context } = asked;
    const call = { id: '1', name: 'search_blocks', arguments: {}, malformed: '{"query": ' };
    const broken = await bench.toolbox.execute(call, newToolSession(), context);
    expect(broken.result.output).toContain('Аргументы не разобраны');
  });

  test('an aborted call is thrown, not told', async () => {
    const controller = new AbortController();
    const asked = await bench.ask(owner, [{ id: project }], { signal: controller.signal });
    controller.abort(new Error('stopped'));
    await expect(asked.call('find_mark', { mark: 'В3-14' })).rejects.toThrow('stopped');
  });
});

describe('several documents and versions', () => {
  let plan: string;
  beforeAll(async () => {
    const files = (text: string) => bundle({ stem: 'План', blocks: [{ code: 'FFFF-FFFF-FF4', text }] });
    plan = await load(files('Комната 11 площадью 14,6 м²'));
    expect(await load(files('Комната 11 площадью 15,2 м²'))).toBe(plan);
  });

  const versions = () => [
    { id: plan, number: 1, version: 1, side: 'a' as const },
    { id: plan, number: 2, version: 2, side: 'b' as const },
  ];

  test('both versions of a comparison are searched, found and read, each by its number', async () => {
    const asked = await bench.ask(owner, versions());
    const { output } = await asked.call('search_blocks', { query: 'площадь комнаты 11' });
    expect(
      output.results.map(({ document_number }: { document_number: number }) => document_number).sort(),
    ).toEqual([1, 2]);
    const old = await asked.call('read_blocks', { block_ids: ['D1:FFFF-FFFF-FF4'] });
    expect(old.output.blocks).toMatchObject([{ document_number: 1, text: 'Комната 11 площадью 14,6 м²' }]);
    const both = await asked.call('read_blocks', { block_ids: ['FFFF-FFFF-FF4'] });
    expect(both.output.blocks).toMatchObject([
      { document_number: 1, already_read: true },
      { document_number: 2, text: 'Комната 11 площадью 15,2 м²' },
    ]);
    const narrow = await asked.call('search_blocks', { query: 'комната площадь', limit: 2 });
    expect(narrow.output.results).toHaveLength(2);
    const only = await asked.call('search_blocks', { query: 'площадь комнаты', document: 'D1' });
    expect(only.output.results).toMatchObject([
      { document_number: 1, snippet: expect.stringContaining('14,6') },
    ]);
    const marks = await asked.call('find_mark', { mark: '14,6' });
    expect(marks.output.exact).toMatchObject([{ document_number: 1 }]);
  });

  test('differences are reported by rows, each once, with the blocks of both sides', async () => {
    const asked = await bench.ask(owner, versions());
    const row = {
      item: 'Комната 11',
      before: '14,6',
      after: '15,2',
      block_ids: ['D1:FFFF-FFFF-FF4', '[D2:FFFF-FFFF-FF4]'],
    };
    const { output, session } = await asked.call('report_diff', { rows: [row, row] });
    expect(output).toEqual({ added: 1, rows_in_all: 1 });
    expect(session.diff).toEqual([
      {
        ...{ item: 'Комната 11', before: '14,6', after: '15,2', impact: null },
        block_ids: ['D1:FFFF-FFFF-FF4', 'D2:FFFF-FFFF-FF4'],
      },
    ]);
  });

  test('a call that must name a document is told which there are', async () => {
    const asked = await bench.ask(owner, versions());
    const { output } = await asked.call('list_sheets', {});
    expect(output.error).toMatch(/Назовите document\. Документы: D1 «.*», D2 «/);
    expect((await asked.call('list_sheets', { document: 2 })).output.version).toBe(2);
  });

  test('evidence is gathered by code; what is unknown is told', async () => {
    const asked = await ask();
    const first = await asked.call('submit_evidence', {
      block_ids: ['[AAAA-AAAA-AA4]', 'ZZZZ-ZZZZ-ZZ9'],
      picture_names: ['P7'],
      notes: 'Площадь на листе 1',
    });
    expect(first.output).toMatchObject({ accepted: { blocks: 1, pictures: 0 }, unknown_pictures: ['P7'] });
    const { session } = await asked.call('submit_evidence', { block_ids: ['AAAA-AAAA-AA5'] });
    expect(session.evidence).toEqual({
      block_ids: ['AAAA-AAAA-AA4', 'AAAA-AAAA-AA5'],
      picture_names: [],
      notes: 'Площадь на листе 1',
    });
  });

  test("another person's document is not there, whatever the scope says", async () => {
    const stranger = await app.newUser();
    const asked = await bench.ask(stranger, [{ id: project }, { id: plan, version: 2 }]);
    const { output } = await asked.call('search_blocks', { query: 'кладка перемычки площадь' });
    expect(output.results).toEqual([]);
    const read = await asked.call('read_blocks', { block_ids: ['AAAA-AAAA-AA4'] });
    expect(read.output).toMatchObject({ blocks: [], unknown_block_ids: ['AAAA-AAAA-AA4'] });
    expect(read.result.output).not.toContain('CCCC');
    expect((await asked.call('find_mark', { mark: 'В3-14' })).output.exact).toEqual([]);
  });
});
