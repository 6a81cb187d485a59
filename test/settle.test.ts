import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findLogs } from '../src/input/find-logs.ts';
import type { Report } from '../src/model/report.ts';
import { feed, logsOf, readLogs, type FedLog } from './support/feed.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { plainly } from './support/simulate/sim-record.ts';
import { simulateHost } from './support/simulate/simulate.ts';

const packs = [loadPatterns()];
const corpus = '../shared/corpus';
/** A client and a host whose clocks differ: how much, a round that sees few of their tries says from these. */
const severalMachines: ReadonlySet<string> = new Set(['credssp-mismatch']);
const folders = readdirSync('samples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !severalMachines.has(entry.name))
  .map((entry) => `samples/${entry.name}`);

const both = (logs: readonly FedLog[], heldEvents: number): readonly [whole: Report, settled: Report] => [
  feed(logs, { packs }),
  feed(logs, { packs, heldEvents }),
];
const unbounded = (report: Report): unknown =>
  Object.fromEntries(Object.entries(report).filter(([key]) => key !== 'bounds'));

describe('what is settled on the way gives the same report', () => {
  test.each(folders)('%s', async (folder) => {
    const [whole, settled] = both(await readLogs(findLogs([folder]).files), 20);
    expect(settled).toEqual(whole);
  });

  test.skipIf(!existsSync(corpus)).each([
    ['server-2012r2', 2000],
    ['win10-1803', 500],
  ])('corpus %s', async (folder, heldEvents) => {
    const [whole, settled] = both(await readLogs(findLogs([`${corpus}/${folder}`]).files), heldEvents);
    expect(whole.attempts.length).toBeGreaterThan(100);
    expect(unbounded(settled)).toEqual(unbounded(whole));
  });

  test.each(ofMachines((machines) => machines === 1).slice(0, 5))(
    'a simulated host, seed %i, the %ith',
    (seed, index) => {
      const [whole, settled] = both(simulated(seed, index), 1000);
      expect(whole.attempts.length).toBeGreaterThan(500);
      expect(settled.bounds?.eventsForgotten).toBeGreaterThan(0);
      expect(attemptsOf(settled)).toEqual(attemptsOf(whole));
      expect(settled.summary).toEqual(whole.summary);
      expect(settled.coverage).toEqual(whole.coverage);
      expect(settled.hosts).toEqual(whole.hosts);
      expect(causesOf(settled)).toEqual(causesOf(whole));
    },
  );
});

/** Only order ties them, and what a session that was over left open differs: a round forgets it, the whole does not. */
describe('without ActivityIDs, settled on the way', () => {
  test.each(ofMachines((machines) => machines === 1).slice(0, 5))(
    'a simulated host, seed %i, the %ith: nearly all of it the same',
    (seed, index) => {
      const [whole, settled] = both(logsOf([...recordsOf(seed, index, 400)].map(plainly)), 1000);
      expect(settled.bounds?.eventsForgotten).toBeGreaterThan(0);
      const verdicts = new Map(attemptsOf(settled).map((one) => [one.id, verdictOf(one)]));
      const same = whole.attempts.filter((one) => verdicts.get(one.id) === verdictOf(one));
      expect(same.length / whole.attempts.length).toBeGreaterThan(0.95);
      expect(Math.abs(settled.attempts.length / whole.attempts.length - 1)).toBeLessThan(0.02);
    },
  );
});

/** Hosts of which much goes on at the end of a round. */
describe('the verdicts are the same', () => {
  test.each([
    ['a session that another attempt took, and then a shutdown', 316, 5000],
    ['the same with the audit', 567, 2000],
    ['more attempts at once than are held', 369, 5000],
    ['refusals of many at once, each the rival of the next', 475, 1000],
  ])('%s: seed %i, %i held', (_, seed, heldEvents) => {
    const verdicts = ({ attempts }: Report): readonly string[] =>
      attempts.map((one) => `${one.id} ${verdictOf(one)} ${one.diagnosis?.confidence} ${one.endedAt}`);
    const [whole, settled] = both(simulated(seed, 0, 300), heldEvents);
    expect(settled.bounds?.eventsForgotten).toBeGreaterThan(0);
    expect(verdicts(settled)).toEqual(verdicts(whole));
  });
});

/**
 * What differs where rounds are small: how machines' clocks differ is told by the tries of one round, and a try is
 * joined with what another machine logged of it only where both are over in the same round; where the audit alone
 * tells of a session, what it tells later is not joined to it; a clock that is set back in one round is not known of
 * in the next; and where so many attempts would fit a logon that none gets it, as in a flood that the protocol stack's
 * log does not show, a round that begins amid it has fewer of them, so that some do.
 */
describe('several machines, settled in small rounds', () => {
  test('samples/credssp-mismatch: the same attempts, causes and records', async () => {
    const [whole, settled] = both(await readLogs(findLogs(['samples/credssp-mismatch']).files), 20);
    const records = (report: Report) =>
      attemptsOf(report).map(({ id, outcome, diagnosis, events }) => ({
        id,
        outcome,
        cause: diagnosis?.cause,
        events: events.map(({ channel, recordId }) => `${channel} ${recordId}`).sort(),
      }));
    expect(records(settled)).toEqual(records(whole));
    expect(settled.summary).toEqual(whole.summary);
  });

  test.each(ofMachines((machines) => machines > 1).slice(0, 4))(
    'a simulated host with its gateway or client, seed %i, the %ith: most of it the same',
    (seed, index) => {
      const [whole, settled] = both(simulated(seed, index), 1000);
      const verdicts = new Map(attemptsOf(settled).map((one) => [one.id, verdictOf(one)]));
      const same = whole.attempts.filter((one) => verdicts.get(one.id) === verdictOf(one));
      expect(same.length / whole.attempts.length).toBeGreaterThan(0.85);
      expect(Math.abs(settled.attempts.length / whole.attempts.length - 1)).toBeLessThan(0.1);
    },
  );
});

const simulated = (seed: number, index: number, attempts = 400): readonly FedLog[] =>
  logsOf(recordsOf(seed, index, attempts));

function recordsOf(seed: number, index: number, attempts: number): ReturnType<typeof simulateHost> {
  return simulateHost({ hosts: 3, attempts, seed, noise: 0.5, missing: 0.1 }, index, () => {});
}

/** Seeds and hosts that have so many machines; what is drawn changes with the list of channels. */
function ofMachines(
  isWanted: (machines: number) => boolean,
): readonly (readonly [seed: number, index: number])[] {
  const drawn = [3, 4, 5, 6, 7, 8].flatMap((seed) => [0, 1].map((index) => [seed, index] as const));
  return drawn.filter(([seed, index]) =>
    isWanted(new Set([...recordsOf(seed, index, 400)].map(({ computer }) => computer)).size),
  );
}

const attemptsOf = ({ attempts }: Report): Report['attempts'] => attempts;
const verdictOf = ({ outcome, reached, diagnosis }: Report['attempts'][number]): string =>
  `${outcome} ${reached} ${diagnosis?.cause}`;
const causesOf = ({ causes }: Report) =>
  causes.map(({ cause, confidence, attempts, firstTime, lastTime, lastSuccess }) => ({
    cause,
    confidence,
    attempts,
    firstTime,
    lastTime,
    lastSuccess,
  }));
