import { expect, test } from 'vitest';
import { goodConduct, judgeTools, type ToolConduct } from './tool-judge.ts';

const call = { id: '1', name: 'read_blocks', arguments: {} };
const good = { id: '1', name: 'read_blocks', output: '{"blocks":[]}' };
const refused = { ...good, output: '{"error":"Блока нет."}', isError: true };
const repeated = { ...good, output: '{"already_done":true}' };

function play(turns: { call?: object; result: typeof good }[]) {
  let conduct: ToolConduct = goodConduct;
  return turns.map(({ call: change, result }) => {
    const judged = judgeTools(conduct, { calls: [{ ...call, ...change }], results: [result] });
    conduct = judged.conduct;
    return judged.verdict;
  });
}

test('a repeated call is told once, then the tools are withdrawn', () => {
  expect(play([{ result: refused }, { result: repeated }, { result: repeated }])).toEqual([
    { do: 'go_on' },
    { do: 'warn' },
    { do: 'withdraw', reason: 'refused' },
  ]);
});

test('three turns of different refusals end it as well', () => {
  expect(play([{ result: refused }, { result: refused }, { result: refused }]).at(-1)).toEqual({
    do: 'withdraw',
    reason: 'refused',
  });
});

test('what brings something new begins anew', () => {
  const verdicts = play([{ result: refused }, { result: refused }, { result: good }, { result: refused }]);
  expect(verdicts.every((verdict) => verdict.do === 'go_on')).toBe(true);
});

test('arguments that cannot be read may be sent again once', () => {
  expect(
    play([
      { call: { malformed: '{"a":' }, result: refused },
      { result: good },
      { call: { malformed: '{"b":' }, result: refused },
    ]),
  ).toEqual([{ do: 'go_on' }, { do: 'go_on' }, { do: 'withdraw', reason: 'malformed' }]);
});
