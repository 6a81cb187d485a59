import { describe, expect, test } from 'vitest';
import type { Event, Facts } from '../src/model/event.ts';
import type { Pack } from '../src/packs/pack.ts';
import { channels } from '../src/normalize/channels.ts';
import { event } from './diagnose/make.ts';
import { channelLogs, feed } from './support/feed.ts';
import { loadPatterns } from './support/load-patterns.ts';

const HOUR = 3600;
const core = loadPatterns();
const bert = { account: 'bert', client: '198.51.100.8' };
const anna = { account: 'anna', client: '198.51.100.7' };

/** So many of a kind, one every so many seconds. */
const many = (kind: string, count: number, from: number, facts: Facts = {}, step = 600): readonly Event[] =>
  Array.from({ length: count }, (_, i) => event(kind, from + i * step, facts));

const onGateway = (events: readonly Event[]): readonly Event[] =>
  events.map((one) => ({ ...one, source: { ...one.source, channel: channels.gateway } }));

/** What is said where all is held, and where most records are forgotten on the way. */
function told(events: readonly Event[], pack: Pack = core) {
  const logs = channelLogs([...events].sort((a, b) => a.time - b.time));
  const [whole, settled] = [feed(logs, { packs: [pack] }), feed(logs, { packs: [pack], heldEvents: 100 })];
  expect(settled.bounds?.eventsForgotten).toBeGreaterThan(100);
  return { whole: causesOf(whole), settled: causesOf(settled) };
}

const causesOf = ({ causes }: ReturnType<typeof feed>): readonly string[] =>
  causes.map(({ cause, confidence, people = [] }) =>
    [cause, confidence, ...people.map(({ account }) => account)].join(' '),
  );

describe('what is said of a host whose records are forgotten', () => {
  test('is not said more easily after the machine was renamed', () => {
    const refusedThenAdmitted = onGateway([
      ...many('gateway-user-admitted', 30, -40 * HOUR, bert),
      event('gateway-user-refused', 0, anna),
      event('gateway-user-admitted', 10, anna),
      ...many('gateway-user-admitted', 400, HOUR, bert),
    ]);
    const renamed = onGateway(many('gateway-user-admitted', 3, 200 * HOUR, bert));
    const before = refusedThenAdmitted.map((one) => ({ ...one, host: 'OLDGW' }));
    expect(told([...before, ...renamed])).toEqual({ whole: [], settled: [] });
  });
});
