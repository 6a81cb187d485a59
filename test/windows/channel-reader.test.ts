import { describe, expect, test } from 'vitest';
import { errors, subscribeFlags } from '../../src/windows/wevtapi.ts';
import { createFakeWindows } from '../support/windows/fake-wevtapi.ts';
import { channel, readChannel as read, records, upTo } from '../support/windows/read-channel.ts';

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

  test('tells once that all was given, and again after new records and by another subscription', () => {
    const { windows, go, of } = read();
    const told = (): number => of('drained').length;
    windows.write(channel, ...records(3));
    go(3);
    expect(told()).toBe(1);
    windows.write(channel, ...records(1));
    go(3);
    expect(told()).toBe(2);
    windows.fail('next', errors.resultStale);
    go(3);
    expect(told()).toBe(3);
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

  test('what was saved and is no bookmark is not gone by', () => {
    const windows = createFakeWindows(channel);
    windows.write(channel, ...records(3));
    windows.fail('createBookmark', 87);
    const one = read(windows, { cursor: 'of another program' });
    one.go();
    expect(one.ids()).toEqual([1, 2, 3]);
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
