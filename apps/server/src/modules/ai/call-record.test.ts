import { expect, test } from 'vitest';
import { newSaid, storable, take } from './call-record.ts';

test.each(['text', 'thinking'] as const)('%s without an end is given up', (type) => {
  const said = newSaid();
  const hear = () => {
    for (let n = 0; n < 30; n += 1) take(said, { type, text: 'а'.repeat(100_000) });
  };
  expect(hear).toThrow(expect.objectContaining({ code: 'malformed_output' }));
  expect(said[type].length).toBeLessThan(2_200_000);
});

test('arguments of tools lose what no database stores, in names too', () => {
  const call = { id: '1', name: 'zoom', arguments: { 'а\0': { б: '\ud83d' } } };
  expect(storable({ type: 'tool_call', call })).toEqual({
    type: 'tool_call',
    call: { ...call, arguments: { а: { б: '\ufffd' } } },
  });
});
