import { describe, expect, it } from 'vitest';
import type { ModelEvent, ModelMessage, ModelRequest } from '../provider.ts';
import type { Extraction, PlanSearch } from './extraction.ts';
import { createExtractiveProvider } from './extractive-provider.ts';

const QUESTION = 'Сколько перемычек А4-14 всего?';
const HITS = [
  {
    block_id: 'AAAA-1111-AAA',
    document_id: 'd1',
    page: 17,
    sheet: '12',
    kind: 'table',
    match: 'mark',
    snippet: 'А4-14 | 42',
  },
  {
    block_id: 'BBBB-2222-BBB',
    document_id: 'd1',
    page: 9,
    sheet: null,
    kind: 'text',
    match: 'text',
    snippet: 'Перемычки\nпо серии',
  },
];
const BLOCKS = [
  { block_id: 'AAAA-1111-AAA', page: 17, sheet: '12', kind: 'table', text: '| А4-14 | 42 |' },
  { block_id: 'BBBB-2222-BBB', page: 9, sheet: null, kind: 'text', text: 'Перемычки по серии.' },
];
const TABLE_QUOTE = {
  code: 'AAAA-1111-AAA',
  page: 17,
  sheet: '12',
  text: '| А4-14 | 42 |',
  title: 'Ведомость перемычек',
  section: 'Жилой дом',
  sheetTitle: 'Сводные спецификации',
  tableHeader: ['Марка', 'Кол.'],
  rows: [['А4-14', '42']],
  readings: ['Марка: А4-14; Кол.: 42 шт'],
  match: 'mark' as const,
};
const PROSE_QUOTE = {
  code: 'BBBB-2222-BBB',
  page: 9,
  sheet: null,
  text: 'Перемычки по серии. Класс бетона В15.\nСтрока вторая.',
  match: 'mark_ocr' as const,
};

describe('the answerer without AI', () => {
  it('searches first', async () => {
    const events = await step([user(QUESTION)]);
    expect(events).toEqual([
      {
        type: 'tool_call',
        call: { id: 'extractive-search', name: 'search_blocks', arguments: { query: QUESTION, limit: 30 } },
      },
      expect.objectContaining({ type: 'usage' }),
      { type: 'finish', reason: 'tool_calls' },
    ]);
  });

  it('reads what was found', async () => {
    const events = await step(searched(HITS));
    expect(events[0]).toMatchObject({
      call: { name: 'read_blocks', arguments: { block_ids: ['AAAA-1111-AAA', 'BBBB-2222-BBB'] } },
    });
  });

  it('stops at once while the extractor is still at work', async () => {
    const stop = new AbortController();
    const provider = createExtractiveProvider({
      extract: () => {
        setTimeout(() => stop.abort(new Error('stopped')));
        return new Promise(() => {});
      },
      planSearch: lastQuestion,
    });
    const events = provider.stream(request(read(HITS, BLOCKS)), { apiKey: null, signal: stop.signal });
    const listen = async () => {
      for await (const _ of events);
    };
    await expect(listen()).rejects.toThrow('stopped');
  });

  it('hands the blocks to the extractor with what the search knew of them', async () => {
    const asked: unknown[] = [];
    const provider = createExtractiveProvider({
      extract: (...args) => {
        asked.push(...args);
        return { verdict: 'not_found', quotes: [], missing: [] };
      },
      planSearch: lastQuestion,
    });
    for await (const _ of provider.stream(request(read(HITS, BLOCKS)), call()));
    expect(asked).toEqual([
      QUESTION,
      [
        {
          documentId: 'd1',
          code: 'AAAA-1111-AAA',
          page: 17,
          sheet: '12',
          sheetTitle: null,
          kind: 'table',
          text: '| А4-14 | 42 |',
          score: 2,
        },
        {
          documentId: 'd1',
          code: 'BBBB-2222-BBB',
          page: 9,
          sheet: null,
          sheetTitle: null,
          kind: 'text',
          text: 'Перемычки по серии.',
          score: 1,
        },
      ],
    ]);
  });

  it('quotes with place and citation, one citation for the quotes of a block', async () => {
    const other = { ...TABLE_QUOTE, section: 'Строение №1', readings: ['Марка: А4-14; Кол.: 3 шт'] };
    const events = await step(read(HITS, BLOCKS), {
      verdict: 'partial',
      quotes: [TABLE_QUOTE, PROSE_QUOTE, other],
      missing: ['16-й этаж'],
    });
    expect(textOf(events)).toBe(`*Без ИИ: выдержки из документа*

#### Ведомость перемычек

- Жилой дом — Марка: А4-14; Кол.: 42\u00a0шт
- Строение №1 — Марка: А4-14; Кол.: 3\u00a0шт

стр.\u00a017, лист\u00a012 [AAAA-1111-AAA]

> Перемычки по серии. Класс бетона В15.
> Строка вторая.

Обозначение здесь, похоже, распознано с ошибкой: сверьте с чертежом. стр.\u00a09 [BBBB-2222-BBB]

В найденном не сказано про: «16-й этаж».`);
    expect(events.length).toBeGreaterThan(8);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('shows more rows than two as a table, with what stands around it', async () => {
    const rows = ['1', '2', '3'].map((n) => [n, `Дверь | ${n}`]);
    const events = await step(read(HITS, BLOCKS), {
      verdict: 'found',
      quotes: [
        {
          ...TABLE_QUOTE,
          text: 'Ведомость перемычек\n\n5\n\n| 1 | Дверь |\n\n89,8',
          tableHeader: ['Поз.', 'Имя'],
          rows,
          readings: rows.map((row) => row.join('; ')),
        },
      ],
      missing: [],
    });
    expect(textOf(events)).toContain(
      '#### Ведомость перемычек\n\nЖилой дом · 5\n\n| Поз. | Имя |\n| --- | --- |\n| 1 | Дверь \\| 1 |',
    );
    expect(textOf(events)).toContain('| 3 | Дверь \\| 3 |\n\n89,8\n\nстр.');
  });

  it('shows prose without the bullets of a list, under the title of its sheet', async () => {
    const prose = { ...PROSE_QUOTE, text: '- - 4. **Отметка** 5 м', sheetTitle: 'Общие данные' };
    const quotes = [prose, { ...prose, text: '- \\rho', shown: '- ρ' }];
    const events = await step(read(HITS, BLOCKS), { verdict: 'found', quotes, missing: [] });
    expect(textOf(events)).toContain('#### Общие данные\n\n> 4. Отметка 5\u00a0м\n\n> ρ\n\n');
  });

  it('tells the sheets apart where titles are the same', async () => {
    const quotes = [TABLE_QUOTE, { ...TABLE_QUOTE, code: 'BBBB-2222-BBB', sheetTitle: 'План 7-го этажа' }];
    const events = await step(read(HITS, BLOCKS), { verdict: 'found', quotes, missing: [] });
    expect(textOf(events)).toContain('#### Ведомость перемычек — План 7-го этажа');
  });

  it('begins with what the quotes come to and with what they disagree about, both with their places', async () => {
    const quotes = [TABLE_QUOTE, PROSE_QUOTE];
    const sum = await step(read(HITS, BLOCKS), {
      verdict: 'found',
      calculation: '675,0 − 664,4 = 10,6 м²',
      quotes,
      missing: [],
    });
    expect(textOf(sum)).toContain(
      'документа*\n\n**675,0 − 664,4 = 10,6\u00a0м²** [AAAA-1111-AAA] [BBBB-2222-BBB]\n\n####',
    );
    const other = await step(read(HITS, BLOCKS), {
      verdict: 'found',
      disagreement: '30 и 15-20',
      quotes,
      missing: [],
    });
    expect(textOf(other)).toContain('**Значения расходятся:** 30 и 15-20 [AAAA-1111-AAA] [BBBB-2222-BBB]');
  });

  it('names the other places that say the same, each once', async () => {
    const also = [{ code: 'AAAA-1111-AAA', page: 17, sheet: '12' }];
    const events = await step(read(HITS, BLOCKS), {
      verdict: 'found',
      quotes: [
        { ...PROSE_QUOTE, match: 'text', also },
        { ...PROSE_QUOTE, text: 'Ещё.', match: 'text', also },
      ],
      missing: [],
    });
    expect(textOf(events)).toMatch(
      /стр\.\u00a09 \[BBBB-2222-BBB\]; то же: стр\.\u00a017, лист\u00a012 \[AAAA-1111-AAA\]$/,
    );
  });

  it('says that it does not look at drawings, and which to open', async () => {
    const pictures = [{ code: 'AAAA-1111-AAA', page: 17, sheet: '12' }];
    const found = await step(read(HITS, BLOCKS), {
      verdict: 'found',
      quotes: [PROSE_QUOTE],
      missing: [],
      pictures,
    });
    expect(textOf(found)).toMatch(
      /Чертежи без ИИ не просматриваются, здесь только текст\. Откройте картинки: стр\.\u00a017, лист\u00a012 \[AAAA-1111-AAA\]\.$/,
    );
    const absent = await step(read(HITS, BLOCKS), {
      verdict: 'not_found',
      quotes: [],
      missing: ['В21'],
      pictures: [],
    });
    expect(textOf(absent)).toMatch(/«В21»[\s\S]*здесь только текст\.$/);
  });

  it('calls places that only share words what they are', async () => {
    const events = await step(read(HITS, BLOCKS), { verdict: 'partial', quotes: [PROSE_QUOTE], missing: [] });
    expect(textOf(events)).toContain('документа*\n\nПрямого ответа не нашлось. Похожие места:\n\n>');
  });

  it('names the document when there are several', async () => {
    const hits = HITS.map((hit, n) => ({ ...hit, document_id: `d${n + 1}`, document_number: n + 1 }));
    const events = await step(read(hits, BLOCKS), { verdict: 'found', quotes: [PROSE_QUOTE], missing: [] });
    expect(textOf(events)).toContain('[D2:BBBB-2222-BBB]');
  });

  it('says plainly that nothing answers, and offers what is near', async () => {
    const events = await step(read(HITS, BLOCKS), { verdict: 'not_found', quotes: [], missing: ['В21'] });
    expect(textOf(events)).toBe(`*Без ИИ: выдержки из документа*

В документах ответа не нашлось. Искали и не нашли: «В21».

Ближайшее по словам (это не ответ):

- стр.\u00a017, лист\u00a012 «А4-14 · 42» [AAAA-1111-AAA]
- стр.\u00a09 «Перемычки · по серии» [BBBB-2222-BBB]`);
  });

  it('does not read when the search found nothing', async () => {
    const events = await step(searched([]));
    expect(textOf(events)).toContain(`Искали по словам вопроса: «${QUESTION}».`);
    expect(textOf(events)).toContain('Похожих мест тоже нет');
  });

  it('answers the last question, not a picture sent after a tool', async () => {
    const picture: ModelMessage = { role: 'user', content: [{ type: 'text', text: 'Вид v_1' }] };
    const events = await step([...searched(HITS), picture]);
    expect(events[0]).toMatchObject({ call: { name: 'read_blocks' } });
    const again = await step([
      ...read(HITS, BLOCKS),
      { role: 'assistant', text: 'Ответ', toolCalls: [] },
      user('А В2?'),
    ]);
    expect(again[0]).toMatchObject({ call: { name: 'search_blocks', arguments: { query: 'А В2?' } } });
  });

  it('takes the first text of a message for the question and leaves the context alone', async () => {
    const context: ModelMessage = {
      role: 'user',
      content: [
        { type: 'text', text: QUESTION },
        { type: 'text', text: '# Контекст\nВ2 и В21' },
        { type: 'image', mediaType: 'image/png', bytes: new Uint8Array() },
      ],
    };
    const [first] = await step([context]);
    expect(first).toMatchObject({ call: { name: 'search_blocks', arguments: { query: QUESTION } } });
  });

  it('passes over fields that it does not know and blocks that come without their text', async () => {
    const known = { block_id: 'BBBB-2222-BBB', already_read: true };
    const events = await step(read(HITS, [{ ...BLOCKS[0], flags: ['repetition'], truncated: true }, known]), {
      verdict: 'found',
      quotes: [TABLE_QUOTE],
      missing: [],
    });
    expect(textOf(events)).toContain('[AAAA-1111-AAA]');
  });

  it('searches by every query of the plan and reads all that was found', async () => {
    const plan = { question: 'А на 7 этаже? А4-14', queries: ['А на 7 этаже? А4-14', 'А4-14 сводная'] };
    const messages: ModelMessage[] = [user(QUESTION), { role: 'assistant', text: 'Ответ', toolCalls: [] }];
    const asked: string[] = [];
    const provider = createExtractiveProvider({
      extract: (question) => {
        asked.push(question);
        return { verdict: 'not_found', quotes: [], missing: [] };
      },
      planSearch: (questions) => {
        expect(questions).toEqual([QUESTION, 'А на 7 этаже?']);
        return plan;
      },
    });
    const next = async (more: ModelMessage[]): Promise<ModelEvent[]> => {
      const events: ModelEvent[] = [];
      const all = [...messages, user('А на 7 этаже?'), ...more];
      for await (const event of provider.stream(request(all), call())) events.push(event);
      return events;
    };
    const calls = (events: ModelEvent[]) =>
      events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []));
    const found = (id: string, from: number, to: number) => {
      const results = Array.from({ length: to - from }, (_, n) => ({ block_id: `B${from + n}` }));
      return { id, name: 'search_blocks', output: JSON.stringify({ results }) };
    };
    expect(calls(await next([])).map(({ id }) => id)).toEqual(['extractive-search', 'extractive-search-2']);
    const searches: ModelMessage = {
      role: 'tool',
      results: [found('extractive-search', 0, 30), found('extractive-search-2', 25, 35)],
    };
    const reads = calls(await next([searches]));
    expect(reads.map(({ arguments: { block_ids } }) => [block_ids].flat().length)).toEqual([30, 5]);
    const texts = reads.map(({ id, name }) => ({ id, name, output: '{"blocks":[]}' }));
    const events = await next([searches, { role: 'tool', results: texts }]);
    expect(asked).toEqual([plan.question]);
    expect(textOf(events)).toContain('Вопрос понят вместе с прошлым: «А на 7 этаже? А4-14».');
  });

  it("begins anew after another model's tool calls", async () => {
    const results = [{ id: 'other', name: 'search_blocks', output: '{"results":[]}' }];
    const events = await step([user(QUESTION), { role: 'tool', results }]);
    expect(events[0]).toMatchObject({ call: { name: 'search_blocks' } });
  });

  it('fails when a tool fails or answers nonsense', async () => {
    const failed = (output: string, isError: boolean): ModelMessage[] => [
      user(QUESTION),
      { role: 'tool', results: [{ id: 'extractive-search', name: 'search_blocks', output, isError }] },
    ];
    await expect(step(failed('нет базы', true))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(step(failed('<html>', false))).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(step([])).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('says when it has nothing to search with', async () => {
    const events = await step([user(QUESTION)], undefined, []);
    expect(textOf(events)).toContain('Поиск по документам здесь недоступен');
  });

  it('stops with the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('стоп');
    const stream = createExtractiveProvider({
      extract: () => ({ verdict: 'found', quotes: [PROSE_QUOTE], missing: [] }),
      planSearch: lastQuestion,
    }).stream(request(read(HITS, BLOCKS)), { apiKey: null, signal: stop.signal });
    await stream.next();
    stop.abort(reason);
    await expect(stream.next()).rejects.toBe(reason);
  });
});

const lastQuestion: PlanSearch = (questions) => {
  const question = questions.at(-1) ?? '';
  return { question, queries: [question] };
};

async function step(
  messages: ModelMessage[],
  extraction: Extraction = { verdict: 'not_found', quotes: [], missing: [] },
  toolNames = ['search_blocks', 'read_blocks'],
): Promise<ModelEvent[]> {
  const provider = createExtractiveProvider({ extract: () => extraction, planSearch: lastQuestion });
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(request(messages, toolNames), call())) events.push(event);
  return events;
}

function request(messages: ModelMessage[], toolNames = ['search_blocks', 'read_blocks']): ModelRequest {
  const tools = toolNames.map((name) => ({ name, description: name, parameters: { type: 'object' } }));
  return { model: 'extractive', system: [], messages, tools, settings: {} };
}

function call() {
  return { apiKey: null, signal: new AbortController().signal };
}

function user(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}

function searched(results: object[]): ModelMessage[] {
  return [
    user(QUESTION),
    {
      role: 'assistant',
      text: '',
      toolCalls: [{ id: 'extractive-search', name: 'search_blocks', arguments: {} }],
    },
    {
      role: 'tool',
      results: [{ id: 'extractive-search', name: 'search_blocks', output: JSON.stringify({ results }) }],
    },
  ];
}

function read(results: object[], blocks: object[]): ModelMessage[] {
  return [
    ...searched(results),
    {
      role: 'assistant',
      text: '',
      toolCalls: [{ id: 'extractive-read', name: 'read_blocks', arguments: {} }],
    },
    {
      role: 'tool',
      results: [{ id: 'extractive-read', name: 'read_blocks', output: JSON.stringify({ blocks }) }],
    },
  ];
}

function textOf(events: ModelEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}
