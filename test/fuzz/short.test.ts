import { describe, expect, test } from 'vitest';
import { fuzz, targets } from './fuzz.ts';

/** Executions in the suite; `npm run fuzz` makes as many as it has time for. */
const EXECUTIONS: Readonly<Record<string, number>> = {
  'changed chunks': 300,
  'paired chunks': 60,
  'made structures': 250,
  'changed chunks written out': 60,
  'made structures written out': 60,
  'changed XML': 300,
  'changed JSON': 150,
  'changed tables': 150,
  'changed CLIXML': 150,
  'changed texts of all forms': 150,
};

describe('readers fed with what nobody should write', () => {
  test.each(targets())('$name: no throw, bounded work and output', (target) => {
    const { found, input } = fuzz(target, 1, EXECUTIONS[target.name] ?? 100);
    expect(found).toBeUndefined();
    expect(input).toBeUndefined();
  });
});
