import { expect, it } from 'vitest';
import { groupReport } from './group-report.ts';
import type { ReportEntry } from './upload-store.ts';

const entry = (severity: ReportEntry['severity'], message: string): ReportEntry => ({
  ...{ file: 'a.md', line: 1, severity, code: 'x', message },
});

it('puts the gravest first and keeps the order within', () => {
  const groups = groupReport([entry('info', 'а'), entry('error', 'б'), entry('info', 'в')]);
  expect(
    groups.map(({ severity, entries }) => [severity, entries.map(({ message }) => message).join()]),
  ).toEqual([
    ['error', 'б'],
    ['info', 'а,в'],
  ]);
});
