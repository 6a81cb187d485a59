import { describe, expect, test } from 'vitest';
import { findLogs } from '../src/input/find-logs.ts';
import type { Event } from '../src/model/event.ts';
import type { Report } from '../src/model/report.ts';
import { micros, MINUTE, SECOND } from '../src/model/time.ts';
import { boundsLines } from '../src/report/attempt-runs.ts';
import { count } from '../src/report/words.ts';
import { audit, connectionId, logbook } from './support/events.ts';
import { channelLogs, feed, readLogs, type FedLog } from './support/feed.ts';
import { loadPatterns } from './support/load-patterns.ts';

const packs = [loadPatterns()];
const MOST = 200;
const CHATTER = 1000;

/** A day in whose first session, which lasts two hours, the stack has much to say. */
async function longSession(): Promise<readonly FedLog[]> {
  const logs = await readLogs(findLogs(['samples/healthy-day']).files);
  return logs.map((log) => {
    const call = log.events.find(({ kind }) => kind === 'stack-call');
    if (!call) return log;
    const chatter = Array.from({ length: CHATTER }, (_, i) => ({
      ...call,
      time: micros(call.time + 15 * MINUTE + i * 5 * SECOND),
    }));
    const events = [...log.events, ...chatter].sort((a, b) => a.time - b.time);
    return { ...log, events: events.map((event, i) => numbered(event, 1000 + i)) };
  });
}

const numbered = (event: Event, recordId: number): Event => ({
  ...event,
  source: { ...event.source, recordId },
});

const listed = ({ attempts }: Report): Report['attempts'][number]['events'] => attempts[0]?.events ?? [];
const said = ({ attempts }: Report): unknown =>
  attempts.map(({ id, outcome, reached, diagnosis, startedAt, endedAt }) => {
    return { id, outcome, reached, cause: diagnosis?.cause, startedAt, endedAt };
  });

describe('a session with more records than are held of one', async () => {
  const logs = await longSession();
  const whole = feed(logs, { packs, heldEvents: 100 });
  const bounded = feed(logs, { packs, heldEvents: 100, listedRecords: MOST });

  test('has the verdict that it has with all of them', () => {
    expect(listed(whole).length).toBeGreaterThan(CHATTER);
    expect(said(bounded)).toEqual(said(whole));
    expect(bounded.causes).toEqual(whole.causes);
    expect(bounded.summary).toEqual(whole.summary);
  });

  test('is listed with its beginning, its latest and of each kind the first and the latest', () => {
    const [all, some] = [listed(whole), listed(bounded)];
    expect(some.slice(0, MOST / 4)).toEqual(all.slice(0, MOST / 4));
    expect(some.slice((-MOST * 3) / 4)).toEqual(all.slice((-MOST * 3) / 4));
    const kinds = new Set(logs.flatMap(({ events }) => events.map(({ kind }) => kind)));
    expect(some.length).toBeLessThan(MOST + 2 * kinds.size);
  });

  test('says how many of them are not listed', () => {
    const notListed = listed(whole).length - listed(bounded).length;
    expect(bounded.bounds?.recordsNotListed).toBe(notListed);
    expect(boundsLines(bounded.bounds).join('\n')).toContain(
      `${count(notListed, 'record')} of long sessions`,
    );
    expect(whole.bounds?.recordsNotListed).toBeUndefined();
  });
});

test('a session that goes on takes the logon to its desktop, however late, when it is settled before its end', () => {
  const hours = (count: number): number => count * 3600;
  const activityId = connectionId(1);
  const book = logbook()
    .stack(0, 131, { ConnType: 'TCP', ClientIP: '198.51.100.7:50000' }, { activityId })
    .stack(0.1, 65, { ConnectionName: 'RDP-Tcp#1' }, { activityId })
    .stack(1, 66, { ConnectionName: 'RDP-Tcp#1', SessionID: 3 }, { activityId });
  for (let i = 0; i < 400; i++) book.tls(i * 120 + 500, 36_874, {});
  book
    .security(hours(3), 4624, audit({ LogonType: 10, IpAddress: '198.51.100.7', TargetLogonId: '0x123' }))
    .stack(hours(9), 102, {}, { activityId })
    .stack(hours(9) + 1, 103, { ReasonCode: 12 }, { activityId });
  const logs = channelLogs(book.events().toSorted((a, b) => a.time - b.time));
  const [whole, settled] = [feed(logs, { packs }), feed(logs, { packs, heldEvents: 100 })];
  expect(listed(whole).map(({ eventId }) => eventId)).toEqual([131, 65, 66, 4624, 102, 103]);
  expect(settled.attempts).toEqual(whole.attempts);
});
