import { expect, it } from 'vitest';
import { createStyle } from '../format/style.ts';
import { formatCost, formatEvidence } from './evidence.ts';

const style = createStyle(false);
const document_id = '0195f000-0000-7000-8000-000000000000';

const claim = (text: string, status: 'confirmed' | 'picture_only' | 'not_confirmed') => ({
  ...{ text, status, start: 0, end: text.length, kind: 'number' as const, citation: null },
  note: status === 'not_confirmed' ? 'в блоке другое число' : null,
});
const place = (message: string) => ({
  ...{ document_id, block_id: null, page: 9, sheet: '5.1', reason: 'budget' as const, message },
});
const checks = (claims: ReturnType<typeof claim>[], conflicts: string[] = []) => {
  const countOf = (wanted: string) => claims.filter(({ status }) => status === wanted).length;
  return {
    claims,
    confirmed: countOf('confirmed'),
    picture_only: countOf('picture_only'),
    not_confirmed: countOf('not_confirmed'),
    coverage: 1,
    conflicts: conflicts.map((message) => ({ message, citations: [1] })),
  };
};

it('tells what was checked, doubted, contradicted and left out', () => {
  const claims = [
    claim('42 шт', 'confirmed'),
    claim('200 мм', 'picture_only'),
    claim('45 шт', 'not_confirmed'),
  ];
  const evidence = {
    checks: checks(claims, ['В таблице 42, на чертеже 45']),
    not_examined: [place('Лист 5.1: не хватило бюджета')],
  };
  expect(formatEvidence(evidence, style)).toBe(
    [
      'Проверено: 2 из 3, из них только по картинке: 1',
      'Не подтверждено:',
      '  «45 шт» — в блоке другое число',
      'Расходится:',
      '  В таблице 42, на чертеже 45',
      'Не просмотрено:',
      '  Лист 5.1: не хватило бюджета',
    ].join('\n'),
  );
});

it('says nothing where there was nothing to check', () => {
  expect(formatEvidence({ checks: null, not_examined: [] }, style)).toBe('');
  expect(formatEvidence({ checks: checks([]), not_examined: [] }, style)).toBe('');
});

it('keeps a long list short', () => {
  const not_examined = Array.from({ length: 13 }, (_, n) => place(`Лист ${n}`));
  const lines = formatEvidence({ checks: null, not_examined }, style).split('\n');
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe('  … ещё 3');
});

it.each([
  [null, ''],
  [0, ''],
  [0.01234, '0,012\u00a0$'],
  [1.5, '1,5\u00a0$'],
  [0.0000456, '0,000046\u00a0$'],
])('a cost of %s is «%s»', (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});
