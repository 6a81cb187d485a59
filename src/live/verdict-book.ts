import type { Attempt } from '../model/attempt.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { ReportAttempt } from '../model/report.ts';
import { micros, MINUTE, type Micros } from '../model/time.ts';
import type { Verdict } from '../model/verdict.ts';
import type { LookedAttempt } from '../pipeline.ts';

/** What was said so far of attempts that can still change, as plain data. */
export interface BookState {
  readonly said: Map<string, Said>;
  /** The revisions with which verdicts were withdrawn, the latest last: what is there again goes on from them. */
  readonly withdrawn: Map<string, number>;
  nextDue: number;
}

interface Said {
  readonly revision: number;
  readonly gist: string;
  /** As it was said, should it have to be taken back: its records are those that are held of it anyway. */
  one: DiagnosedAttempt;
}

/** An attempt to say something of. */
interface BookedAttempt extends LookedAttempt {
  /** Nothing came of it for long: what was said of it stands. */
  readonly isStale?: boolean;
}

/** Remembers what was said of which attempt, so that nothing is said twice and nothing wrong is left standing. */
export interface VerdictBook {
  /** Gives the verdicts that are due at a time, in the order in which they fell due. */
  next(looked: readonly BookedAttempt[], now: Micros): readonly Verdict[];
  /** When the next of the attempts that were looked at falls due, as far as is known; Infinity: none waits. */
  readonly nextDue: number;
  /** Whether something was said of this attempt, by this run or an earlier one. */
  hasSaid(one: LookedAttempt): boolean;
  /** The machines of whose attempts it had news when it was asked last, worth a verdict or not. */
  readonly changed: ReadonlySet<string>;
  /** The attempts that can still change, as they were judged when something was said of them. */
  judged(): readonly DiagnosedAttempt[];
  /** All it knows, to be made again of. */
  readonly state: BookState;
}

export const noVerdicts = (): BookState => ({
  said: new Map(),
  withdrawn: new Map(),
  nextDue: Infinity,
});

/** So many withdrawn verdicts are remembered. */
const WITHDRAWN = 1000;

/** Who is in a session makes records for hours: what can be said by then is said. */
const LONGEST_WAIT = 5 * MINUTE;

/**
 * Makes a book.
 *
 * @param quiet An attempt falls due when nothing more came of it for so long.
 * @param report Gives an attempt as a report lists it.
 */
export function createVerdictBook(
  quiet: number,
  report: (one: DiagnosedAttempt) => ReportAttempt,
  state: BookState = noVerdicts(),
): VerdictBook {
  const { said, withdrawn } = state;
  let changed = new Set<string>();
  const say = ({ id, isStale, judge, events }: BookedAttempt): Verdict | undefined => {
    const known = said.get(id);
    if (known && isStale === true) {
      known.one = withRecords(known.one, events);
      return undefined;
    }
    const judged = judge();
    const gist = gistOf(judged);
    // A copy: what was worked out for the attempt of this look must not be held with it.
    const one = { attempt: { ...judged.attempt }, diagnosis: judged.diagnosis };
    if (known?.gist !== gist || hasMoved(known.one, one)) changed.add(one.attempt.host);
    if (known?.gist === gist) {
      known.one = one;
      return undefined;
    }
    const revision = (known?.revision ?? withdrawn.get(id) ?? 0) + 1;
    withdrawn.delete(id);
    said.set(id, { revision, gist, one });
    const change = known ? 'revised' : 'new';
    return { type: 'verdict', verdictId: id, revision, change, attempt: report(judged) };
  };
  /** What is not there any more and was not settled. */
  const withdraw = (there: ReadonlySet<string>): Verdict[] =>
    [...said].flatMap(([verdictId, { revision, one }]) => {
      if (there.has(verdictId)) return [];
      said.delete(verdictId);
      changed.add(one.attempt.host);
      forget(verdictId, revision + 1);
      const change = 'withdrawn';
      return [{ type: 'verdict', verdictId, revision: revision + 1, change, attempt: report(one) }];
    });
  const forget = (id: string, revision: number): void => {
    withdrawn.set(id, revision);
    const [oldest] = withdrawn.keys();
    if (withdrawn.size > WITHDRAWN && oldest !== undefined) withdrawn.delete(oldest);
  };

  return {
    get nextDue() {
      return state.nextDue;
    },
    state,
    get changed() {
      return changed;
    },
    judged: () => Array.from(said.values(), ({ one }) => one),
    hasSaid: ({ id, isSettled }) => isSettled || said.has(id),
    next(looked, now) {
      changed = new Set();
      const isDue = (one: LookedAttempt): boolean => one.isSettled || dueAt(one, quiet) <= now;
      const due = looked.filter(isDue).sort(byDueTime(quiet));
      const waiting = looked.filter((one) => !isDue(one));
      state.nextDue = waiting.reduce((least, one) => Math.min(least, dueAt(one, quiet)), Infinity);
      const gone = withdraw(new Set(looked.map(({ id }) => id)));
      const news = due.flatMap((one) => say(one) ?? []);
      for (const { id, isSettled } of due) if (isSettled) said.delete(id);
      return [...gone, ...news];
    },
  };
}

/** The same attempt with the same records, as they are held since: they need not be held twice. */
function withRecords(one: DiagnosedAttempt, events: Attempt['events']): DiagnosedAttempt {
  const { attempt, diagnosis } = one;
  if (attempt.events === events || attempt.events.length !== events.length) return one;
  return { attempt: { ...attempt, events }, diagnosis };
}

/** What is known of an attempt changed, though not what was said of it. */
const hasMoved = ({ attempt: a }: DiagnosedAttempt, { attempt: b }: DiagnosedAttempt): boolean =>
  a.startedAt !== b.startedAt || a.endedAt !== b.endedAt || a.events.length !== b.events.length;

/** Only what a person would act on makes a revision. */
const gistOf = ({ attempt, diagnosis }: DiagnosedAttempt): string =>
  [attempt.outcome, diagnosis?.cause, diagnosis?.confidence].join(' ');

/** When an attempt falls due. */
export const dueAt = ({ lastAt, firstAt }: LookedAttempt, quiet: number): Micros =>
  micros(Math.min(lastAt + quiet, firstAt + LONGEST_WAIT + quiet));

const byDueTime =
  (quiet: number) =>
  (a: LookedAttempt, b: LookedAttempt): number =>
    dueAt(a, quiet) - dueAt(b, quiet) || (a.id < b.id ? -1 : 1);
