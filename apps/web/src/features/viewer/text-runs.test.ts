import { expect, it } from 'vitest';
import { textRuns, usualHeight } from './text-runs.ts';

it('lays lines where they stand, tall ones upright', () => {
  const runs = textRuns(
    [
      { text: 'Общие данные', bbox: [0.1, 0.1, 0.3, 0.12] },
      { text: 'Инв. № подл.', bbox: [0.01, 0.7, 0.02, 0.9] },
      { text: 'А', bbox: [0.5, 0.5, 0.51, 0.52] },
    ],
    0.7,
  );
  expect(runs.map(({ upright }) => upright)).toEqual([false, true, false]);
  expect(runs[0]).toMatchObject({ text: 'Общие данные', left: 0.1, top: 0.1 });
});

it('spreads a block over its height, line by line', () => {
  const runs = textRuns([{ text: 'раз\n\nдва\nтри', bbox: [0, 0.3, 1, 0.6] }], 1);
  expect(
    runs.map(({ text, top, height }) => [text, Number(top.toFixed(2)), Number(height.toFixed(2))]),
  ).toEqual([
    ['раз', 0.3, 0.1],
    ['два', 0.4, 0.1],
    ['три', 0.5, 0.1],
  ]);
});

it('knows the usual height of a line', () => {
  expect(usualHeight([])).toBeNull();
  const heights = [0.01, 0.02, 0.5].map((height) => ({
    text: 'строка',
    bbox: [0, 0, 1, height] as [number, number, number, number],
  }));
  expect(usualHeight(textRuns(heights, 1))).toBe(0.02);
});
