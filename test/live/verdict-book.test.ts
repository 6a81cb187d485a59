import { expect, test } from 'vitest';
import { createVerdictBook } from '../../src/live/verdict-book.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { Diagnosis, DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import { SECOND } from '../../src/model/time.ts';
import type { LookedAttempt } from '../../src/pipeline.ts';
import { reportAttempt } from '../../src/report/build-report.ts';
import { accept, at, close, correlate, logbook } from '../support/events.ts';

const QUIET = 15 * SECOND;
const report = (one: DiagnosedAttempt) => reportAttempt(one, (host) => host);

/** An attempt with more or fewer records, made anew as every look makes it. */
function attempt(reason: number): Attempt {
  const book = logbook();
  close(book, 3, accept(book, { at: 0, n: 1 }), reason);
  const [one] = correlate(book).attempts;
  if (!one) throw new Error('no attempt');
  return one;
}

const looked = (one: Attempt, diagnosis: Diagnosis | null = null): LookedAttempt => ({
  id: one.id,
  host: one.host,
  events: one.events,
  firstAt: one.startedAt,
  lastAt: one.endedAt,
  isSettled: false,
  judge: () => ({ attempt: one, diagnosis }),
});

test('what is withdrawn is what was said, however often it was looked at since', () => {
  const book = createVerdictBook(QUIET, report);
  const [first, again] = [attempt(1), attempt(1)];
  const said = book.next([looked(first)], at(60));
  expect(said).toMatchObject([{ change: 'new', revision: 1, attempt: report(looked(first).judge()) }]);
  expect(book.next([{ ...looked(again), isStale: true }], at(300))).toEqual([]);
  expect(book.state.said.get(first.id)?.one.attempt.events).toBe(again.events);

  const resumed = createVerdictBook(QUIET, report, structuredClone(book.state));
  for (const one of [book, resumed])
    expect(one.next([], at(310))).toEqual([
      { ...said[0], change: 'withdrawn', revision: 2, attempt: report(looked(first).judge()) },
    ]);
});

test('what is there again after it was withdrawn is new with the next revision, in another run too', () => {
  const book = createVerdictBook(QUIET, report);
  const one = looked(attempt(1));
  book.next([one], at(60));
  expect(book.next([], at(70))).toMatchObject([{ change: 'withdrawn', revision: 2 }]);
  const resumed = createVerdictBook(QUIET, report, structuredClone(book.state));
  for (const each of [book, resumed]) {
    expect(each.next([one], at(80))).toMatchObject([{ change: 'new', revision: 3 }]);
    expect(each.next([], at(90))).toMatchObject([{ change: 'withdrawn', revision: 4 }]);
  }
});

test('of withdrawn verdicts a bounded number is remembered', () => {
  const book = createVerdictBook(QUIET, report);
  const one = looked(attempt(1));
  for (let n = 0; n < 3000; n++) {
    book.next([{ ...one, id: `${n}` }], at(60));
    book.next([], at(60));
  }
  expect(book.state.withdrawn.size).toBeLessThanOrEqual(1000);
  expect(book.next([{ ...one, id: '2999' }], at(60))).toMatchObject([{ revision: 3 }]);
});

test('what is quiet is not judged again; what is not is said again where its gist is another', () => {
  const book = createVerdictBook(QUIET, report);
  const one = attempt(1);
  book.next([looked(one)], at(60));
  const judge = (): never => {
    throw new Error('it was judged');
  };
  expect(book.next([{ ...looked(one), isStale: true, judge }], at(300))).toEqual([]);
  expect(book.next([looked(one)], at(301))).toEqual([]);
  const failed: Attempt = { ...one, outcome: one.outcome === 'failed' ? 'succeeded' : 'failed' };
  expect(book.next([looked(failed)], at(302))).toMatchObject([{ change: 'revised', revision: 2 }]);
});

test('which machines had news is known also where nothing is said of it', () => {
  const book = createVerdictBook(QUIET, report);
  const one = attempt(1);
  const later = { ...one, endedAt: at(30) };
  const next = (...each: readonly Attempt[]): readonly [number, readonly string[]] => [
    book.next(
      each.map((of) => looked(of)),
      at(60),
    ).length,
    [...book.changed],
  ];
  expect(next(one)).toEqual([1, [one.host]]);
  expect(next(one)).toEqual([0, []]);
  expect(next(later)).toEqual([0, [one.host]]);
  expect(next()).toEqual([1, [one.host]]);
});
