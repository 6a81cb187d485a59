import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { channels } from '../../src/normalize/channels.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { inOrder } from '../../src/timeline/timeline.ts';
import { callsOf } from '../support/counted-calls.ts';
import { providers, rawEvent, type RawSpec } from '../support/events.ts';

const catalog = createCatalog();
function event(spec: Partial<RawSpec> = {}, input = 'a.evtx'): Event {
  const raw = rawEvent({ provider: providers.stack, channel: channels.stack, eventId: 102, ...spec });
  const made = catalog.normalize(raw, input);
  if (!made) throw new Error(`no row for ${raw.provider} ${raw.eventId}`);
  return made;
}

const ordered = (...events: readonly Event[]): readonly Event[] => inOrder(events).events;

test('is by time, then channel, then record id', () => {
  const late = event({ at: 2, recordId: 1 });
  const early = event({ at: 1, recordId: 9 });
  const other = event({ at: 2, recordId: 1, channel: channels.connections });
  const next = event({ at: 2, recordId: 2 });
  expect(ordered(next, late, other, early)).toEqual([early, late, next, other]);
});

test.each([
  ['another file', event({}, 'b.evtx')],
  ['the same file', event()],
  ['an export that writes the computer’s name in capitals', event({ computer: 'RDS01.CORP.EXAMPLE' })],
])('holds a record once, whatever its copies: %s', (_, copy) => {
  expect(ordered(event(), copy)).toHaveLength(1);
  expect(ordered(copy, event())).toHaveLength(1);
});

test.each([
  ['record id', { recordId: 2 }],
  ['time', { at: 0.000_001 }],
  ['computer', { computer: 'RDS02' }],
  ['channel', { channel: channels.stackAdmin }],
  ['event id', { eventId: 103 }],
  ['provider', { provider: providers.connections, eventId: 1006 }],
] satisfies [string, Partial<RawSpec>][])(
  'does not take records for copies that differ in %s',
  (_, other) => {
    expect(ordered(event(), event(other))).toHaveLength(2);
  },
);

test('keeps the copy of the input whose name comes first, in whichever order they were read', () => {
  const copies = [event({}, 'c.evtx'), event({}, 'a.evtx'), event({}, 'b.evtx')];
  expect(ordered(...copies).map(({ source }) => source.input)).toEqual(['a.evtx']);
  expect(ordered(...copies.toReversed()).map(({ source }) => source.input)).toEqual(['a.evtx']);
});

test('gives the further copies of a record back, each once', () => {
  const inputs = ['b.evtx', 'a.evtx', 'c.evtx'];
  const { events, copies } = inOrder(inputs.map((input) => event({ at: 2, recordId: 2 }, input)));
  expect(events.map(({ source }) => source.input)).toEqual(['a.evtx']);
  expect(copies.map(({ source }) => source.input)).toEqual(['b.evtx', 'c.evtx']);
});

test('keeps the copy that says most, whatever the input is called', () => {
  const activityId = 'F4620000-0000-4000-8000-000000000001';
  const poor = event({}, 'a.csv');
  const tied = event({ activityId }, 'b.evtx');
  expect(inOrder([poor, tied])).toEqual({ events: [tied], copies: [poor] });
  const valued = event({ eventId: 131, fields: { ConnType: 'TCP', ClientIP: '192.0.2.5:50000' } }, 'b.evtx');
  const empty = event({ eventId: 131 }, 'a.csv');
  expect(inOrder([empty, valued])).toEqual({ events: [valued], copies: [empty] });
});

describe('a copy whose time was cut', () => {
  const whole = event({ at: 2.345_678, recordId: 7 }, 'z.evtx');
  const cut = (at: number, input = 'a.json'): Event => event({ at, recordId: 7 }, input);

  test.each([2.345, 2])('to %s is no further record', (at) => {
    const other = event({ at: 2.1, recordId: 6 }, 'z.evtx');
    expect(inOrder([cut(at), other, whole])).toEqual({ events: [other, whole], copies: [cut(at)] });
  });

  test.each([
    ['a later time', cut(2.346)],
    ['a time that none cuts so', cut(2.3)],
    ['the same input', cut(2.345, 'z.evtx')],
    ['an earlier second', cut(1)],
  ])('is not what has %s', (_, other) => {
    expect(ordered(other, whole)).toHaveLength(2);
  });

  test('costs no more than its records, however many have one number in one second', async () => {
    const many = (count: number): Event[] => [
      ...Array.from({ length: count }, (_, i) => event({ at: 2 + i / 1000, recordId: 7, channel: `X${i}` })),
      whole,
    ];
    const [few, more] = [many(100), many(400)];
    const calls = await callsOf(() => void inOrder(few));
    expect(await callsOf(() => void inOrder(more))).toBeLessThan(6 * calls);
  });

  test('stays where it says more', () => {
    const tied = event(
      { at: 2.345, recordId: 7, activityId: 'F4620000-0000-4000-8000-000000000001' },
      'a.json',
    );
    expect(inOrder([tied, whole])).toEqual({ events: [tied], copies: [whole] });
  });
});
