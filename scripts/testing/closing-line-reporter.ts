import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export interface Totals {
  passed: number;
  failed: number;
  skipped: string[];
}

interface Options {
  /** A skipped test is a test nobody ran: on CI it fails the run. */
  failOnSkipped: boolean;
  print: (line: string) => void;
}

/**
 * Ends a run with the plain line `N passed, N failed[, N skipped]`.
 * What fails outside a test counts as a failure too: a file that does not load, a hook, an unhandled rejection.
 */
export default class ClosingLineReporter implements Reporter {
  private readonly options: Options;

  constructor(options: Partial<Options> = {}) {
    this.options = { failOnSkipped: process.env.CI === 'true', print: console.log, ...options };
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const { passed, failed, skipped } = count(modules, unhandled);
    const { failOnSkipped, print } = this.options;
    if (failOnSkipped && skipped.length > 0) {
      print(`Skipped tests fail a run on CI:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
      process.exitCode = 1;
    }
    print(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  }
}

function count(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Totals {
  const totals: Totals = { passed: 0, failed: unhandled.length, skipped: [] };
  for (const module of modules) {
    totals.failed += module.errors().length;
    for (const suite of module.children.allSuites()) totals.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') totals.passed += 1;
      else if (state === 'failed') totals.failed += 1;
      else totals.skipped.push(`${module.relativeModuleId} > ${test.fullName}`);
    }
  }
  return totals;
}
