import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawEvent } from '../../parsers/raw-event.ts';
import type { Report } from '../../src/model/report.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { badDay, reportOf, shuffled, type Input } from './made-events.ts';

const oneInput = (raws: readonly RawEvent[]): Input[] => [{ path: 'all.evtx', raws }];

describe('the report, byte for byte, does not depend on', () => {
  test('the order of records', () => {
    const runs = badDay().chain((raws) => fc.tuple(fc.constant(raws), shuffled(raws)));
    fc.assert(
      fc.property(runs, ([raws, other]) => {
        expect(reportOf(oneInput(other))).toBe(reportOf(oneInput(raws)));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('the order of inputs, also where they hold copies of one record', () => {
    const inputs = fc
      .tuple(badDay(), fc.array(fc.nat(2), { minLength: 1, maxLength: 10 }))
      .map(([raws, places]) => [
        ...['a.evtx', 'b.evtx', 'c.evtx'].map((path, place) => ({
          path,
          raws: raws.filter((_, i) => places[i % places.length] === place),
        })),
        { path: 'b-copy.evtx', raws: raws.filter((_, i) => i % 3 === 0) },
      ]);
    fc.assert(
      fc.property(
        inputs.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([all, other]) => {
          expect(reportOf(other)).toBe(reportOf(all));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  test('either of them, when causes are sought', () => {
    const packs = [loadPatterns()];
    const runs = badDay().chain((raws) => fc.tuple(fc.constant(raws), shuffled(raws)));
    fc.assert(
      fc.property(runs, ([raws, other]) => {
        expect(reportOf(oneInput(other), packs)).toBe(reportOf(oneInput(raws), packs));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('how the records of one host are spread over inputs, but for the inputs’ names', () => {
    const attemptsOf = (inputs: readonly Input[]): unknown => {
      const { attempts } = JSON.parse(reportOf(inputs)) as Report;
      return JSON.parse(JSON.stringify(attempts).replaceAll(/"input":"[^"]*"/g, '"input":""'));
    };
    fc.assert(
      fc.property(badDay(), (raws) => {
        const split = [
          { path: 'a', raws: raws.filter(({ recordId }) => recordId % 2 === 0) },
          { path: 'b', raws: raws.filter(({ recordId }) => recordId % 2 === 1) },
        ];
        expect(attemptsOf(split)).toEqual(attemptsOf(oneInput(raws)));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test('another host’s logs, as far as this host goes', () => {
    const attemptsOf = (inputs: readonly Input[], host: string): unknown =>
      (JSON.parse(reportOf(inputs)) as Report).attempts.filter((attempt) => attempt.host === host);
    fc.assert(
      fc.property(badDay('A'), badDay('B'), (a, b) => {
        const own = { path: 'a.evtx', raws: a };
        expect(attemptsOf([own, { path: 'b.evtx', raws: b }], 'A')).toEqual(attemptsOf([own], 'A'));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
