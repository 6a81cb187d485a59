import { describe, expect, test } from 'vitest';
import { settleUnseen } from '../../src/diagnose/settle-unseen.ts';
import type { Attempt, LinkedEvent } from '../../src/model/attempt.ts';
import type { WasSeen } from '../../src/diagnose/surroundings.ts';
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
const outcomeOf = (of: Attempt, wasSeen: WasSeen = unseen): string => settleUnseen(of, wasSeen).outcome;

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

describe('an attempt of which only the audit has a logon to a desktop', () => {
  const granted = also('logon-succeeded', { logonType: 10 });
  const worked = (links: readonly LinkedEvent[], reached: Attempt['reached'] = 'authorization'): Attempt =>
    attempt(links, { outcome: 'succeeded', reached, endedAt: at(90 * MINUTE) });

  test('is not known to have worked where the log of the sessions was there until minutes later', () => {
    const asked: unknown[] = [];
    const seen: WasSeen = (...all) => asked.push(all) > 0;
    expect(outcomeOf(worked(granted), seen)).toBe('unknown');
    const log = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational';
    expect(asked).toEqual([['RDS01.corp.example', log, at(0), at(150)]]);
    expect(outcomeOf(worked(granted), unseen)).toBe('succeeded');
  });

  test('has worked where that log or another shows the desktop', () => {
    const seen = (): boolean => true;
    expect(outcomeOf(worked(granted, 'desktop'), seen)).toBe('succeeded');
    for (const kind of [
      'station-reconnected',
      'station-disconnected',
      'logoff-requested',
      'session-logged-off',
    ])
      expect(outcomeOf(worked([...granted, ...also(kind)]), seen)).toBe('succeeded');
    expect(outcomeOf(worked([...granted, ...also('station-reconnected', {}, { rivals: 1 })]), seen)).toBe(
      'unknown',
    );
    expect(outcomeOf({ ...worked(granted), seenBy: 'client' }, seen)).toBe('succeeded');
  });
});

describe('a client that does not say that somebody logged on', () => {
  const client = (minutes: number, reason: number): Attempt =>
    attempt(
      [
        link(event('client-connected', 1)),
        link(event('client-disconnected', 1 + minutes * MINUTE, { reason })),
      ],
      { seenBy: 'client', outcome: 'failed', reached: 'network' },
    );

  test('had a session where the person on the host ended it after minutes', () => {
    expect(settleUnseen(client(15, 2), unseen)).toMatchObject({ outcome: 'succeeded', reached: 'session' });
    for (const other of [client(1, 2), client(15, 3), client(15, 1)])
      expect(settleUnseen(other, unseen)).toBe(other);
  });
});
