import { describe, expect, it } from 'vitest';
import { judgeVersion } from './required-bump.ts';

const change = (breaking: boolean) => ({ breaking, where: 'GET /a', rule: 'some-rule', text: '' });
const breaking = [change(false), change(true)];
const additive = [change(false)];

describe('judgeVersion', () => {
  it.each([
    ['0.1.0', '0.1.0', [], true, '0.1.0'],
    ['0.1.0', '0.1.0', additive, false, '0.1.1'],
    ['0.1.0', '0.1.1', additive, true, '0.1.1'],
    ['0.1.9', '0.1.10', breaking, false, '0.2.0'],
    ['0.1.9', '0.2.0', breaking, true, '0.2.0'],
    ['1.4.2', '1.4.3', additive, false, '1.5.0'],
    ['1.4.2', '1.10.0', additive, true, '1.5.0'],
    ['1.4.2', '1.99.0', breaking, false, '2.0.0'],
    ['1.4.2', '2.0.0', breaking, true, '2.0.0'],
    ['1.4.2', '1.4.1', [], false, '1.4.2'],
  ])('%s → %s with %j', (released, current, changes, ...[ok, needed]) => {
    expect(judgeVersion(released, current, changes)).toEqual({ ok, needed });
  });

  it('refuses what is not a version', () => {
    expect(() => judgeVersion('0.1.0', '0.1', [])).toThrow('not a version');
  });
});
