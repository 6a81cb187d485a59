import type { ReportAttempt } from '../model/report.ts';
import { micros, MINUTE, type Micros } from '../model/time.ts';
import type { Verdict } from '../model/verdict.ts';
import type { LookedAttempt } from '../pipeline.ts';

/** What was said so far, as plain data: with it another run goes on where this one ended. */
export interface SavedBook {
  /** Of attempts that can still change: what was said of them last. */
  readonly said: readonly (readonly [id: string, revision: number, gist: string])[];
  /** What ended before, and is not among those, was said for good. */
  readonly settledBefore: Micros;
}

/** Remembers what was said of which attempt, so that nothing is said twice and nothing wrong is left standing. */
export interface VerdictBook {
  /** Gives the verdicts that are due at a time, in the order in which they fell due. */
  next(looked: readonly LookedAttempt[], now: Micros): readonly Verdict[];
  /** When the next of the attempts that were looked at falls due, as far as is known; Infinity: none waits. */
  readonly nextDue: number;
  save(): SavedBook;
  /** Whether something was said of this attempt, by this run or an earlier one. */
  hasSaid(one: LookedAttempt): boolean;
}

/** Who is in a session makes records for hours: what can be said by then is said. */
const LONGEST_WAIT = 5 * MINUTE;

interface Entry {
  readonly revision: number;
  readonly gist: string;
  /** Unknown of what an earlier run said, until it is looked at. */
  attempt: ReportAttempt | undefined;
}

/**
 * Makes a book.
 *
 * @param settle An attempt falls due when this much time has passed since its latest record.
 * @param saved What an earlier run said.
 */
export function createVerdictBook(settle: number, saved?: SavedBook): VerdictBook {
  const entries = new Map<string, Entry>(
    saved?.said.map(([id, revision, gist]) => [id, { revision, gist, attempt: undefined }]),
  );
  const oldest = saved?.settledBefore ?? -Infinity;
  let settledBefore = oldest;
  let nextDue = Infinity;

  const say = (attempt: ReportAttempt): Verdict | undefined => {
    const known = entries.get(attempt.id);
    const gist = gistOf(attempt);
    if (known?.gist === gist) {
      known.attempt = attempt;
      return undefined;
    }
    const revision = (known?.revision ?? 0) + 1;
    entries.set(attempt.id, { revision, gist, attempt });
    return { verdictId: attempt.id, revision, change: known ? 'revised' : 'new', attempt };
  };
  /** What is not there any more and was not settled; of what an earlier run said the logs may have let go. */
  const withdraw = (there: ReadonlySet<string>): Verdict[] =>
    [...entries].flatMap(([verdictId, { revision, attempt }]) => {
      if (there.has(verdictId)) return [];
      entries.delete(verdictId);
      return attempt ? [{ verdictId, revision: revision + 1, change: 'withdrawn' as const, attempt }] : [];
    });

  return {
    get nextDue() {
      return nextDue;
    },
    save: () => ({
      said: Array.from(entries, ([id, { revision, gist }]) => [id, revision, gist] as const),
      settledBefore: micros(settledBefore),
    }),
    hasSaid: (one) => one.isSettled || one.lastAt <= oldest || entries.has(one.attempt.id),
    next(all, now) {
      const looked = all.filter(({ attempt, lastAt }) => lastAt > oldest || entries.has(attempt.id));
      const isDue = (one: LookedAttempt): boolean => one.isSettled || dueAt(one, settle) <= now;
      const due = looked.filter(isDue).sort(byDueTime(settle));
      const waiting = looked.filter((one) => !isDue(one));
      nextDue = waiting.reduce((least, one) => Math.min(least, dueAt(one, settle)), Infinity);
      const withdrawn = withdraw(new Set(looked.map(({ attempt }) => attempt.id)));
      const said = due.flatMap(({ attempt }) => say(attempt) ?? []);
      for (const { attempt, lastAt } of due.filter(({ isSettled }) => isSettled)) {
        entries.delete(attempt.id);
        settledBefore = Math.max(settledBefore, lastAt);
      }
      return [...withdrawn, ...said];
    },
  };
}

/** Only what a person would act on makes a revision. */
const gistOf = ({ outcome, diagnosis }: ReportAttempt): string =>
  `${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;

/** When an attempt falls due. */
export const dueAt = ({ lastAt, firstAt }: LookedAttempt, settle: number): Micros =>
  micros(Math.min(lastAt + settle, firstAt + LONGEST_WAIT + settle));

const byDueTime =
  (settle: number) =>
  (a: LookedAttempt, b: LookedAttempt): number =>
    dueAt(a, settle) - dueAt(b, settle) || (a.attempt.id < b.attempt.id ? -1 : 1);
