import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { channels } from '../../src/normalize/channels.ts';
import { keepOrder, type HostClock } from '../../src/timeline/keep-order.ts';
import { callsOf } from '../support/counted-calls.ts';
import { accept, at, close, connectionId, HOST, logbook, type Logbook } from '../support/events.ts';
import { reportOn } from '../support/reports.ts';

const DAY = 86_400;
const iso = (seconds: number): string => new Date(at(seconds) / 1000).toISOString();

const kernel = (book: Logbook, from: number, to: number, reason = 1): Logbook =>
  book.add({
    provider: 'Microsoft-Windows-Kernel-General',
    eventId: 1,
    channel: channels.system,
    at: to,
    fields: { NewTime: iso(to), OldTime: iso(from), Reason: reason },
  });
const audit = (book: Logbook, from: number, to: number): Logbook =>
  book.security(to, 4616, { PreviousTime: iso(from), NewTime: iso(to) });

const kept = (book: Logbook): HostClock => keepOrder(book.events());
const idsIn = (events: readonly Event[], channel: string): number[] =>
  events.filter(({ source }) => source.channel === channel).map(({ source }) => source.recordId);

/** A connection of `start` on one clock that ends at `end` on the other. */
function acrossTheStep(book: Logbook, start: number, end: number, record: () => void): void {
  const id = accept(book, { at: start, n: 1 });
  record();
  close(book, end, id);
}

describe('a clock that is never set', () => {
  test('changes nothing at all', () => {
    const book = logbook();
    close(book, 1, accept(book, { at: 0, n: 1 }));
    const events = book.events();
    expect(keepOrder(events).events).toBe(events);
  });

  test.each([
    ['by fractions of a second', (book: Logbook) => kernel(book, 100, 99.2)],
    ['forward, on waking from sleep', (book: Logbook) => kernel(book, 100, 9000, 2)],
    [
      'forward, and the machine says that it woke',
      (book: Logbook) =>
        kernel(book, 100, 9000).add({
          provider: 'Microsoft-Windows-Kernel-Power',
          eventId: 107,
          channel: channels.system,
          at: 9001,
        }),
    ],
  ])('nor one that is set %s', (_, set) => {
    expect(kept(set(logbook())).steps).toEqual([]);
  });

  test('records that Windows writes late while it starts are no step', () => {
    const book = logbook();
    book.tls(0, 36_888, {}).tls(-500, 36_888, {}).tls(1, 36_888, {});
    expect(kept(book).steps).toEqual([]);
  });
});

describe('a clock that was set back', () => {
  test.each([
    ['Kernel-General 1', (book: Logbook) => void kernel(book, 600, -3000)],
    ['Security 4616', (book: Logbook) => void audit(book, 600, -3000)],
    ['both', (book: Logbook) => void audit(kernel(book, 600, -3000), 600, -3000)],
  ])('keeps the order of record ids and the length of the attempt, by %s', (_, record) => {
    const book = logbook();
    acrossTheStep(book, 590, -2990, () => record(book));
    const { events, steps } = kept(book);
    expect(steps).toHaveLength(1);
    expect(idsIn(events, channels.stack)).toEqual([1, 2, 3, 4, 5]);
    const [attempt] = reportOn([book]).attempts;
    expect(attempt).toMatchObject({ durationMs: 20_000, clockSetMs: -3_600_000 });
    expect(attempt?.startedAt.slice(11, 19)).toBe('10:09:50');
    expect(attempt?.endedAt.slice(11, 19)).toBe('09:10:10');
    expect(attempt?.events.at(-1)?.eventId).toBe(103);
  });

  test('without a record of it keeps the order, and nobody knows how long it took', () => {
    const book = logbook();
    acrossTheStep(book, 590, -2990, () => undefined);
    const report = reportOn([book]);
    expect(report.attempts).toHaveLength(1);
    expect(report.attempts[0]?.events.map(({ eventId }) => eventId)).toEqual([131, 261, 65, 141, 102, 103]);
    expect(report.attempts[0]?.durationMs).toBeNull();
    expect(report.hosts[0]?.clockSteps).toMatchObject([{ recorded: false, byMs: -3_580_000 }]);
  });

  test('is no attempt of 196 days, back and forth', () => {
    const book = logbook();
    const wrong = 196 * DAY;
    const id = accept(book, { at: wrong, n: 1 });
    kernel(book, wrong + 5, -122 * DAY);
    kernel(book, -122 * DAY + 1, 100);
    close(book, 130, id);
    const report = reportOn([book]);
    expect(report.attempts.map(({ durationMs }) => durationMs)).toEqual([36_000]);
    expect(report.hosts[0]?.clockSteps).toHaveLength(2);
  });

  test('a forward step inside an attempt does not count as time either', () => {
    const book = logbook();
    acrossTheStep(book, 0, 196 * DAY + 30, () => kernel(book, 10, 196 * DAY));
    expect(reportOn([book]).attempts[0]).toMatchObject({ durationMs: 40_000 });
  });

  test('a quiet log is placed by what it shares with one that shows the step', () => {
    const book = logbook();
    book.stack(500, 131, { ConnType: 'TCP', ClientIP: '198.51.100.7:1' }, { activityId: connectionId(1) });
    kernel(book, 600, -3000);
    const id = connectionId(2);
    // 09:51:40 lies before the step as well as after it; only the ActivityID says which.
    book.stack(-500, 131, { ConnType: 'TCP', ClientIP: '198.51.100.7:2' }, { activityId: id });
    book.connections(-499, 261, { listenerName: 'RDP-Tcp' }, { activityId: id });
    const { events } = kept(book);
    const listener = events.find(({ kind }) => kind === 'connection-received');
    expect(listener?.time).toBe(at(-499 + 3600));
    expect(listener?.clock?.read).toBe(at(-499));
  });

  test('coverage is asked by what the clock read', () => {
    const book = logbook();
    acrossTheStep(book, 590, -2990, () => kernel(book, 600, -3000));
    const { readAt } = kept(book);
    expect(readAt(at(590))).toBe(at(590));
    expect(readAt(at(610))).toBe(at(-2990));
  });
});

test('a clock that ran ahead and was put right again, to the second, keeps the order', () => {
  const book = logbook();
  kernel(book, 10, 10 + 120 * DAY);
  acrossTheStep(book, 20 + 120 * DAY, 900, () => kernel(book, 600 + 120 * DAY, 600));
  const { events } = kept(book);
  expect(idsIn(events, channels.stack)).toEqual(
    idsIn(book.events(), channels.stack).toSorted((a, b) => a - b),
  );
  const closed = events.find(({ kind }) => kind === 'connection-closed');
  expect(closed?.clock).toMatchObject({ read: at(900), set: 0, guesses: 0 });
});

test('record ids that begin again with a new installation are no step', () => {
  const old = logbook();
  for (let i = 0; i < 20; i++) accept(old, { at: -1_000_000 + i * 60, n: i });
  const anew = logbook();
  for (let i = 0; i < 10; i++) accept(anew, { at: i * 60, n: i });
  const events = [...old.events(), ...anew.events().map((event) => withInput(event, 'new.evtx'))];
  expect(keepOrder(events).steps).toEqual([]);
});

test('nor are those of a log that was made anew under the same name', () => {
  const old = logbook();
  for (let i = 0; i < 20; i++) accept(old, { at: i * 60, n: i });
  const anew = logbook();
  for (let i = 0; i < 10; i++) accept(anew, { at: 2000 + i * 60, n: i });
  const other = anew.events().map((event) => ({ ...event, source: { ...event.source, life: 1 } }));
  expect(keepOrder([...old.events(), ...anew.events()]).steps).not.toEqual([]);
  expect(keepOrder([...old.events(), ...other]).steps).toEqual([]);
});

const withInput = (event: Event, input: string): Event => ({ ...event, source: { ...event.source, input } });

test('the host is named with when and by how much', () => {
  const book = logbook();
  acrossTheStep(book, 590, -2990, () => kernel(book, 600, -3000));
  const [host] = reportOn([book]).hosts;
  expect(host?.name).toBe(HOST);
  expect(host?.clockSteps).toMatchObject([
    {
      from: '2026-03-01T10:10:00.000000Z',
      to: '2026-03-01T09:10:00.000000Z',
      byMs: -3_600_000,
      recorded: true,
    },
  ]);
});

describe('a clock that was set ever again costs no more than its records', () => {
  const EVERY = 600;
  const steps = (n: number, tell: (book: Logbook, at: number) => void): Logbook => {
    const book = logbook();
    for (let i = 0; i < n; i++) tell(book, i * EVERY);
    return book;
  };
  const works: readonly [string, (n: number) => () => void][] = [
    [
      'where two logs record it',
      (n) => {
        const events = steps(n, (book, at) => void audit(kernel(book, at + 90, at), at + 90, at)).events();
        return () => void keepOrder(events);
      },
    ],
    [
      'where a log shows no more than the order',
      (n) => {
        const events = steps(n, (book, at) =>
          acrossTheStep(book, at + 89, at, () => kernel(book, at + 90, at)),
        ).events();
        return () => void keepOrder(events);
      },
    ],
    [
      'while it wakes as often',
      (n) => {
        const events = steps(n, (book, at) => void woken(kernel(book, at, at + 90), at + 500)).events();
        return () => void keepOrder(events);
      },
    ],
    [
      'when it is asked what it read',
      (n) => {
        const { events, readAt } = kept(steps(n, (book, at) => void kernel(book, at + 90, at)));
        return () => events.forEach(({ time }) => readAt(time));
      },
    ],
  ];
  test.each(works)('%s', async (_, work) => {
    const few = await callsOf(work(200));
    expect(await callsOf(work(800))).toBeLessThan(6 * few);
  });
});

const woken = (book: Logbook, at: number): Logbook =>
  book.add({ provider: 'Microsoft-Windows-Kernel-Power', eventId: 107, channel: channels.system, at });
