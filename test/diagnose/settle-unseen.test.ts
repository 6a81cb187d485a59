import { describe, expect, test } from 'vitest';
import { settleUnseen } from '../../src/diagnose/settle-unseen.ts';
import type { Attempt, LinkedEvent } from '../../src/model/attempt.ts';
import type { Facts } from '../../src/model/event.ts';
import { at } from '../support/events.ts';
import { attempt, event, link } from './make.ts';

const MINUTE = 60;
const unseen = (): boolean => false;

/** An attempt that got a session and ended, as far as the stack tells. */
const session = (
  minutes: number,
  more: readonly LinkedEvent[] = [],
  reached: Attempt['reached'] = 'session',
) =>
  attempt([link(event('session-assigned', 1)), ...more], {
    outcome: 'failed',
    reached,
    endedAt: at(minutes * MINUTE),
  });
const also = (kind: string, facts: Facts = {}, more: Partial<LinkedEvent> = {}): LinkedEvent[] => [
  link(event(kind, 30, facts), more),
];
const outcomeOf = (of: Attempt, wasSeen = unseen): string => settleUnseen(of, wasSeen).outcome;

describe('an attempt of which no desktop was seen', () => {
  test('has failed where the log that would show it was there', () => {
    expect(outcomeOf(session(90), () => true)).toBe('failed');
    expect(outcomeOf(session(90, also('session-arbitration-started')))).toBe('failed');
  });

  test('is not known to have failed after minutes in a session', () => {
    expect(outcomeOf(session(5))).toBe('unknown');
    expect(outcomeOf(session(1))).toBe('failed');
    expect(outcomeOf(session(90, [], 'licensing'))).toBe('failed');
  });

  test('is not known to have failed where somebody left from inside', () => {
    expect(outcomeOf(session(1, also('connection-ended', { reason: 11 })))).toBe('unknown');
    expect(outcomeOf(session(1, also('connection-ended', { reason: 13 })))).toBe('unknown');
    expect(outcomeOf(session(1, also('connection-ended', { reason: 12 })))).toBe('failed');
  });

  test('worked where another log tells of the desktop', () => {
    const seen = [
      also('session-logged-off'),
      also('station-reconnected'),
      also('logon-succeeded', { logonType: 10 }),
    ];
    for (const links of seen) {
      expect(settleUnseen(session(1, links), unseen)).toMatchObject({
        outcome: 'succeeded',
        reached: 'desktop',
      });
    }
    expect(outcomeOf(session(1, also('logon-succeeded', { logonType: 3 })))).toBe('failed');
    expect(outcomeOf(session(1, also('session-logged-off', {}, { rivals: 1 })))).toBe('failed');
  });

  test('worked where a logon to the desktop came after one that was mistyped', () => {
    const mistyped = link(event('logon-failed', 20));
    const desktop = (seconds: number) => link(event('logon-succeeded', seconds, { logonType: 10 }));
    expect(outcomeOf(session(1, [mistyped, desktop(30)]))).toBe('succeeded');
    expect(outcomeOf(session(1, [desktop(10), mistyped]))).toBe('failed');
  });

  test('has failed where a record says so', () => {
    expect(outcomeOf(session(90, also('logon-failed')))).toBe('failed');
    expect(outcomeOf(session(90, also('read-failed', { code: 1236 })))).toBe('failed');
    expect(outcomeOf(session(90, also('read-failed', { code: 64 })))).toBe('unknown');
  });

  test('is left as it is where it may still go on, or only its client tells of it', () => {
    expect(outcomeOf({ ...session(90), outcome: 'open' })).toBe('open');
    expect(outcomeOf({ ...session(90), seenBy: 'client' })).toBe('failed');
  });
});
