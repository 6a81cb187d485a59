import { describe, expect, test } from 'vitest';
import type { ChannelFrame, ChannelRequest } from '../../src/windows/channel-frame.ts';
import { createChannelReader, type ChannelReader } from '../../src/windows/channel-reader.ts';
import { errors, subscribeFlags } from '../../src/windows/wevtapi.ts';
import { createFakeWindows, type FakeWindows, type NewRecord } from '../support/windows/fake-wevtapi.ts';

const channel = 'Security';
const records = (count: number, what: NewRecord = {}): NewRecord[] => Array.from({ length: count }, () => what);

interface Read {
  readonly windows: FakeWindows;
  readonly reader: ChannelReader;
  readonly frames: ChannelFrame[];
  /** Reads until nothing is left, so many times, a second apart. */
  go(seconds?: number): void;
  /** The log's own ids of all that was given, in order. */
  ids(): number[];
  cursor(): string | undefined;
  of<T extends ChannelFrame['type']>(type: T): Extract<ChannelFrame, { type: T }>[];
}

function read(windows = createFakeWindows(channel), request: Partial<ChannelRequest> = {}): Read {
  const frames: ChannelFrame[] = [];
  const reader = createChannelReader(windows.api, { channel, query: '*', ...request }, (frame) =>
    frames.push(frame),
  );
  let now = 0;
  const of: Read['of'] = (type) => frames.filter((frame) => frame.type === type) as never;
  return {
    windows,
    reader,
    frames,
    of,
    go(seconds = 1) {
      for (let i = 0; i < seconds; i++) {
        now += 1000;
        for (let turns = 0; !reader.read(now, 256); turns++) if (turns > 500) throw new Error('never ends');
      }
    },
    ids: () => of('events').flatMap(({ events }) => events.map(logId)),
    cursor: () => of('events').at(-1)?.cursor,
  };
}

const logId = (xml: string): number => Number(/Name='log-id'>(\d+)/.exec(xml)?.[1]);
const upTo = (to: number, from = 1): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const isFuture = ({ flags }: { readonly flags: number }): boolean => (flags & 3) === 1;

describe('a channel', () => {
  test('gives what is there, then what comes, each record once and in order', () => {
    const { windows, go, ids } = read();
    windows.write(channel, ...records(70));
    go();
    windows.write(channel, ...records(3));
    go();
    expect(ids()).toEqual(upTo(73));
  });

  test('gives no more than there is room for, and goes on', () => {
    const { windows, reader, ids } = read();
    windows.write(channel, ...records(50));
    expect(reader.read(0, 20)).toBe(false);
    expect(ids()).toEqual(upTo(20));
    reader.read(0, 256);
    expect(ids()).toEqual(upTo(50));
  });

  test('gives back every handle', () => {
    const { windows, reader, go } = read();
    windows.write(channel, ...records(40));
    go();
    windows.fail('next', errors.invalidBound, errors.resultStale, errors.serverUnavailable);
    go(5);
    reader.close();
    expect(windows.lent()).toBe(0);
  });
});

describe('going on where an earlier run was', () => {
  test('is behind the last record that was given, and asks strictly', () => {
    const first = read();
    first.windows.write(channel, ...records(10));
    first.go();
    first.windows.write(channel, ...records(5));
    const second = read(first.windows, { cursor: first.cursor() ?? '' });
    second.go();
    expect(second.ids()).toEqual(upTo(15, 11));
    expect(first.windows.asked.at(-1)).toMatchObject({
      flags: subscribeFlags.startAfterBookmark | subscribeFlags.strict,
      after: 10,
    });
  });

  test('goes by the place in this log, not by the ids that forwarded records bring along', () => {
    const first = read();
    first.windows.write(channel, { statedId: 9001 }, { statedId: 17 }, { statedId: 9002 });
    first.go();
    first.windows.write(channel, { statedId: 18 }, { statedId: 9003 });
    const second = read(first.windows, { cursor: first.cursor() ?? '' });
    second.go();
    expect([...first.ids(), ...second.ids()]).toEqual(upTo(5));
  });

  test('also counts what has no record id', () => {
    const first = read();
    first.windows.write(channel, {}, { eventId: 111, statedId: null });
    first.go();
    first.windows.write(channel, {});
    const second = read(first.windows, { cursor: first.cursor() ?? '' });
    second.go();
    expect(first.ids()).toEqual([1, 2]);
    expect(second.ids()).toEqual([3]);
  });

  test('no place is told, and none is used, before the first record', () => {
    const { windows, frames, go, ids } = read();
    go();
    windows.fail('next', errors.serverUnavailable);
    go(3);
    expect(frames.some((frame) => 'cursor' in frame)).toBe(false);
    expect(windows.asked.map(({ flags }) => flags)).toEqual([2, 2]);
    windows.write(channel, {});
    go();
    expect(ids()).toEqual([1]);
  });

  test.each([errors.notFound, errors.resultStale, errors.invalidPosition])(
    'where the place is gone (%i), what is lost is told, the rest is read from the oldest on, and nothing is skipped',
    (code) => {
      const first = read();
      first.windows.write(channel, ...records(10));
      first.go();
      first.windows.write(channel, ...records(5));
      first.windows.clear(channel);
      first.windows.write(channel, ...records(4));
      if (code !== errors.notFound) first.windows.fail('subscribe', code);
      const second = read(first.windows, { cursor: first.cursor() ?? '' });
      second.go();
      expect(second.ids()).toEqual(upTo(19, 16));
      expect(second.of('gap')).toEqual([{ type: 'gap', channel, from: 11, to: 15 }]);
      expect(first.windows.asked.some(isFuture)).toBe(false);
    },
  );

  test('where the log is another one, with ids that begin anew, all of it is read', () => {
    const first = read();
    first.windows.write(channel, ...records(10));
    first.go();
    first.windows.recreate(channel);
    first.windows.write(channel, { minute: 20 }, { minute: 21 });
    const second = read(first.windows, { cursor: first.cursor() ?? '' });
    second.go();
    expect(second.ids()).toEqual([1, 2]);
    expect(second.of('recreated')).toHaveLength(1);
    expect(second.of('gap')).toEqual([]);
  });

  test('only without a place, a first look goes back no further than it is told', () => {
    const first = read(createFakeWindows(channel), { since: 5000 });
    first.windows.write(channel, {});
    first.go();
    const second = read(first.windows, { since: 5000, cursor: first.cursor() ?? '' });
    second.go();
    expect(first.windows.asked.map(({ query }) => query.includes('<= 5000'))).toEqual([true, false]);
  });
});

describe('records too large to be given together (1734)', () => {
  test('are asked for again in smaller lots, though the position has moved on', () => {
    const { windows, go, ids, of } = read();
    windows.limit(12_000);
    windows.write(channel, ...records(50), ...records(20, { size: 5000 }), ...records(50));
    go();
    expect(ids()).toEqual(upTo(120));
    expect(of('skipped')).toEqual([]);
  });

  test('before any record was given, too', () => {
    const { windows, go, ids } = read();
    windows.limit(6000);
    windows.write(channel, ...records(40, { size: 4000 }));
    go();
    expect(ids()).toEqual(upTo(40));
  });

  test('one that is too large alone is passed over and told', () => {
    const { windows, go, ids, of } = read();
    windows.limit(20_000);
    windows.write(channel, ...records(5), { size: 30_000 }, ...records(5));
    go();
    expect(ids()).toEqual([...upTo(5), ...upTo(11, 7)]);
    expect(of('skipped')).toEqual([{ type: 'skipped', channel, records: 1, code: errors.invalidBound }]);
  });
});

describe('an error that never ends', () => {
  test('of records too large makes it wait, not pass over everything there is', () => {
    const { windows, go, of } = read();
    windows.fail('next', ...Array.from({ length: 200 }, () => errors.invalidBound));
    go();
    expect(of('skipped')).toHaveLength(32);
    expect(of('state').at(-1)).toMatchObject({ state: 'failed', code: errors.invalidBound });
  });

  test('does not make lots small for ever', () => {
    const { windows, go } = read();
    windows.write(channel, {});
    windows.fail('next', errors.invalidBound, errors.invalidBound, errors.invalidBound);
    go();
    let asked = 0;
    windows.onNext(() => asked++);
    windows.write(channel, ...records(64));
    go();
    expect(asked).toBe(3);
  });
});

describe('a place that is lost while reading', () => {
  test('in a log that was made anew: all of the new one is read', () => {
    const { windows, go, ids, of } = read();
    windows.write(channel, ...records(10));
    go();
    windows.recreate(channel);
    windows.write(channel, { minute: 20 }, { minute: 21 });
    windows.fail('next', errors.resultStale);
    go();
    expect(ids()).toEqual([...upTo(10), 1, 2]);
    expect(of('recreated')).toHaveLength(1);
  });

  test.each([errors.resultStale, errors.invalidPosition, errors.notFound])(
    '(%i) is told with what is gone; what was given is not given again, and reading goes on',
    (code) => {
      const { windows, go, ids, of } = read();
      windows.write(channel, ...records(10));
      go();
      windows.write(channel, ...records(10));
      windows.clear(channel);
      windows.write(channel, ...records(5));
      windows.fail('next', code);
      go();
      windows.write(channel, {});
      go();
      expect(ids()).toEqual([...upTo(10), ...upTo(26, 21)]);
      expect(of('gap')).toEqual([{ type: 'gap', channel, from: 11, to: 20 }]);
      expect(windows.asked.some(isFuture)).toBe(false);
    },
  );

  test('where nothing is gone, nothing is told and nothing is given twice', () => {
    const { windows, go, ids, of } = read();
    windows.write(channel, ...records(10));
    go();
    windows.fail('next', errors.resultStale);
    windows.write(channel, ...records(3));
    go();
    expect(ids()).toEqual(upTo(13));
    expect(of('gap')).toEqual([]);
  });

  test('again and again makes it wait, not spin', () => {
    const { windows, go } = read();
    windows.write(channel, ...records(3));
    go();
    windows.fail('next', ...Array.from({ length: 40 }, () => errors.resultStale));
    go(60);
    expect(windows.asked.length).toBeLessThan(20);
  });

  test('between records that were asked for, others are no loss; those that were written over are', () => {
    const query = '*[System[(EventID=4625)]]';
    const { windows, go, ids, of } = read(createFakeWindows(channel), { query });
    windows.write(channel, { eventId: 4625 }, ...records(50), { eventId: 4625 });
    go();
    expect(ids()).toEqual([1, 52]);
    expect(of('gap')).toEqual([]);
    windows.write(channel, ...records(8));
    windows.clear(channel);
    windows.write(channel, ...records(30), { eventId: 4625 });
    windows.fail('next', errors.resultStale);
    go();
    expect(ids()).toEqual([1, 52, 91]);
    expect(of('gap')).toEqual([{ type: 'gap', channel, from: 53, to: 60 }]);
  });
});

describe('a log that is cleared', () => {
  test('while it is read goes on', () => {
    const { windows, go, ids, of } = read();
    windows.write(channel, ...records(5));
    go();
    windows.clear(channel);
    windows.write(channel, { eventId: 1102 }, {});
    go();
    expect(ids()).toEqual(upTo(7));
    expect(of('gap')).toEqual([]);
  });
});

describe('nothing more (4317)', () => {
  test('is believed while nothing was written', () => {
    const { windows, go } = read();
    windows.write(channel, ...records(5));
    go();
    windows.fail('next', ...Array.from({ length: 30 }, () => errors.invalidOperation));
    go(20);
    expect(windows.asked).toHaveLength(1);
  });

  test('is not believed when the log has grown: it subscribes anew behind what was given', () => {
    const { windows, go, ids } = read();
    windows.write(channel, ...records(5));
    go();
    windows.write(channel, ...records(3));
    windows.fail('next', errors.invalidOperation, errors.invalidOperation, errors.invalidOperation);
    go(3);
    expect(windows.asked).toHaveLength(2);
    expect(ids()).toEqual(upTo(8));
  });
});

describe('signals', () => {
  test('what comes while records are read sets the signal: it is not reset behind them', () => {
    const { windows, reader, go, ids } = read();
    windows.write(channel, {});
    go();
    let isFirst = true;
    windows.onNext(() => {
      if (isFirst) windows.write(channel, {});
      isFirst = false;
    });
    go();
    expect(windows.isSet(reader.signal ?? 0n)).toBe(true);
    go();
    expect(windows.isSet(reader.signal ?? 0n)).toBe(false);
    expect(ids()).toEqual([1, 2]);
  });

  test('a signal that never comes only makes it later', () => {
    const { windows, go, ids } = read();
    go();
    windows.loseSignals();
    windows.write(channel, {});
    go();
    expect(ids()).toEqual([1]);
  });
});

describe('what is wrong with a channel', () => {
  test.each([
    ['denied', errors.accessDenied],
    ['missing', errors.channelNotFound],
    ['failed', errors.invalidQuery],
  ] as const)('%s (%i) is told once, tried every minute, and read when it can be', (state, code) => {
    const { windows, go, ids, of } = read();
    windows.write(channel, {});
    windows.fail('subscribe', code, code, code);
    go(150);
    expect(of('state')).toEqual([{ type: 'state', channel, state, code }]);
    expect(windows.asked).toHaveLength(3);
    go(60);
    expect(of('state').at(-1)).toMatchObject({ state: 'open' });
    expect(ids()).toEqual([1]);
  });

  test('a channel that is not there is looked for', () => {
    const { go, of } = read(createFakeWindows());
    go(2);
    expect(of('state')).toEqual([{ type: 'state', channel, state: 'missing', code: errors.channelNotFound }]);
  });

  test.each([errors.invalidHandle, errors.serverUnavailable, 1717])(
    'the service ending (%i) is waited out, longer each time up to half a minute; nothing is lost or given twice',
    (code) => {
      const { windows, go, ids, of } = read();
      windows.write(channel, ...records(4));
      go();
      windows.fail('next', code);
      windows.fail('subscribe', ...Array.from({ length: 7 }, () => code));
      windows.write(channel, ...records(4));
      go(1 + 1 + 2 + 4 + 8 + 16);
      expect(windows.asked).toHaveLength(6);
      go(30 + 30 + 30);
      expect(ids()).toEqual(upTo(8));
      expect(of('state').map(({ state }) => state)).toEqual(['open', 'failed', 'open']);
    },
  );

  test('switched off, full and on again are told, each once', () => {
    const { windows, go, of } = read();
    windows.change(channel, { isEnabled: false });
    go(200);
    windows.change(channel, { isEnabled: true, isFull: true });
    go(100);
    windows.change(channel, { isFull: false });
    go(100);
    expect(of('state').map(({ state }) => state)).toEqual(['disabled', 'full', 'open']);
  });

  test('a record that cannot be rendered is told, and the others are given', () => {
    const { windows, go, ids, of } = read();
    windows.fail('renderEvent', 15_002);
    windows.write(channel, ...records(3));
    go();
    expect(ids()).toEqual([2, 3]);
    expect(of('skipped')).toEqual([{ type: 'skipped', channel, records: 1, code: 15_002 }]);
  });
});
