import { describe, expect, test } from 'vitest';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import { createAttemptKeeper, type KeptAttempt } from '../../src/report/attempt-keeper.ts';
import { diagnosed, event, link } from '../diagnose/make.ts';

const one = (cause: string, i: number, outcome: 'failed' | 'succeeded' = 'failed'): DiagnosedAttempt => {
  const desktop = { ...event('session-logged-on', i), stage: 'desktop' as const };
  const events = [link(event('connection-accepted', i)), link(desktop)];
  return diagnosed(i, '192.0.2.5', cause, { id: `${cause} ${i}`, outcome, reached: 'desktop', events });
};

const keepAll = (most: number, attempts: readonly DiagnosedAttempt[]): readonly KeptAttempt[] => {
  const keeper = createAttemptKeeper(most);
  return attempts.map((each) => keeper.keep(each));
};
const wholeOnes = (kept: readonly KeptAttempt[]): string[] =>
  kept.flatMap(({ one: { attempt: own }, isWhole }) => (isWhole ? [own.id] : [])).sort();

const flood = Array.from({ length: 500 }, (_, i) => one('unknown-user', i));
const rare = [0, 200, 400].map((i) => one('license-grace-over', i));

describe('the keeper of attempts', () => {
  test('holds all whole while they are few', () => {
    expect(keepAll(600, [...flood, ...rare]).every(({ isWhole }) => isWhole)).toBe(true);
  });

  test('keeps the first and the latest of a flood, and every rare failure beside it', () => {
    const kept = keepAll(50, [...flood.slice(0, 250), ...rare, ...flood.slice(250)]);
    const whole = wholeOnes(kept);
    expect(whole.length).toBeLessThanOrEqual(50);
    expect(whole.length).toBeGreaterThan(40);
    for (const id of [...rare.map((each) => each.attempt.id), 'unknown-user 0', 'unknown-user 499'])
      expect(whole).toContain(id);
    expect(whole).not.toContain('unknown-user 250');
  });

  test('keeps the same ones whatever order the kinds come in', () => {
    const orders = [
      [...flood, ...rare],
      [...rare, ...flood],
      [...flood.slice(0, 100), ...rare, ...flood.slice(100)],
    ];
    const [first, ...others] = orders.map((order) => wholeOnes(keepAll(50, order)));
    for (const other of others) expect(other).toEqual(first);
  });

  test('of the rest holds what is counted and named, and of a success the record that tells of it', () => {
    const successes = flood.map((_, i) => one('normal', i, 'succeeded'));
    const slim = keepAll(10, [...flood, ...successes]).filter(({ isWhole }) => !isWhole);
    const [failure, success] = [slim[0]?.one, slim.at(-1)?.one];
    expect(failure?.attempt).toMatchObject({
      outcome: 'failed',
      client: { address: '192.0.2.5' },
      events: [],
    });
    expect(failure?.diagnosis).toMatchObject({ cause: 'unknown-user', evidence: [] });
    expect(success?.attempt.events.map(({ event: { summary } }) => summary)).toHaveLength(1);
  });

  test('with more kinds than it may hold keeps the first and the latest of each', () => {
    const kinds = Array.from({ length: 40 }, (_, kind) => kind);
    const kept = keepAll(
      10,
      [0, 1, 2, 3].flatMap((i) => kinds.map((kind) => one(`cause-${kind}`, i))),
    );
    expect(wholeOnes(kept)).toHaveLength(80);
  });

  test('where attempts are forgotten, no more are whole than asked for: those of the kinds that came last', () => {
    const keeper = createAttemptKeeper(10, undefined, 20);
    const kinds = Array.from({ length: 40 }, (_, kind) => kind);
    const kept = [0, 1, 2, 3].flatMap((i) => kinds.map((kind) => keeper.keep(one(`cause-${kind}`, i))));
    expect(wholeOnes(kept)).toEqual(kinds.slice(-10).map((kind) => `cause-${kind} 3`));
    expect(keeper.state.groups.size).toBeLessThanOrEqual(10);
    expect(kept.filter(({ isForgotten }) => isForgotten).length).toBe(keeper.state.forgotten);
    expect(kept.filter(({ isForgotten }) => !isForgotten).length).toBeLessThanOrEqual(10 + 2 * 20);
  });
});
