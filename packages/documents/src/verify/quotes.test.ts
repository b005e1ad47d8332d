import { describe, expect, test } from 'vitest';
import { block, check, marked } from './testing/check.ts';

const lintels = block(
  'AAAA-AAAA-AAA',
  [
    '##### Ведомость перемычек 5-го этажа на отм. +12,000',
    '',
    '| Поз. | Размер, мм | Секция 1, шт. | Секция 2, шт. | Всего, шт. |',
    '|---|---|---|---|---|',
    '| ПР-4 | 1160×120 | 1 | 1 | 2 |',
    '| ПР-5 | 1290×120 | 14 | 14 | 28 |',
    '| Итого | | 15 | 15 | 30 |',
  ].join('\n'),
);
const permit = block(
  'BBBB-BBBB-BBB',
  'Разрешение на внесение изменений 03-25\n\n4.3. Шаг труб ограждения котлована принят 0,8 м, глубина −3,75.',
);

describe('a row told whole', () => {
  test('as names and values', () => {
    const answer = '- Поз.: ПР-5; Секция 1: 14 шт.; Секция 2: 14 шт.; Всего: 28 шт. [AAAA-AAAA-AAA]';
    expect(check(answer, [lintels]).notConfirmed).toBe(0);
  });

  test('as a row of a table', () => {
    const answer =
      '| Поз. | Секция 1, шт. | Секция 2, шт. | Всего, шт. |\n|---|---|---|---|\n| ПР-5 | 14 | 14 | 28 |\n\n[AAAA-AAAA-AAA]';
    expect(check(answer, [lintels]).notConfirmed).toBe(0);
  });

  test('as the row of sums, which has no column for its label', () => {
    const answer = '- Итого — Секция 1: 15 шт.; Секция 2: 15 шт.; Всего: 30 шт. [AAAA-AAAA-AAA]';
    expect(check(answer, [lintels]).notConfirmed).toBe(0);
  });

  test('with a value of another row is doubted', () => {
    const answer = '- Поз.: ПР-5; Секция 1: 14 шт.; Секция 2: 14 шт.; Всего: 2 шт. [AAAA-AAAA-AAA]';
    expect(marked(check(answer, [lintels]))).toContain('-2');
  });

  test('with a value under the wrong name is doubted', () => {
    const answer = '- Поз.: ПР-5; Секция 1: 28 шт.; Секция 2: 14 шт. [AAAA-AAAA-AAA]';
    expect(marked(check(answer, [lintels]))).toContain('-28');
  });
});

describe('words one after another', () => {
  test('a heading takes the citation below it, not the one above', () => {
    const answer =
      'Есть разрешение [BBBB-BBBB-BBB]\n\n#### Ведомость перемычек 5-го этажа на отм. +12,000\n\n- Поз.: ПР-5; Всего: 28 шт.\n\nстр. 1 [AAAA-AAAA-AAA]';
    expect(check(answer, [lintels, permit]).notConfirmed).toBe(0);
  });

  test('the cipher of a heading, the number of a point', () => {
    const answer =
      '#### Разрешение на внесение изменений 03-25\n\n> 4.3. Шаг труб ограждения котлована принят 0,8 м\n\n[BBBB-BBBB-BBB]';
    expect(check(answer, [permit]).notConfirmed).toBe(0);
  });

  test('one word changed is no quote', () => {
    const answer = '> Разрешение на внесение изменений 03-26 [BBBB-BBBB-BBB]';
    expect(check(answer, [permit]).notConfirmed).toBe(1);
    const point = '> 4.4. Шаг труб ограждения котлована принят 0,8 м [BBBB-BBBB-BBB]';
    expect(check(point, [permit]).notConfirmed).toBe(1);
  });

  test('what a quote was cut in is no claim', () => {
    const answer = '- «…принят 0,8 м, глубина −3,7…» [BBBB-BBBB-BBB]';
    expect(marked(check(answer, [permit]))).toEqual(['+0,8']);
  });
});

describe('a sum without a word', () => {
  test('its terms stand in the source', () => {
    expect(marked(check('**14 + 14 = 28 шт** [AAAA-AAAA-AAA]', [lintels]))).toEqual(['+14', '+14', '+28']);
  });

  test('a wrong sum and a term that is nowhere are doubted', () => {
    expect(marked(check('**14 + 14 = 29 шт** [AAAA-AAAA-AAA]', [lintels]))).toEqual(['+14', '+14', '-29']);
    expect(marked(check('**14 + 13 = 27 шт** [AAAA-AAAA-AAA]', [lintels]))).toEqual(['+14', '-13', '-27']);
  });
});

describe('more claims than can be weighed', () => {
  test('those behind are still looked for', () => {
    const right = '- Поз.: ПР-5; Секция 1: 14 шт.; Секция 2: 14 шт.; Всего: 28 шт. [AAAA-AAAA-AAA]\n';
    const { claims } = check(`${right.repeat(120)}- Всего: 777 шт. [AAAA-AAAA-AAA]`, [lintels]);
    expect(claims.filter(({ status }) => status === 'not_confirmed').map(({ text }) => text)).toEqual([
      '777',
    ]);
  });
});
