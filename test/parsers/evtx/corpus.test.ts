import { describe, expect, test } from 'vitest';
import type { ParseProblemCode } from '../../../parsers/parse-problem.ts';
import { corpusFiles, HAS_CORPUS, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';
import { EXPECTED_LOGS } from './expected-logs.ts';

describe.skipIf(!HAS_CORPUS)(`real logs (${WITHOUT_CORPUS})`, () => {
  test('each one has an expectation', () => {
    expect(corpusFiles()).toEqual(EXPECTED_LOGS.map(({ file }) => file).toSorted());
  });

  test.each(EXPECTED_LOGS)(
    '$file: $records records, $state',
    ({ file, records, libevtx, state, problems, why }) => {
      const result = readAll([readCorpus(file)]);
      const codes = result.problems.map(({ code }) => code);
      expect(result.status).toMatchObject({ format: 'evtx', records, state });
      expect(result.events).toHaveLength(records);
      expect(tally(codes)).toEqual(problems ?? {});
      // A count that differs from libevtx's needs its reason.
      expect(why !== undefined).toBe(libevtx !== records);
    },
  );
});

function tally(codes: readonly ParseProblemCode[]): Partial<Record<ParseProblemCode, number>> {
  const counts: Partial<Record<ParseProblemCode, number>> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
