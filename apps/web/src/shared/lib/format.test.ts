import { expect, it } from 'vitest';
import { formatBytes, formatDate, formatDuration } from './format.ts';

it.each([
  [420, '0,4 с'],
  [12_300, '12 с'],
  [75_000, '1 мин 15 с'],
  [120_000, '2 мин'],
])('%i ms', (milliseconds, expected) => {
  expect(formatDuration(milliseconds, 'ru').replaceAll('\u00a0', ' ')).toBe(expected);
});

it.each([
  [0, '0 Б'],
  [348_160, '340 кБ'],
  [13_002_342, '12,4 МБ'],
  [314_572_800, '300 МБ'],
])('%i bytes', (bytes, expected) => {
  expect(formatBytes(bytes, 'ru').replaceAll('\u00a0', ' ')).toBe(expected);
});

it('names the year only when it is another', () => {
  const now = new Date(2026, 10, 20);
  expect(formatDate('2026-03-12T12:00:00Z', 'ru', now)).toBe('12 марта');
  expect(formatDate('2025-03-12T12:00:00Z', 'ru', now)).toMatch(/^12 марта 2025/);
});
