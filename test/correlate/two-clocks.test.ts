import { describe, expect, test } from 'vitest';
import { createLogReader } from '../../parsers/index.ts';
import type { Report, ReportHost } from '../../src/model/report.ts';
import { createPipeline } from '../../src/pipeline.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { writeEvtx } from '../support/evtx-writer/index.ts';
import { twoClocks, type TwoClocks } from '../support/scenarios/two-clocks.ts';

const packs = [loadPatterns()];

function told(story: TwoClocks): Report {
  const pipeline = createPipeline({ version: 'test', packs });
  for (const [i, events] of twoClocks(story).entries()) {
    const input = pipeline.open({ path: `${i}.evtx` });
    const bytes = writeEvtx(events);
    const reader = createLogReader({ observe: input.observe });
    for (const item of [...reader.feed(bytes), ...reader.end()])
      if (item.type === 'event') input.push(item.event);
    input.end({ format: 'evtx', bytes: bytes.length, state: 'clean' });
  }
  return pipeline.close();
}

const day = (...times: readonly string[]): string[] => times.map((time) => `2026-03-02 ${time}`);
const clientOf = ({ hosts }: Report): ReportHost | undefined =>
  hosts.find(({ name }) => name.startsWith('WS-ALICE'));
const joinedIn = ({ attempts }: Report): number => attempts.filter(({ alsoSeenBy }) => alsoSeenBy).length;

const refused = day('08:01:10', '08:02:31', '08:05:55', '09:40:02');
const worked = [['2026-03-02 07:10:00', '2026-03-02 07:55:10']] as const;

describe.each([
  ['7 min 2 s ahead', 422],
  ['7 min 2 s behind', -422],
  ['an hour ahead, as by a wrong time zone', 3600],
  ['in step', 0],
])("a host's clock that is %s", (_, hostAhead) => {
  const report = told({ hostAhead, refused, worked, bobRefused: day('08:30:00', '09:00:00') });

  test("joins each of the client's tries with the host's", () => {
    expect(report.summary.attempts).toMatchObject({ total: 7, succeeded: 1, failed: 6 });
    expect(joinedIn(report)).toBe(5);
    expect(report.attempts.filter(({ seenBy }) => seenBy === 'client')).toEqual([]);
  });

  test('is stated within 2 s, and against whom', () => {
    const client = clientOf(report);
    expect(Math.abs((client?.clockSkewMs ?? Infinity) + hostAhead * 1000)).toBeLessThan(2000);
    expect(client?.clockSkew).toMatchObject({ against: 'RDS01.corp.example', confidence: 'certain' });
  });

  test("keeps the host's times, and puts the client's records where they belong", () => {
    for (const attempt of report.attempts.filter(({ alsoSeenBy }) => alsoSeenBy)) {
      const own = attempt.events.find(({ host }) => host === attempt.host);
      expect(attempt.startedAt).toBe(own?.time);
      const order = attempt.events.map(({ eventId }) => eventId);
      expect(order.indexOf(1024)).toBeLessThan(10);
      expect(Math.abs(order.indexOf(1026) - order.length)).toBeLessThan(20);
    }
  });
});

describe('what cannot be told', () => {
  test.each([
    [
      "another user's tries, hours later",
      { hostAhead: 0, refused, blocked: true, bobRefused: day('12:00:00', '13:10:00') },
    ],
    [
      'one try of each, hours apart',
      { hostAhead: 0, refused: day('08:00:00'), blocked: true, bobRefused: day('11:00:00') },
    ],
    [
      'a try every minute on both, one of them missing, on clocks that differ',
      {
        hostAhead: 422,
        refused: day('08:00:10', '08:01:10', '08:02:10', '08:03:10'),
        blocked: true,
        bobRefused: day('08:00:10', '08:01:10', '08:02:10', '08:03:10', '08:04:10', '08:05:10'),
      },
    ],
    [
      'tries at another host, two of them at the moment of tries at this one',
      {
        hostAhead: 0,
        refused,
        target: 'rds02.corp.example',
        blocked: true,
        bobRefused: refused.slice(0, 2),
      },
    ],
  ] satisfies [string, TwoClocks][])('is left apart: %s', (_, story) => {
    const report = told(story);
    expect(joinedIn(report)).toBe(0);
    expect(clientOf(report)?.clockSkewMs).toBeUndefined();
  });

  test('one try alone, on clocks in step, is joined and only likely', () => {
    const report = told({ hostAhead: 0, refused: day('08:00:00') });
    expect(report.attempts.map(({ alsoSeenBy }) => alsoSeenBy?.map(({ by }) => by))).toEqual([['time-only']]);
    expect(clientOf(report)?.clockSkew).toMatchObject({ tries: 1, confidence: 'likely' });
  });

  test('two of the host that may be one of the client are both named, and none is taken', () => {
    const bobRefused = day('08:00:00');
    const report = told({ hostAhead: 0, refused: day('08:00:00'), bobRefused });
    expect(joinedIn(report)).toBe(0);
    const [client, ...hosts] = report.attempts.toSorted((a, b) => (a.seenBy < b.seenBy ? -1 : 1));
    expect(client?.seenBy).toBe('client');
    expect(client?.mayBe?.toSorted()).toEqual(hosts.map(({ id }) => id).toSorted());
    expect(hosts.map(({ mayBe }) => mayBe)).toEqual([[client?.id], [client?.id]]);
  });
});

test('an address in place of a name is enough where the tries agree', () => {
  const report = told({ hostAhead: 422, refused, worked, target: '10.20.30.51' });
  expect(joinedIn(report)).toBe(5);
  expect(Math.abs((clientOf(report)?.clockSkewMs ?? 0) + 422_000)).toBeLessThan(2000);
});
