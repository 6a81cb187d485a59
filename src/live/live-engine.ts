import type { Event } from '../model/event.ts';
import type { Report, ReportAttempt } from '../model/report.ts';
import { micros, SECOND, type Micros } from '../model/time.ts';
import type { Flood, Verdict } from '../model/verdict.ts';
import type { RawEvent } from '../../parsers/raw-event.ts';
import {
  createPipeline,
  type InputHead,
  type InputTail,
  type LookedAttempt,
  type PipelineOptions,
} from '../pipeline.ts';
import { createVerdictBook, dueAt, type SavedBook } from './verdict-book.ts';

export interface LiveOptions extends PipelineOptions {
  /** An attempt is judged when so much time has passed since its latest record: late ones are waited for. */
  readonly settle: number;
  /** Go on where an earlier run ended, with the same logs. */
  readonly resume?: SavedLive;
  /** Find out which verdicts are part of a flood. Default: false; it takes a little time. */
  readonly foldFloods?: boolean;
}

/** Where a run ended, as plain data. */
export interface SavedLive extends SavedBook {
  /** Up to this time everything was looked at. */
  readonly now: Micros;
}

/** A log that grows. */
export interface LiveInput {
  /** Takes a record, wanted or not: what the log covers is worked out from all. */
  readonly observe: (computer: string, channel: string, recordId: number, time: number) => void;
  push(event: RawEvent): void;
  end(tail: InputTail): void;
}

/** Turns records into verdicts as they come. The same records give the same verdicts, in whatever pieces they came. */
export interface LiveEngine {
  readonly wants: (provider: string, eventId: number) => boolean;
  open(head: InputHead): LiveInput;
  /** Says that what came so far was there when the following began: it is taken as a whole, as logs at rest are. */
  begin(): readonly Verdict[];
  /** Says that every input has shown all its records up to this time, and gives the verdicts that fell due. */
  advance(to: Micros): readonly Verdict[];
  readonly save: () => SavedLive;
  /** Those verdicts of the last call, by their ids, that are part of a flood. */
  readonly floods: ReadonlyMap<string, Flood>;
  /** The attempts of which nothing was said yet, as they stand with all that came. */
  pending(): readonly OpenAttempt[];
  /** Takes what is left as the end of all logs. */
  close(): { readonly verdicts: readonly Verdict[]; readonly report: Report };
}

/** A record that waits until every input has come that far. */
interface Waiting {
  readonly time: number;
  readonly take: () => void;
  readonly event?: Event;
}

/** An attempt that is not judged yet. */
export interface OpenAttempt {
  /** As far as is known. */
  readonly attempt: ReportAttempt;
  /** When it will be judged, unless more comes; by the logs' own clock. */
  readonly dueAt: Micros;
}

/** Looking costs as much as is held: with more of it, it is done less often. */
const HELD_PER_TICK = 500;

/** A clock that is set far ahead and back must not make everything in between look over. */
const RECENT = 1000;

/** Makes an engine. It looks at fixed times by the logs' own clock, never by how they happened to be read. */
export function createLiveEngine({ settle, resume, foldFloods, ...options }: LiveOptions): LiveEngine {
  const pipeline = createPipeline({ ...options, watch: true });
  const book = createVerdictBook(settle, resume);
  let queue: Waiting[] = [];
  let hasBegun = false;
  let recent: readonly number[] = [];
  let now = 0;
  let held = 0;

  let looked: readonly LookedAttempt[] = [];
  let floods = new Map<string, Flood>();

  const add = (time: number, take: () => void, event?: Event): void => {
    if (hasBegun || (resume && time > resume.now)) {
      queue.push({ time, take, ...(event && { event }) });
      return;
    }
    if (time > now) now = time;
    take();
  };
  const takeUpTo = (time: number): void => {
    const later = queue.findIndex((one) => one.time > time);
    const due = later === -1 ? queue : queue.slice(0, later);
    queue = later === -1 ? [] : queue.slice(later);
    for (const { take } of due) take();
    recent = [...recent, ...due.map((one) => one.time)].slice(-RECENT);
  };
  /** What came is looked at when the first of it may fall due. */
  const nextTick = (): number => {
    const step = SECOND * Math.max(1, Math.ceil(held / HELD_PER_TICK));
    const due = Math.min(book.nextDue, (queue[0]?.time ?? Infinity) + settle);
    return Math.max(Math.ceil(due / step), Math.floor(now / step) + 1) * step;
  };
  const say = (at: number): readonly Verdict[] => {
    const verdicts = book.next(looked, micros(at));
    if (foldFloods !== true || verdicts.length === 0) return verdicts;
    const found = pipeline.floods();
    for (const { verdictId } of verdicts) {
      const flood = found.get(verdictId);
      if (flood) floods.set(verdictId, flood);
    }
    return verdicts;
  };
  const look = (): readonly Verdict[] => {
    looked = pipeline.look();
    held = looked.reduce((sum, { attempt }) => sum + attempt.events.length, 0);
    return say(now);
  };

  return {
    wants: (provider, eventId) => pipeline.catalog.wants(provider, eventId),
    open(head) {
      const input = pipeline.open(head);
      return {
        observe(...record) {
          add(record[3], () => input.observe(...record));
        },
        push(raw) {
          const event: Event | undefined = pipeline.catalog.normalize(raw, head.path);
          if (event) add(raw.time, () => input.adopt({ events: [event], runs: [] }), event);
        },
        end: (tail) => input.end(tail),
      };
    },
    begin() {
      hasBegun = true;
      if (resume) now = resume.now;
      return look();
    },
    advance(to) {
      floods = new Map();
      queue.sort((a, b) => a.time - b.time);
      const verdicts: Verdict[] = [];
      for (let tick = nextTick(); tick <= to; tick = nextTick()) {
        now = tick;
        takeUpTo(tick);
        pipeline.settle(micros(recent.reduce((least, time) => Math.min(least, time), tick)));
        verdicts.push(...look());
      }
      return verdicts;
    },
    get floods() {
      return floods;
    },
    pending() {
      const ahead = queue.flatMap(({ event }) => event ?? []);
      const known = new Map(looked.map((one) => [one.attempt.id, one]));
      if (ahead.length > 0) for (const one of pipeline.peek(ahead)) known.set(one.attempt.id, one);
      return [...known.values()].flatMap((one) =>
        book.hasSaid(one) ? [] : [{ attempt: one.attempt, dueAt: dueAt(one, settle) }],
      );
    },
    save: () => ({ now: micros(now), ...book.save() }),
    close() {
      takeUpTo(Infinity);
      const report = pipeline.close();
      looked = pipeline.look().filter(({ isSettled }) => isSettled);
      floods = new Map();
      return { verdicts: say(Infinity), report };
    },
  };
}
