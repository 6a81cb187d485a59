import { describe, expect, test } from 'vitest';
import { acrossHosts } from '../../src/diagnose/across-hosts.ts';
import { diagnoseHost } from '../../src/diagnose/diagnose-host.ts';
import { indexEvents } from '../../src/diagnose/event-index.ts';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import type { AttemptTally } from '../../src/model/pattern.ts';
import { callsOf } from '../support/counted-calls.ts';
import { at, HOST } from '../support/events.ts';
import { diagnosed, pattern, tally } from './make.ts';

const wasSeen = (): boolean => true;
const found = (asked: AttemptTally, attempts: readonly DiagnosedAttempt[]) =>
  acrossHosts({ attempts: attempts.toSorted((a, b) => a.attempt.startedAt - b.attempt.startedAt), wasSeen }, [
    pattern('p', { tallies: [asked] }),
  ]);
const counts = (asked: AttemptTally, attempts: readonly DiagnosedAttempt[]): readonly [string, number][] =>
  found(asked, attempts).map(({ host, attempts: own }) => [host, own.length]);

/** A connection to a host that broke so many seconds in. */
const broke = (seconds: number, host: string, name: string): DiagnosedAttempt =>
  diagnosed(0, '198.51.100.7', 'dropped', {
    host,
    endedAt: at(seconds),
    account: { domain: '', name },
  });
const HOUR = 3600;

describe('tries of one address on several hosts', () => {
  const asked = tally({ causes: ['wrong-password'], count: 6, hosts: 3, within: 60 });
  const spray = ['a', 'b', 'c'].flatMap((host, i) =>
    [0, 1].map((n) => diagnosed(i * 10 + n, '203.0.113.5', 'wrong-password', { host })),
  );

  test('are counted together, and said of each host', () => {
    expect(counts(asked, spray)).toEqual([
      ['a', 2],
      ['b', 2],
      ['c', 2],
    ]);
    expect(found(asked, spray)[0]?.evidence).toHaveLength(2);
  });

  test('are nothing where they are too few, on too few hosts, too slow or of several addresses', () => {
    expect(counts(asked, spray.slice(1))).toEqual([]);
    expect(counts({ ...asked, hosts: 4 }, spray)).toEqual([]);
    expect(counts({ ...asked, within: 5 }, spray)).toEqual([]);
    expect(counts(asked, [...spray.slice(1), diagnosed(3, '203.0.113.6', undefined, { host: 'a' })])).toEqual(
      [],
    );
  });

  test('are not asked for where a host is looked at by itself, nor its own tallies here', () => {
    const attempts = Array.from({ length: 6 }, (_, i) => diagnosed(i, '203.0.113.5'));
    const scene = { host: HOST, attempts, unattached: [], wasSeen, index: indexEvents([]) };
    expect(diagnoseHost(scene, [pattern('p', { tallies: [{ ...asked, hosts: 2 }] })])).toEqual([]);
    expect(counts({ ...asked, hosts: 1 }, spray)).toEqual([]);
  });
});

describe('connections to several hosts that broke together', () => {
  const asked = tally({ per: 'host', at: 'end', count: 4, accounts: 4, hosts: 2, within: 30 });
  const burst = (from: number, people: number): readonly DiagnosedAttempt[] =>
    Array.from({ length: people }, (_, i) => broke(from + i, `rds${i % 4}`, `p${from}-${i}`));
  const ofAll = (attempts: readonly DiagnosedAttempt[]): number =>
    found(asked, attempts).reduce((sum, { attempts: own }) => sum + own.length, 0);

  test('are found beside the breaks of a usual day', () => {
    const day = Array.from({ length: 48 }, (_, i) => broke(i * HOUR * 0.5, `rds${i % 4}`, `q${i}`));
    expect(ofAll([...day, ...burst(5 * HOUR + 600, 8)])).toBe(8);
  });

  test('are nothing on one host alone, for that one is asked by itself', () => {
    expect(ofAll(burst(HOUR, 8).map((one) => ({ ...one, attempt: { ...one.attempt, host: 'rds0' } })))).toBe(
      0,
    );
  });

  test('do not draw in the one who breaks off elsewhere while a host is cut off, but two', () => {
    const host = Array.from({ length: 12 }, (_, i) => broke(HOUR + i, 'rds0', `p${i}`));
    expect(ofAll([...host, broke(HOUR + 3, 'rds1', 'q')])).toBe(0);
    expect(ofAll([...host, broke(HOUR + 3, 'rds1', 'q'), broke(HOUR + 4, 'rds2', 'r')])).toBe(14);
  });

  test('are chance where so many hosts lose somebody all the time', () => {
    // A thousand hosts, each of which loses somebody every five minutes: a hundred every half a minute.
    const always = Array.from({ length: 6000 }, (_, i) => broke(i * 0.3, `rds${i % 1000}`, `q${i}`));
    expect(ofAll(always)).toBe(0);
    // Two hundred more in ten seconds are not.
    const more = Array.from({ length: 200 }, (_, i) => broke(900 + i * 0.05, `rds${i}`, `r${i}`));
    expect(ofAll([...always, ...more])).toBeGreaterThan(200);
  });

  test('cost what they count: four times as many no more than five times as much', async () => {
    const work = (count: number) => () =>
      void ofAll(Array.from({ length: count }, (_, i) => broke((i * 25) / count, `rds${i % 40}`, `p${i}`)));
    work(100)();
    expect(await callsOf(work(2000))).toBeLessThan(5 * (await callsOf(work(500))));
  });
});
