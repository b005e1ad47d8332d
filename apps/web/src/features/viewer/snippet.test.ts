import { expect, it } from 'vitest';
import { fromFirst, snippetParts } from './snippet.tsx';

it('lights what was found and keeps every other letter', () => {
  expect(snippetParts('марка В2 в осях', [[6, 8]])).toEqual([
    { text: 'марка ', lit: false },
    { text: 'В2', lit: true },
    { text: ' в осях', lit: false },
  ]);
  expect(snippetParts('нет', [])).toEqual([{ text: 'нет', lit: false }]);
});

it('does not stumble over wrong offsets', () => {
  const parts = snippetParts('абвг', [
    [3, 99],
    [2, 3],
    [0, 2],
    [1, 3],
    [2, 2],
  ]);
  expect(parts.map(({ text }) => text).join('')).toBe('абвг');
  expect(parts.filter(({ lit }) => lit).map(({ text }) => text)).toEqual(['аб', 'в']);
});

it('brings the first highlight near the beginning', () => {
  const words = `${'слово '.repeat(40)}штраф и ещё штраф`;
  const at = words.indexOf('штраф');
  const second = words.lastIndexOf('штраф');
  const near = fromFirst(words, [
    [at, at + 5],
    [second, second + 5],
  ]);
  expect(near.snippet.length).toBeLessThan(100);
  expect(near.highlights.map(([start, end]) => near.snippet.slice(start, end))).toEqual(['штраф', 'штраф']);
  expect(fromFirst('штраф', [[0, 5]])).toEqual({ snippet: 'штраф', highlights: [[0, 5]] });
  expect(fromFirst('штраф', [])).toEqual({ snippet: 'штраф', highlights: [] });
});
