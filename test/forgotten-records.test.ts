import { describe, expect, test } from 'vitest';
import { findLogs } from '../src/input/find-logs.ts';
import type { Event, Facts } from '../src/model/event.ts';
import type { Pattern } from '../src/model/pattern.ts';
import { SECOND } from '../src/model/time.ts';
import type { Pack } from '../src/packs/pack.ts';
import { channels } from '../src/normalize/channels.ts';
import { event, is, matcher, pattern, sign } from './diagnose/make.ts';
import { at } from './support/events.ts';
import { channelLogs, feed, readLogs } from './support/feed.ts';
import { loadPatterns } from './support/load-patterns.ts';

const HOUR = 3600;
const core = loadPatterns();
const bert = { account: 'bert', client: '198.51.100.8' };
const anna = { account: 'anna', client: '198.51.100.7' };

const packOf = (...patterns: readonly Pattern[]): Pack => ({ name: 'x', version: '0', sha256: '', patterns });

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

  test('is judged by people or as a whole as if all were held', () => {
    const admitted = (count: number, from: number): readonly Event[] =>
      many('gateway-user-admitted', count, from, bert);
    const refused = event('gateway-user-refused', 0, anna);
    const another = event('gateway-user-admitted', 30, bert);
    const events = [...admitted(30, -40 * HOUR), refused, another, ...admitted(400, HOUR)];
    const ofAnna = { whole: ['rdg-cap-denied certain anna'], settled: ['rdg-cap-denied certain anna'] };
    expect(told(onGateway(events))).toEqual(ofAnna);
    // A record that names nobody makes it about the host, and of another kind than the refusal it counts for itself.
    const nameless = event('gateway-method-refused', -30 * HOUR);
    const ofHost = { whole: ['rdg-cap-denied likely'], settled: ['rdg-cap-denied likely'] };
    expect(told(onGateway([nameless, ...events]))).toEqual(ofHost);
    const refusedByNobody = many('gateway-method-refused', 300, -900 * HOUR, {}, 30);
    expect(told(onGateway([...refusedByNobody, ...events]))).toEqual(ofHost);
  });

  test('is not said of a person once it is about the host: who was admitted then is forgotten', () => {
    const admitted = (count: number, from: number): readonly Event[] =>
      many('gateway-user-admitted', count, from, bert);
    const events = onGateway([
      ...admitted(30, -40 * HOUR),
      event('gateway-user-refused', 0, anna),
      event('gateway-user-admitted', 30, bert),
      ...admitted(300, HOUR),
      event('gateway-user-refused', 100 * HOUR),
      event('gateway-user-admitted', 100 * HOUR + 10, { account: 'carl' }),
      ...admitted(300, 101 * HOUR),
    ]);
    expect(told(events)).toEqual({ whole: [], settled: [] });
  });

  test('is no surer where the weaker proof of somebody is gone', () => {
    const refusals = Array.from({ length: 100 }, (_, i) => {
      const who = { account: `p${i}`, client: '198.51.100.7' };
      return [
        event('gateway-user-refused', i * HOUR, who),
        event('policy-server-refused', i * HOUR + 1, { ...who, reason: 3 }),
      ];
    });
    const after = many('gateway-user-admitted', 400, 200 * HOUR, bert);
    const { whole, settled } = told(onGateway([...refusals.flat(), ...after]));
    expect(whole.map(sureness)).toEqual(['rdg-cap-denied possible']);
    expect(settled.map(sureness)).toEqual(whole.map(sureness));
  });

  test('does not rest on what only spoke against another cause', async () => {
    const logs = await readLogs(findLogs(['samples/wrong-password-nla-win10']).files);
    const ofAttempts = logs.flatMap(({ events }) => events);
    const [{ host, time }] = ofAttempts.toSorted((a, b) => b.time - a.time) as [Event];
    const base = (time - at(0)) / SECOND + 60;
    const drains = many('logons-draining', 300, base).map((one) => ({ ...one, host }));
    const accepted = [matcher('connection-accepted')];
    const pack = packOf(
      pattern('drain', {
        contradictedBy: accepted,
        hostSigns: [sign({ all: [matcher('logons-draining')] })],
      }),
      pattern('other', { hostSigns: [sign({ all: accepted })] }),
    );
    const same = ['drain likely'];
    expect(told([...ofAttempts, ...drains], pack)).toEqual({ whole: same, settled: same });
  });

  test('is no surer where what spoke against it is forgotten', () => {
    const [tls, failed] = ['tls-established', 'tls-credential-failed'];
    const against = [matcher(tls, { side: is('server') })];
    const pack = packOf(
      pattern('one', { contradictedBy: against, hostSigns: [sign({ all: [matcher(failed)] })] }),
    );
    const events = [
      ...many(tls, 100, 0, { side: 'client' }),
      event(tls, 20 * HOUR, { side: 'server' }),
      ...many(tls, 300, 21 * HOUR, { side: 'client' }),
      event(failed, 100 * HOUR),
      ...many('logons-draining', 400, 101 * HOUR),
    ];
    expect(told(events, pack)).toEqual({ whole: ['one likely'], settled: ['one likely'] });
  });

  test('is not the general cause where the more specific one may be forgotten, but where it alone was found', () => {
    const [failed, unstarted] = ['service-failed', 'service-start-failed'];
    const specific = sign({ all: [matcher(failed, { code: is(5) }), matcher(unstarted)], within: 2 * HOUR });
    const general = sign({ all: [matcher(unstarted)] });
    const pack = packOf(
      pattern('specific', { hostSigns: [specific] }),
      pattern('general', { yieldsTo: ['specific'], hostSigns: [general] }),
    );
    const flood = (hour: number): readonly Event[] => many(failed, 400, hour * HOUR, { code: 1 }, 10);
    const before = [event(failed, -1, { code: 5 }), ...flood(0)];
    const cause = event(unstarted, 1.5 * HOUR);
    const after = [...flood(2), ...many('logons-draining', 400, 4 * HOUR)];
    const early = many(failed, 20, -9 * HOUR, { code: 1 });
    expect(told([...early, ...before, cause, ...after], pack)).toEqual({
      whole: ['specific certain'],
      settled: [],
    });
    const alone = ['general certain'];
    const later = event(unstarted, 40 * HOUR);
    expect(told([...flood(0), later, ...many('logons-draining', 400, 41 * HOUR)], pack)).toEqual({
      whole: alone,
      settled: alone,
    });
  });

  test('is not said where a record of any time refutes it, known or forgotten', () => {
    const kind = 'service-failed';
    const refuted = sign({ all: [matcher(kind, { code: is(5) })], none: [matcher(kind, { code: is(9) })] });
    const pack = packOf(pattern('one', { hostSigns: [refuted] }));
    const others = (from: number): readonly Event[] => many(kind, 200, from * HOUR, { code: 1 });
    const proof = event(kind, 100 * HOUR, { code: 5 });
    const after = many('logons-draining', 400, 101 * HOUR);
    const events = [...others(1), ...others(50), proof, ...after];
    for (const refuting of [0, 40])
      expect(told([...events, event(kind, refuting * HOUR, { code: 9 })], pack)).toEqual({
        whole: [],
        settled: [],
      });
    const early = event(kind, 0, { code: 5 });
    const same = ['one certain'];
    expect(told([early, ...others(1), ...others(50), ...after], pack)).toEqual({
      whole: same,
      settled: same,
    });
  });
});

const sureness = (cause: string): string => cause.split(' ').slice(0, 2).join(' ');
