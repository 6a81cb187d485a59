import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import type { LiveState } from '../../src/live/live-engine.ts';
import { formatMicros, SECOND } from '../../src/model/time.ts';
import type { HostVerdict, LiveVerdict } from '../../src/model/verdict.ts';
import { brokenSessions, recordsOfBook, type BrokenSession } from '../support/broken-sessions.ts';
import { at } from '../support/events.ts';
import { engineOf, follow, recordsIn, SETTLE, whole } from '../support/follow-records.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { createRandom } from '../support/scenarios/random.ts';
import { groupsOf, standingGroups } from '../support/standing.ts';

/** So many people who came one after another, and are cut off from `to` on, each some seconds after the one before. */
const cutOff = (people: number, to: number, apart: number, name = 'user'): readonly BrokenSession[] =>
  Array.from({ length: people }, (_, n) => ({ who: `${name}${n}`, from: n * 3, to: to + n * apart }));

const followSessions = (sessions: readonly BrokenSession[]): ReturnType<typeof follow> =>
  follow(recordsOfBook(brokenSessions(sessions)));

type Timed = LiveVerdict & { readonly at: number };
const ofGroups = (verdicts: readonly Timed[]): readonly (HostVerdict & { readonly at: number })[] =>
  verdicts.filter((one) => one.type === 'host-verdict');
const shortly = ({ change, revision, cause }: HostVerdict): string =>
  `${change} ${revision} ${cause.cause} ${cause.attemptCount}`;

describe('people who are cut off at one moment', () => {
  test('are told of once, together, soon after each was told of', () => {
    const { verdicts } = followSessions(cutOff(12, 600, 0.5));
    const groups = ofGroups(verdicts);
    expect(groups.map(shortly)).toEqual(['new 1 sessions-broke-together 12']);
    const [group] = groups;
    expect(group?.cause).toMatchObject({ confidence: 'likely', hosts: ['RDS01.corp.example'] });
    expect(group?.cause.accounts).toHaveLength(12);
    expect(group?.together?.from.slice(0, 21)).toBe(formatMicros(at(600.3)).slice(0, 21));
    const told = verdicts.filter((one) => one.type === 'verdict' && one.at <= (group?.at ?? 0));
    expect(new Set(told.map(({ verdictId }) => verdictId))).toEqual(new Set(group?.cause.attempts));
    expect(((group?.at ?? Infinity) - at(601.8)) / SECOND).toBeLessThanOrEqual((1.5 * SETTLE) / SECOND + 2);
  });

  test('are told of again when they are twice as many, and when no more come, not with each', () => {
    const { verdicts } = followSessions(cutOff(26, 600, 5));
    const sizes = ofGroups(verdicts).map(({ change, cause }) => [change, cause.attemptCount] as const);
    expect(sizes.map(([change]) => change)).toEqual(['new', 'revised', 'revised']);
    expect(sizes[1]?.[1]).toBeGreaterThanOrEqual(2 * (sizes[0]?.[1] ?? Infinity));
    expect(sizes[2]?.[1]).toBe(26);
  });

  test('at another moment are another group', () => {
    const { verdicts } = followSessions([...cutOff(5, 600, 1), ...cutOff(5, 4000, 1)]);
    const groups = ofGroups(verdicts);
    expect(groups.map(shortly)).toEqual([
      'new 1 sessions-broke-together 5',
      'new 1 sessions-broke-together 5',
    ]);
    expect(new Set(groups.map(({ verdictId }) => verdictId)).size).toBe(2);
  });

  test('are not told of when they are three', () => {
    expect(ofGroups(followSessions(cutOff(3, 600, 1)).verdicts)).toEqual([]);
  });

  test('are told of at once where that was before the following began, or not at all', () => {
    const records = recordsOfBook(brokenSessions(cutOff(5, 600, 1)));
    const last = records.at(-1)?.time ?? 0;
    const begun = (fromNow: boolean): readonly (readonly string[])[] => {
      const engine = engineOf(undefined, fromNow);
      return [
        { passed: 0, opened: [{ path: 'host' }], records, at: last + 120 * SECOND },
        { passed: 3600 * SECOND, opened: [], records: [] },
      ].map((intake) => engine.take(intake).map(({ type }) => type));
    };
    expect(begun(false)).toEqual([[...Array<string>(5).fill('verdict'), 'host-verdict'], []]);
    expect(begun(true)).toEqual([[], []]);
  });

  test('are told of the same by a run that is killed again and again', () => {
    const records = recordsOfBook(brokenSessions([...cutOff(5, 600, 1), ...cutOff(5, 4000, 1)]));
    const random = createRandom(5);
    const { verdicts } = follow(records, (engine) =>
      random.integer(1, 20) > 1 ? engine : engineOf(deserialize(serialize(engine.state())) as LiveState),
    );
    expect(verdicts).toEqual(follow(records).verdicts);
  });
});

test('an address that guessed and got in is told of before its guesses', () => {
  const file = 'patterns/bruteforce/logon-from-attacking-address/cases/plain.xml';
  const records = recordsIn([file]);
  const engine = engineOf();
  const intake = {
    passed: 0,
    opened: [{ path: file }],
    records,
    at: (records.at(-1)?.time ?? 0) + 600 * SECOND,
  };
  const causes = engine.take(intake).flatMap((one) => (one.type === 'host-verdict' ? [one.cause.cause] : []));
  expect(causes).toEqual(['logon-from-attacking-address', 'password-brute-force']);
});

describe('who stands as cut off together on several hosts is whom the finished logs give', () => {
  test.each([1, 2, 3, 4, 5, 73])('seed %i', (seed) => {
    const random = createRandom(seed);
    const bursts = Array.from({ length: 4 }, (_, n) => 1200 * (n + 1) + random.integer(0, 900));
    const records = ['RDS01', 'RDS02', 'RDS03', 'RDS04']
      .flatMap((host) => {
        const sessions = Array.from({ length: 7 }, (_, n) => ({
          who: `user${random.integer(0, 25)}`,
          from: n * 5,
          to: (bursts[random.integer(0, 3)] ?? 0) + random.integer(0, 60),
        }));
        return recordsOfBook(brokenSessions(sessions, `${host}.corp.example`), host);
      })
      .toSorted((a, b) => a.time - b.time);
    const report = whole(records);
    const { verdicts, standing } = follow(records);
    const groups = groupsOf(report);
    // Of hosts of which none has four people who broke off.
    expect(groups.length).toBeGreaterThan(1);
    expect(standingGroups(standing)).toEqual(groups);
    expect(standingGroups(verdicts)).toEqual(groups);
  });
});

describe('who stands as cut off together is whom the finished logs give', () => {
  test.each([1, 2, 3, 4, 5, 6])('seed %i', (seed) => {
    const random = createRandom(seed);
    const bursts = Array.from({ length: 4 }, (_, n) => 1200 * (n + 1) + random.integer(0, 900));
    const sessions = Array.from({ length: 40 }, (_, n) => ({
      who: `user${random.integer(0, 25)}`,
      from: n * 5,
      to: (bursts[random.integer(0, 3)] ?? 0) + random.integer(0, 70),
    }));
    const records = recordsOfBook(brokenSessions(sessions));
    const report = whole(records);
    const { verdicts, standing } = follow(records);
    expect(groupsOf(report)).not.toEqual([]);
    expect(standingGroups(standing)).toEqual(groupsOf(report));
    expect(standingGroups(verdicts)).toEqual(groupsOf(report));
  });
});

describe('what attempts have together is what the finished logs give, in every case of every pattern', () => {
  const tallied = loadPatterns().patterns.filter(({ tallies }) => tallies.length > 0);
  test.each(tallied)('$id', ({ id, class: group }) => {
    const folder = `patterns/${group}/${id}/cases`;
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.xml'))) {
      const records = recordsIn([join(folder, file)]);
      const report = whole(records);
      const { verdicts, standing } = follow(records);
      const kinds = (groups: readonly string[]): readonly string[] =>
        groups.map((one) => one.split(' ')[0] ?? '');
      expect(kinds(standingGroups(standing)), basename(file)).toEqual(kinds(groupsOf(report)));
      expect(standingGroups(verdicts), basename(file)).toEqual(groupsOf(report));
      const said = verdicts.map(({ verdictId, revision }) => `${verdictId} ${revision}`);
      expect(new Set(said).size).toBe(said.length);
    }
  });
});
