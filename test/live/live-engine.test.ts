import { describe, expect, test } from 'vitest';
import { createLiveEngine } from '../../src/live/live-engine.ts';
import type { Report } from '../../src/model/report.ts';
import type { IntakeRecord } from '../../src/live/intake.ts';
import { SECOND } from '../../src/model/time.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import type { LiveVerdict } from '../../src/model/verdict.ts';
import { feed, logsOf } from '../support/feed.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import {
  groupsOf,
  hostCausesOf,
  standingAttempts,
  standingCauses,
  standingGroups,
} from '../support/standing.ts';
import { createRandom } from '../support/scenarios/random.ts';
import { simulateHost } from '../support/simulate/simulate.ts';
import type { SimRecord } from '../support/simulate/sim-record.ts';

const packs = [loadPatterns()];

function simulated(seed: number, index: number): SimRecord[] {
  const simulation = { hosts: 3, attempts: 60, seed, noise: 0.3, missing: 0.1 };
  return [...simulateHost(simulation, index, () => {})].sort((a, b) => a.filed - b.filed);
}

interface Lived {
  readonly verdicts: readonly LiveVerdict[];
  readonly report: Report;
}

/** Follows the records as they come into their logs, so many at a time. */
function live(records: readonly SimRecord[], pieceOf: () => number, heldEvents = 100_000): Lived {
  const engine = createLiveEngine({ version: '0', packs, settle: 30 * SECOND, heldEvents });
  const opened = [...new Set(records.map(pathOf))].map((path) => ({ path }));
  const verdicts: LiveVerdict[] = [...engine.take({ passed: 0, opened, records: [] })];
  let now = records[0]?.filed ?? 0;
  for (let from = 0; from < records.length;) {
    const piece = records.slice(from, (from += pieceOf()));
    const filed = piece.at(-1)?.filed ?? now;
    const intake = { passed: filed - now, opened: [], records: piece.map(intakeOf) };
    verdicts.push(...engine.take(intake));
    now = filed;
  }
  for (const input of engine.inputs) engine.end(input, { format: 'evtx', bytes: 0, state: 'clean' });
  const { verdicts: rest, report } = engine.close();
  return { verdicts: [...verdicts, ...rest], report };
}

const catalog = createCatalog();
function intakeOf(record: SimRecord): IntakeRecord {
  const { computer, channel, recordId, time } = record;
  const input = pathOf(record);
  const event = catalog.normalize(record, input);
  return { input, computer, channel, recordId, time, ...(event && { event }) };
}

const pathOf = ({ computer, channel }: SimRecord): string => `${computer}/${channel}`;
const gist = ({ outcome, diagnosis }: Report['attempts'][number]): string =>
  `${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;

describe('following a host', () => {
  test.each([
    [3, 0],
    [5, 1],
    [7, 2],
  ])('ends with what the finished logs give, seed %i, the %ith', (seed, index) => {
    const records = simulated(seed, index);
    const whole = feed(logsOf(records), { packs });
    const random = createRandom(seed);
    const { verdicts, report } = live(records, () => random.integer(1, 200));
    expect(report.attempts).toEqual(whole.attempts);
    expect(
      standingAttempts(verdicts)
        .map(({ attempt }) => `${attempt.id} ${gist(attempt)}`)
        .sort(),
    ).toEqual(whole.attempts.map((attempt) => `${attempt.id} ${gist(attempt)}`).sort());
    expect(standingCauses(verdicts, whole)).toEqual(hostCausesOf(whole));
    expect(standingGroups(verdicts)).toEqual(groupsOf(whole));
    const news = verdicts.filter(({ change }) => change === 'new').map(({ verdictId }) => verdictId);
    expect(new Set(news).size).toBe(news.length);
  });

  test.each([
    [2, 2],
    [5, 1],
    [7, 2],
  ])('tells of what attempts have together as its report does, seed %i, the %ith', (seed, index) => {
    const random = createRandom(seed);
    const records = simulated(seed, index);
    const { verdicts, report } = live(records, () => random.integer(1, 200), 500);
    expect(groupsOf(report)).not.toEqual([]);
    expect(standingGroups(verdicts)).toEqual(groupsOf(report));
  });

  test('does not depend on how the records were read', () => {
    const records = simulated(11, 0);
    const one = live(records, () => 1);
    const many = live(records, () => 97);
    expect(many.verdicts).toEqual(one.verdicts);
  });
});
