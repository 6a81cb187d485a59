import { existsSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

const FOLDER = '../shared/corpus';

/** Says at the end of a run how many tests ran, whether the real logs were there, and how many tests used them. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    // Tests on real logs say so, in the name of their file or of their group.
    const real = tests.filter((test) =>
      /corpus|evalset/i.test(`${test.module.relativeModuleId} ${test.fullName}`),
    );
    const count = (among: typeof tests, state: string): number =>
      among.filter((test) => test.result().state === state).length;
    const presence = existsSync(FOLDER) ? 'present' : 'NOT present';
    const ran = real.length - count(real, 'skipped');
    process.stdout.write(
      `${FOLDER}: ${presence}; ${ran} corpus tests ran, ${real.length - ran} were skipped\n` +
        `${count(tests, 'passed')} passed, ${count(tests, 'failed')} failed, ${count(tests, 'skipped')} skipped\n`,
    );
  }
}
