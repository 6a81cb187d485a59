import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correlateHost, type Correlation } from '../../src/correlate/correlate-host.ts';
import type { Event } from '../../src/model/event.ts';
import { eventsOf, HOST } from '../support/events.ts';
import { badDay } from './made-events.ts';

/** Holds for any day, whether the protocol stack's log was seen or not. */
function always(holds: (correlation: Correlation, events: readonly Event[]) => void): void {
  fc.assert(
    fc.property(badDay(), fc.boolean(), (raws, stackSeen) => {
      const events = eventsOf(raws);
      holds(correlateHost(events, { host: HOST, stackSeen, stackCovers: () => stackSeen }), events);
    }),
    { numRuns: 500, seed: 1 },
  );
}

describe('whatever the records say', () => {
  test('every event is in an attempt or unattached, and no event is lost or made up', () => {
    always(({ attempts, unattached }, events) => {
      const placed = new Set([...attempts.flatMap((a) => a.events.map(({ event }) => event)), ...unattached]);
      expect(placed.size).toBe(events.length);
      expect(events.every((event) => placed.has(event))).toBe(true);
    });
  });

  test('an event is in several attempts only where it is said to have rivals', () => {
    always(({ attempts, unattached }) => {
      const places = new Map<Event, number>(unattached.map((event) => [event, 1]));
      for (const { events } of attempts) {
        for (const { event } of events) places.set(event, (places.get(event) ?? 0) + 1);
      }
      for (const { events } of attempts) {
        for (const { event, rivals = 0 } of events) expect(places.get(event)).toBeLessThanOrEqual(rivals + 1);
      }
    });
  });

  test('attempts are in order, their events within their time, and their ids their own', () => {
    always(({ attempts }) => {
      expect(new Set(attempts.map(({ id }) => id)).size).toBe(attempts.length);
      for (const [i, attempt] of attempts.entries()) {
        expect(attempt.startedAt).toBeGreaterThanOrEqual(attempts[i - 1]?.startedAt ?? 0);
        expect(attempt.endedAt).toBeGreaterThanOrEqual(attempt.startedAt);
        const times = attempt.events.map(({ event }) => event.time);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect([times[0], times.at(-1)]).toEqual([attempt.startedAt, attempt.endedAt]);
      }
    });
  });

  test('nothing of the console, of a client’s TLS or of file sharing is a connection to the host', () => {
    always(({ attempts }) => {
      for (const { events, seenBy } of attempts) {
        for (const { event } of events) {
          expect(event.facts['side']).not.toBe('client');
          if (seenBy === 'server') expect(event.kind).not.toMatch(/^client-(connecting|connected|error)$/);
        }
      }
    });
  });
});
