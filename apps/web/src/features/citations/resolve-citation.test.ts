import { expect, it } from 'vitest';
import type { Citation } from '#features/conversation/chat-query.ts';
import { findCitationMarks } from '#features/markdown/citation-syntax.ts';
import { describePlace, shortSheetTitle } from './place.ts';
import { resolveCitation, uniqueSources } from './resolve-citation.ts';

const citation = (n: number, code: string, quote: string): Citation => ({
  n,
  document_id: '019aa000-0000-7000-8000-000000000001',
  document_title: 'АР',
  version: 1,
  page: 17,
  sheet: '12',
  block_id: code,
  bbox: null,
  quote,
  start: 0,
  end: 0,
});

const a = '9CXH-MNAX-4JL';
const b = '7Y4H-G3D3-A4U';

it('gives each mark of a block its own citation, in order', () => {
  const citations = [citation(1, a, 'первая'), citation(2, b, 'иная'), citation(3, a, 'вторая')];
  const marks = findCitationMarks(`Раз [${a}], два [${b}], три [D2:${a}], четыре [${a}]. [нет]`);
  expect(marks.map((mark) => resolveCitation(mark, citations)?.quote)).toEqual([
    'первая',
    'иная',
    'вторая',
    'вторая',
  ]);
});

it('knows nothing of a block that was not cited', () => {
  expect(resolveCitation({ code: a, occurrence: 0, start: 4 }, [citation(1, b, '')])).toBeNull();
});

it('lists a block once', () => {
  expect(
    uniqueSources([citation(3, a, ''), citation(1, b, ''), citation(2, a, '')]).map(({ n }) => n),
  ).toEqual([1, 2]);
});

it('takes the sheet’s own name from the album’s', () => {
  expect(
    shortSheetTitle('Архитектурные решения. Кладочные планы надземной части. Сводные спецификации'),
  ).toBe('Сводные спецификации');
  expect(shortSheetTitle('Архитектурные решения. Кладочный план 5-го этажа на отм. +12,000. М1:100')).toBe(
    'Кладочный план 5-го этажа на отм. +12,000. М1:100',
  );
  expect(shortSheetTitle('Общие данные')).toBe('Общие данные');
});

it('names the page and the sheet', () => {
  const t = ((key: string, { page, sheet }: { page?: number; sheet?: string }) =>
    key === 'place.page' ? `стр. ${page}` : `лист ${sheet}`) as never;
  expect(describePlace({ page: 17, sheet: '12', sheetTitle: 'Сводные спецификации' }, t)).toBe(
    'стр. 17 · лист 12\u00a0— Сводные спецификации',
  );
  expect(describePlace({ page: 3, sheet: null }, t)).toBe('стр. 3');
});
