import type { Report, ReportAttempt } from '../model/report.ts';
import { micros, SECOND, type Micros } from '../model/time.ts';
import type { Flood, LiveVerdict } from '../model/verdict.ts';
import {
  createPipeline,
  type InputTail,
  type LookedAttempt,
  type PipelineInput,
  type PipelineOptions,
  type PipelineState,
} from '../pipeline.ts';
import type { Catalog } from '../normalize/normalize.ts';
import { createArrivalClock, newClock, type ClockState } from './arrival-clock.ts';
import { firstTime } from './first-time.ts';
import { createHostBook, noHostVerdicts, type HostBookState } from './host-book.ts';
import type { Intake, IntakeRecord } from './intake.ts';
import { createTextSharing } from './text-sharing.ts';
import { createVerdictBook, dueAt, noVerdicts, type BookState } from './verdict-book.ts';

export interface LiveOptions extends Omit<PipelineOptions, 'state' | 'watch'> {
  /** An attempt is judged when so much time has passed since its latest record: late ones are waited for. */
  readonly settle: number;
  /** Go on where another engine was, with the same options. */
  readonly state?: LiveState;
  /** Find out which verdicts are part of a flood. Default: false; it takes a little time. */
  readonly foldFloods?: boolean;
}

/** All that an engine knows, as plain data; what is shared within it is shared again. */
export interface LiveState {
  readonly pipeline: PipelineState;
  readonly book: BookState;
  readonly hosts: HostBookState;
  readonly clock: ClockState;
  readonly run: RunState;
}

interface RunState {
  /** What waits until every input has come that far, by the arrival clock. */
  queue: Waiting[];
  hasBegun: boolean;
  /** Up to here everything was looked at, by the arrival clock. */
  now: number;
  /** How much there was to look at: attempts, and the records of those of machines where something came. */
  worked: number;
  /** Times of the records taken last, as they say. */
  recent: readonly number[];
  /** From this time on records were known of that had not come, at the last look; Infinity: none were. */
  heldTime: number;
  /** At so many looks it was that time. */
  heldLooks: number;
  /** By how much the clocks of machines were off when they wrote what was taken last, by name in lower case. */
  readonly offsets: Map<string, number>;
  /** The latest record of each machine before it began, by name in lower case. */
  readonly latest: Map<string, number>;
  /** Attempts that can still change: when they were first seen as they are. */
  firstSeen: ReadonlyMap<string, Seen>;
}

/** An attempt as it was seen; its times are not in it, for a clock that was set can move them all. */
interface Seen {
  readonly lasted: number;
  readonly records: number;
  readonly at: number;
}

interface Waiting {
  readonly time: number;
  readonly record: IntakeRecord;
}

/** Turns records into verdicts as they come. The same intakes give the same verdicts. */
export interface LiveEngine {
  readonly catalog: Catalog;
  /**
   * Takes what came and gives the verdicts that fell due. What comes first was there when the following began: it is taken
   * as a whole, as logs at rest are.
   */
  take(intake: Intake): readonly LiveVerdict[];
  /** Those verdicts of the last call, by their ids, that are part of a flood. */
  readonly floods: ReadonlyMap<string, Flood>;
  /** The attempts of which nothing was said yet, as they stand with all that came. */
  pending(): readonly OpenAttempt[];
  /** No record came yet. */
  readonly isUnset: boolean;
  /** The inputs that were opened. */
  readonly inputs: readonly string[];
  /** Ends an input; nothing comes any more. */
  end(input: string, tail: InputTail): void;
  /** It is no copy, and changes with what comes. */
  state(): LiveState;
  /** Says what came of it all, when all inputs have ended. */
  close(): { readonly verdicts: readonly LiveVerdict[]; readonly report: Report };
}

/** An attempt that is not judged yet. */
export interface OpenAttempt {
  /** As far as is known. */
  readonly attempt: ReportAttempt;
  /** When it will be judged, unless more comes; by the logs' own clock. */
  readonly dueAt: Micros;
}

/** So many looks a record that is known of is waited for. */
const PATIENCE = 40;

/** Looking costs as much as came to be looked at anew: with more of it, it is done less often. */
const LOOKED_PER_TICK = 150;
const TICK = SECOND / 4;
/** However much it is. */
const MOST_TICKS = 20;

/** What others logged around an attempt can change its verdict so long after its own latest record, and when it is let go. */
const STILL = 120 * SECOND;

/** A clock that is set far ahead and back must not make everything in between look over. */
const RECENT = 1000;

/** What lies this near to when it was seen was written then, by a clock that is right. */
const NEAR = 30 * 60 * SECOND;

const newRun = (): RunState => ({
  queue: [],
  hasBegun: false,
  now: 0,
  worked: 0,
  recent: [],
  heldTime: Infinity,
  heldLooks: 0,
  offsets: new Map(),
  latest: new Map(),
  firstSeen: new Map(),
});

/**
 * Makes an engine. It looks at fixed times by the logs' own clock, never by how they happened to be read: half the time to
 * settle is for records that are late, the other half for what may still come of an attempt.
 */
export function createLiveEngine({ settle, state, foldFloods, ...options }: LiveOptions): LiveEngine {
  const half = Math.ceil(settle / 2);
  const { book: bookState, hosts: hostState, clock: clockState, run } = state ?? newState();
  const pipeline = createPipeline({ ...options, watch: true, ...(state && { state: state.pipeline }) });
  const book = createVerdictBook(settle - half, pipeline.reported, bookState);
  const hostBook = createHostBook(settle - half, hostState);
  const clock = createArrivalClock(half, clockState);
  const shareTexts = createTextSharing();
  const inputs = new Map<string, PipelineInput>();
  for (const path of state?.pipeline.inputs.keys() ?? []) inputs.set(path, pipeline.open({ path }));

  let looked: readonly LookedAttempt[] = [];
  /** The machines of what was taken last. */
  let touched: ReadonlySet<string> = new Set();
  let floods = new Map<string, Flood>();

  const takeIn = ({ input, computer, channel, recordId, time, event }: IntakeRecord): void => {
    const own = inputs.get(input);
    own?.observe(computer, channel, recordId, time);
    if (event) own?.adopt({ events: [shareTexts(event)], runs: [] });
  };
  const takeUpTo = (time: number): void => {
    const later = run.queue.findIndex((one) => one.time > time);
    const due = later === -1 ? run.queue : run.queue.slice(0, later);
    run.queue = later === -1 ? [] : run.queue.slice(later);
    for (const { record, time: at } of due) {
      takeIn(record);
      const { host } = record.event ?? {};
      if (host !== undefined) run.offsets.set(host.toLowerCase(), record.time - at);
    }
    touched = new Set(due.flatMap(({ record }) => record.event?.host.toLowerCase() ?? []));
    run.recent = [...run.recent, ...due.slice(-RECENT).map(({ record }) => record.time)].slice(-RECENT);
  };
  /** What came is looked at when the first of it may fall due. */
  const nextTick = (): number => {
    const step = TICK * Math.min(MOST_TICKS, Math.max(1, Math.ceil(run.worked / LOOKED_PER_TICK)));
    const due = Math.min(book.nextDue, hostBook.nextDue, (run.queue[0]?.time ?? Infinity) + settle - half);
    return Math.max(Math.ceil(due / step), Math.floor(run.now / step) + 1) * step;
  };
  /** When the latest record of something came by the arrival clock, as far as its machine's clock can be made out. */
  const timeAt = ({ lastAt, host }: Pick<LookedAttempt, 'lastAt' | 'host'>, at: number): number => {
    const times = [lastAt - (run.offsets.get(host.toLowerCase()) ?? 0), lastAt];
    return times.find((time) => time <= at && time > at - NEAR) ?? at;
  };
  const placed = (one: LookedAttempt, at: number): LookedAttempt => {
    const { lastAt, firstAt } = one;
    const last = timeAt(one, at);
    return { ...one, lastAt: micros(last), firstAt: micros(last - (lastAt - firstAt)) };
  };
  const say = (booked: Parameters<typeof book.next>[0], at: number): readonly LiveVerdict[] => {
    const verdicts = book.next(booked, micros(at));
    if (foldFloods !== true || verdicts.length === 0) return verdicts;
    const found = pipeline.floods();
    for (const { verdictId } of verdicts) {
      const flood = found.get(verdictId);
      if (flood) floods.set(verdictId, flood);
    }
    return verdicts;
  };
  const look = (): readonly LiveVerdict[] => {
    looked = pipeline.look();
    run.worked = looked.reduce(
      (sum, { host, events }) => sum + (touched.has(host.toLowerCase()) ? events.length : 1),
      0,
    );
    const seen = looked.map((one) => {
      const records = one.events.length;
      const lasted = one.lastAt - one.firstAt;
      const known = run.firstSeen.get(one.id);
      const isSame = known?.lasted === lasted && known.records === records;
      return { one, now: { lasted, records, at: isSame ? known.at : run.now } };
    });
    const waiting = seen.filter(({ one }) => !one.isSettled);
    run.firstSeen = new Map(waiting.map(({ one, now }) => [one.id, now] as const));
    const booked = seen.map(({ one, now }) => ({
      ...placed(one, now.at),
      isStale: !one.isSettled && now.at + STILL < run.now,
    }));
    const causes = pipeline.hostCauses().map((one) => {
      return { ...one, lastAt: micros(timeAt(one, run.now)) };
    });
    return [...say(booked, run.now), ...hostBook.next(causes, micros(run.now))];
  };
  const advance = (to: number): readonly LiveVerdict[] => {
    run.queue.sort((a, b) => a.time - b.time);
    const verdicts: LiveVerdict[] = [];
    for (let tick = nextTick(); tick <= to; tick = nextTick()) {
      run.now = tick;
      takeUpTo(tick);
      pipeline.settle(micros(run.recent.reduce((least, time) => Math.min(least, time), tick)));
      verdicts.push(...look());
    }
    return verdicts;
  };
  /** Notes from when on records are known of that did not come. */
  const hold = (heldTimes: readonly number[]): void => {
    const least = heldTimes
      .filter((time) => clock.isCredible(time))
      .reduce((a, b) => Math.min(a, b), Infinity);
    run.heldLooks = least === run.heldTime ? run.heldLooks + 1 : 0;
    run.heldTime = run.heldLooks < PATIENCE ? least : Infinity;
  };
  /** Sets it by all that was there when the following began. */
  const setClock = (records: readonly IntakeRecord[], at: number | undefined): void => {
    for (const { computer, time } of records) {
      const name = computer.toLowerCase();
      run.latest.set(name, Math.max(time, run.latest.get(name) ?? time));
    }
    if (run.latest.size === 0) return;
    clock.begin(firstTime(run.latest.values(), at));
    for (const [name, time] of run.latest) clock.place(name, time);
    if (run.hasBegun) run.latest.clear();
  };
  const begin = (): readonly LiveVerdict[] => {
    run.latest.clear();
    run.hasBegun = true;
    run.now = clock.now();
    looked = pipeline.look();
    // What is said here was over before: it is judged by its own times.
    return [...say(looked, run.now), ...hostBook.next(pipeline.hostCauses(), micros(run.now))];
  };

  return {
    catalog: pipeline.catalog,
    take({ passed, at, opened, records, heldTimes = [], isBehind }) {
      floods = new Map();
      for (const head of opened) if (!inputs.has(head.path)) inputs.set(head.path, pipeline.open(head));
      if (clock.isUnset || !run.hasBegun) setClock(records, at);
      else clock.pass(passed, run.heldTime);
      const waiting = records.map((record) => ({ time: clock.place(record.computer, record.time), record }));
      if (!run.hasBegun) {
        for (const record of records) takeIn(record);
        return isBehind === true ? [] : begin();
      }
      for (const one of waiting) run.queue.push(one);
      hold(heldTimes);
      return advance(Math.min(clock.now() - half, run.heldTime - 1));
    },
    get floods() {
      return floods;
    },
    pending() {
      const ahead = run.queue.flatMap(({ record }) => record.event ?? []);
      const known = new Map(looked.map((one) => [one.id, one]));
      if (ahead.length > 0) for (const one of pipeline.peek(ahead)) known.set(one.id, one);
      return [...known.values()].flatMap((one) =>
        book.hasSaid(one)
          ? []
          : [{ attempt: pipeline.reported(one.judge()), dueAt: dueAt(one, settle - half) }],
      );
    },
    get isUnset() {
      return clock.isUnset;
    },
    get inputs() {
      return [...inputs.keys()];
    },
    end(input, tail) {
      takeUpTo(Infinity);
      inputs.get(input)?.end(tail);
    },
    state: () => ({
      pipeline: pipeline.state(),
      book: book.state,
      hosts: hostBook.state,
      clock: clock.state,
      run,
    }),
    close() {
      const report = pipeline.close();
      looked = pipeline.look().filter(({ isSettled }) => isSettled);
      floods = new Map();
      const hosts = hostBook.next(pipeline.hostCauses(), micros(Infinity));
      return { verdicts: [...say(looked, Infinity), ...hosts], report };
    },
  };
}

const newState = (): Omit<LiveState, 'pipeline'> => ({
  book: noVerdicts(),
  hosts: noHostVerdicts(),
  clock: newClock(),
  run: newRun(),
});
