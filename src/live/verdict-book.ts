import type { ReportAttempt } from '../model/report.ts';
import { micros, MINUTE, type Micros } from '../model/time.ts';
import type { Verdict } from '../model/verdict.ts';
import type { LookedAttempt } from '../pipeline.ts';

/** Remembers what was said of which attempt, so that nothing is said twice and nothing wrong is left standing. */
export interface VerdictBook {
  /** Gives the verdicts that are due at a time, in the order in which they fell due. */
  next(looked: readonly LookedAttempt[], now: Micros): readonly Verdict[];
  /** When the next of the attempts that were looked at falls due, as far as is known; Infinity: none waits. */
  readonly nextDue: number;
}

/** Who is in a session makes records for hours: what can be said by then is said. */
const LONGEST_WAIT = 5 * MINUTE;

interface Entry {
  readonly revision: number;
  readonly gist: string;
  readonly attempt: ReportAttempt;
}

/**
 * Makes an empty book.
 *
 * @param settle An attempt falls due when this much time has passed since its latest record.
 */
export function createVerdictBook(settle: number): VerdictBook {
  const entries = new Map<string, Entry>();
  let nextDue = Infinity;

  const say = (attempt: ReportAttempt): Verdict | undefined => {
    const known = entries.get(attempt.id);
    const gist = gistOf(attempt);
    if (known?.gist === gist) return undefined;
    const revision = (known?.revision ?? 0) + 1;
    entries.set(attempt.id, { revision, gist, attempt });
    return { verdictId: attempt.id, revision, change: known ? 'revised' : 'new', attempt };
  };
  const withdraw = (missing: readonly [string, Entry][]): Verdict[] =>
    missing.map(([verdictId, { revision, attempt }]) => {
      entries.delete(verdictId);
      return { verdictId, revision: revision + 1, change: 'withdrawn', attempt };
    });

  return {
    get nextDue() {
      return nextDue;
    },
    next(looked, now) {
      const there = new Set(looked.map(({ attempt }) => attempt.id));
      const withdrawn = withdraw([...entries].filter(([id]) => !there.has(id)));
      const isDue = (one: LookedAttempt): boolean => one.isSettled || dueAt(one, settle) <= now;
      const due = looked.filter(isDue);
      const waiting = looked.filter((one) => !isDue(one));
      nextDue = waiting.reduce((least, one) => Math.min(least, dueAt(one, settle)), Infinity);
      const said = due.sort(byDueTime(settle)).flatMap(({ attempt }) => say(attempt) ?? []);
      for (const { isSettled, attempt } of due) if (isSettled) entries.delete(attempt.id);
      return [...withdrawn, ...said];
    },
  };
}

/** Only what a person would act on makes a revision. */
const gistOf = ({ outcome, diagnosis }: ReportAttempt): string =>
  `${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;

const dueAt = ({ lastAt, firstAt }: LookedAttempt, settle: number): Micros =>
  micros(Math.min(lastAt + settle, firstAt + LONGEST_WAIT + settle));

const byDueTime =
  (settle: number) =>
  (a: LookedAttempt, b: LookedAttempt): number =>
    dueAt(a, settle) - dueAt(b, settle) || (a.attempt.id < b.attempt.id ? -1 : 1);
