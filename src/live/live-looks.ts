import type { Event } from '../model/event.ts';
import { prominences } from '../model/pattern.ts';
import type { ReportAttempt } from '../model/report.ts';
import { micros, MINUTE, SECOND, type Micros } from '../model/time.ts';
import type { Flood, LiveVerdict } from '../model/verdict.ts';
import type { LookedAttempt, Pipeline } from '../pipeline.ts';
import { createGroupBook, type GroupBookState } from './group-book.ts';
import { createHostBook, noHostVerdicts, type HostBookState } from './host-book.ts';
import type { RunState } from './run-state.ts';
import { createVerdictBook, dueAt, noVerdicts, type BookState } from './verdict-book.ts';

/** Looks at what there is, and says what of it is due. */
export interface LiveLooks {
  /**
   * Looks at what came and gives what falls due at `run.now`.
   *
   * @param touched The machines of what came, by name in lower case.
   */
  next(touched: ReadonlySet<string>): readonly LiveVerdict[];
  /** Looks at what was there when the following began. */
  first(): readonly LiveVerdict[];
  /** Takes what was there when the following began as said, also what is not due yet. */
  pass(): readonly [];
  /** Gives what was not said when the pipeline was closed. */
  last(): readonly LiveVerdict[];
  /** When the next verdict falls due, as far as is known; Infinity: none waits. */
  readonly nextDue: number;
  /** Those verdicts that are part of a flood, by their ids, since it was asked to forget them. */
  readonly floods: ReadonlyMap<string, Flood>;
  forgetFloods(): void;
  /** The attempts of which nothing was said yet, with what came and was not taken. */
  pending(ahead: readonly Event[]): readonly OpenAttempt[];
  /** It is no copy. */
  readonly state: LooksState;
}

/** What was said, as plain data. */
export interface LooksState {
  readonly book: BookState;
  readonly hosts: HostBookState;
  readonly groups: GroupBookState;
}

/** An attempt that is not judged yet. */
export interface OpenAttempt {
  /** As far as is known. */
  readonly attempt: ReportAttempt;
  /** When it will be judged, unless more comes; by the logs' own clock. */
  readonly dueAt: Micros;
}

export interface LooksOptions {
  /** An attempt falls due when nothing more came of it for so long. */
  readonly quiet: number;
  readonly foldFloods: boolean;
}

export const nothingSaid = (): LooksState => ({
  book: noVerdicts(),
  hosts: noHostVerdicts(),
  groups: new Map(),
});

/** What others logged around an attempt can change its verdict so long after its own latest record, and when it is let go. */
const STILL = 120 * SECOND;

/** What lies this near to when it was seen was written then, by a clock that is right. */
const NEAR = 30 * MINUTE;

/** Makes the looks of a following; `said` is what an earlier run said. */
export function createLiveLooks(
  pipeline: Pipeline,
  run: RunState,
  said: LooksState,
  { quiet, foldFloods }: LooksOptions,
): LiveLooks {
  const book = createVerdictBook(quiet, pipeline.reported, said.book);
  const hostBook = createHostBook(quiet, said.hosts);
  const groups = createGroupBook(quiet, said.groups);
  let looked: readonly LookedAttempt[] = [];
  let floods = new Map<string, Flood>();
  const say = (booked: Parameters<typeof book.next>[0], at: number): readonly LiveVerdict[] => {
    const verdicts = book.next(booked, micros(at));
    if (!foldFloods || verdicts.length === 0) return verdicts;
    const found = pipeline.floods();
    for (const { verdictId } of verdicts) {
      const flood = found.get(verdictId);
      if (flood) floods.set(verdictId, flood);
    }
    return verdicts;
  };
  const sayOfHosts = (at: number, causes = pipeline.hostCauses()): readonly LiveVerdict[] =>
    hostBook.next(causes, micros(at));
  /** Says what attempts have together, after what was said of each. */
  const withGroups = (verdicts: readonly LiveVerdict[], until: number): readonly LiveVerdict[] => {
    for (const host of book.changed) groups.note(pipeline.hostOf(host));
    const due = until === Infinity ? groups.hosts() : groups.due(run.now);
    if (due.size === 0) return verdicts;
    const told = pipeline
      .together(due, book.judged())
      .flatMap((counted) => groups.next(counted, run.now, until))
      .sort((a, b) => prominences.indexOf(a.cause.prominence) - prominences.indexOf(b.cause.prominence));
    if (foldFloods)
      for (const one of told)
        if (groups.isFlood(one))
          floods.set(one.verdictId, { cause: one.cause.cause, title: one.cause.title });
    return [...verdicts, ...told];
  };
  return {
    next(touched) {
      looked = pipeline.look();
      run.worked = workOf(looked, touched);
      const seen = noteSeen(run, looked).map(({ one, at }) => ({
        ...placed(run, one, at),
        isStale: !one.isSettled && at + STILL < run.now,
      }));
      const causes = pipeline
        .hostCauses()
        .map((one) => ({ ...one, lastAt: micros(timeAt(run, one, run.now)) }));
      return withGroups([...say(seen, run.now), ...sayOfHosts(run.now, causes)], run.now);
    },
    first() {
      looked = pipeline.look();
      // What is said here was over before: it is judged by its own times.
      const verdicts = [...say(looked, run.now), ...sayOfHosts(run.now)];
      return withGroups(verdicts, run.now + quiet);
    },
    pass() {
      looked = pipeline.look();
      withGroups([...say(looked, Infinity), ...sayOfHosts(Infinity)], Infinity);
      floods = new Map();
      return [];
    },
    last() {
      looked = pipeline.look().filter(({ isSettled }) => isSettled);
      return withGroups([...say(looked, Infinity), ...sayOfHosts(Infinity)], Infinity);
    },
    get nextDue() {
      return Math.min(book.nextDue, hostBook.nextDue, groups.nextDue);
    },
    get floods() {
      return floods;
    },
    forgetFloods() {
      floods = new Map();
    },
    pending(ahead) {
      const known = new Map(looked.map((one) => [one.id, one]));
      if (ahead.length > 0) for (const one of pipeline.peek(ahead)) known.set(one.id, one);
      return [...known.values()].flatMap((one) =>
        book.hasSaid(one) ? [] : [{ attempt: pipeline.reported(one.judge()), dueAt: dueAt(one, quiet) }],
      );
    },
    get state() {
      return { book: book.state, hosts: hostBook.state, groups: groups.state };
    },
  };
}

/** How much there was to look at. */
const workOf = (looked: readonly LookedAttempt[], touched: ReadonlySet<string>): number =>
  looked.reduce((sum, { host, events }) => sum + (touched.has(host.toLowerCase()) ? events.length : 1), 0);

/** Notes when attempts were first seen as they are. */
function noteSeen(
  run: RunState,
  looked: readonly LookedAttempt[],
): readonly { readonly one: LookedAttempt; readonly at: number }[] {
  const seen = looked.map((one) => {
    const records = one.events.length;
    const lasted = one.lastAt - one.firstAt;
    const known = run.firstSeen.get(one.id);
    const isSame = known?.lasted === lasted && known.records === records;
    return { one, lasted, records, at: isSame ? known.at : run.now };
  });
  run.firstSeen = new Map(seen.flatMap(({ one, ...now }) => (one.isSettled ? [] : [[one.id, now] as const])));
  return seen;
}

/** When the latest record of something came by the arrival clock, as far as its machine's clock can be made out. */
function timeAt(
  { offsets }: RunState,
  { lastAt, host }: Pick<LookedAttempt, 'lastAt' | 'host'>,
  at: number,
): number {
  const times = [lastAt - (offsets.get(host.toLowerCase()) ?? 0), lastAt];
  return times.find((time) => time <= at && time > at - NEAR) ?? at;
}

function placed(run: RunState, one: LookedAttempt, at: number): LookedAttempt {
  const { lastAt, firstAt } = one;
  const last = timeAt(run, one, at);
  return { ...one, lastAt: micros(last), firstAt: micros(last - (lastAt - firstAt)) };
}
