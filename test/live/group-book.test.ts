import { describe, expect, test } from 'vitest';
import { createGroupBook, type GroupBook } from '../../src/live/group-book.ts';
import type { CountedHost, LookedGroup } from '../../src/looked-group.ts';
import type { ReportCause } from '../../src/model/report.ts';
import { HOUR, micros, SECOND } from '../../src/model/time.ts';
import type { HostVerdict } from '../../src/model/verdict.ts';

const QUIET = 15 * SECOND;
const BEGIN = 1_000_000 * SECOND;
const HOST = 'RDS01';

/** So many attempts that ended in ten seconds from `from` on. */
const group = (from: number, attempts: number, more: Partial<LookedGroup> = {}): LookedGroup => ({
  cause: 'sessions-broke-together',
  host: HOST,
  confidence: 'likely',
  attempts,
  members: '',
  people: 0,
  from: micros(from),
  to: micros(from + 10 * SECOND),
  still: 30 * SECOND,
  isFlood: false,
  endsTogether: true,
  reported: () =>
    ({ cause: 'sessions-broke-together', hosts: [HOST], attemptCount: attempts }) as unknown as ReportCause,
  ...more,
});

const counted = (groups: readonly LookedGroup[], more: Partial<CountedHost> = {}): CountedHost => ({
  host: HOST,
  attempts: 100,
  forgotten: 0,
  groups,
  ...more,
});

/** Counts now, and again when what is due then has held for long enough. */
const say = (book: GroupBook, host: CountedHost, now: number): readonly string[] =>
  [now, now + 5 * QUIET].flatMap((time) => book.next(host, time)).map(shortly);
const shortly = ({ change, revision, cause }: HostVerdict): string =>
  `${change} ${revision} ${cause.attemptCount}`;

describe('the book of groups', () => {
  test('takes back what later records tell otherwise, and says it again under the same id', () => {
    const book = createGroupBook(QUIET);
    expect(say(book, counted([group(BEGIN, 4)]), BEGIN)).toEqual(['new 1 4']);
    expect(say(book, counted([]), BEGIN + HOUR)).toEqual(['withdrawn 2 4']);
    expect(say(book, counted([group(BEGIN, 5)]), BEGIN + 2 * HOUR)).toEqual(['new 3 5']);
  });

  test('takes nothing back for its attempts are forgotten', () => {
    const book = createGroupBook(QUIET);
    say(book, counted([group(BEGIN, 4)]), BEGIN);
    expect(say(book, counted([], { forgotten: 2000 }), BEGIN + HOUR)).toEqual([]);
    expect(say(book, counted([group(BEGIN + 2 * HOUR, 4)], { forgotten: 2000 }), BEGIN + 2 * HOUR)).toEqual([
      'new 1 4',
    ]);
  });

  test('says that they are fewer where some had another cause, not where some are forgotten', () => {
    for (const [forgotten, told] of [
      [0, ['revised 2 5']],
      [2000, []],
    ] as const) {
      const book = createGroupBook(QUIET);
      expect(say(book, counted([group(BEGIN, 8)]), BEGIN)).toEqual(['new 1 8']);
      const fewer = counted([group(BEGIN, 5)], { forgotten });
      expect(say(book, fewer, BEGIN + HOUR)).toEqual(told);
      expect(say(book, fewer, BEGIN + 2 * HOUR)).toEqual([]);
    }
  });

  test('lets stand what nothing came of for a day, and holds no more of it', () => {
    const book = createGroupBook(QUIET);
    for (let day = 0; day < 50; day++) {
      const time = BEGIN + day * 25 * HOUR;
      const all = Array.from({ length: day + 1 }, (_, n) => group(BEGIN + n * 25 * HOUR, 4));
      expect(say(book, counted(all), time)).toEqual(['new 1 4']);
    }
    const host = book.state.get(HOST);
    expect([host?.spans.size, host?.book.known.size]).toEqual([1, 1]);
  });

  test('knows a group again by when it was, though its first attempt is no part of it any more', () => {
    const book = createGroupBook(QUIET);
    say(book, counted([group(BEGIN, 4)]), BEGIN);
    expect(say(book, counted([group(BEGIN + 5 * SECOND, 4)]), BEGIN + HOUR)).toEqual([]);
  });

  test('has a host with many attempts counted less often, however many come', () => {
    const book = createGroupBook(QUIET);
    let attempts = 0;
    let looked = 0;
    for (let tick = 0; tick < 4000; tick++) {
      const now = BEGIN + (tick * SECOND) / 4;
      book.note(HOST);
      attempts += 10;
      for (const host of book.due(now)) {
        looked += attempts;
        book.next({ host, attempts, forgotten: 0, groups: [] }, now);
      }
    }
    // Ten a look: one count at every look would be 80 million.
    expect(attempts).toBe(40_000);
    expect(looked).toBeLessThan(20 * attempts);
    expect(book.nextDue).toBeGreaterThan(BEGIN + 1000 * SECOND);
    expect(book.due(book.nextDue)).toEqual(new Set([HOST]));
  });
});
