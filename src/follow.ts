import { setTimeout as wait } from 'node:timers/promises';
import { builtInPacks } from './analyze.ts';
import { findLogs } from './input/find-logs.ts';
import { followFile } from './input/follow-file.ts';
import { isArchiveName } from './input/log-kind.ts';
import type { FindSources, FollowNote, FoundSource, LiveSource } from './input/live-source.ts';
import { createLiveEngine, type LiveEngine, type LiveInput, type SavedLive } from './live/live-engine.ts';
import { createSeenRecords, type SeenRecords } from './live/seen-records.ts';
import type { Report } from './model/report.ts';
import { micros, MILLISECOND } from './model/time.ts';
import type { Verdict } from './model/verdict.ts';
import { channelOfFile } from './normalize/channels.ts';
import type { Pack } from './packs/pack.ts';
import { version } from './version.ts';

export type { ChannelNote, FindSources, FollowNote } from './input/live-source.ts';
export { openVerdictLog, StateError } from './input/verdict-log.ts';
export type { VerdictLog, VerdictLogPlaces } from './input/verdict-log.ts';
export type { SavedLive } from './live/live-engine.ts';

export interface FollowOptions {
  /** Default: the patterns that ship with the program. */
  readonly packs?: readonly Pack[];
  /** An attempt is judged so many milliseconds after its latest record. Default: 30,000; Windows writes its files late. */
  readonly settleMs?: number;
  /** Milliseconds between two looks. Default: 500. */
  readonly pollMs?: number;
  /** Ends the following; what is known then is the report. */
  readonly signal?: AbortSignal;
  /** Go on where an earlier run ended, as `onLook` had saved it. */
  readonly resume?: SavedLive;
  /** What is not due when it ends is left to the run that goes on. Default: it is judged as it stands. */
  readonly willResume?: boolean;
  readonly onVerdicts: (verdicts: readonly Verdict[]) => void;
  /** Is told after every look, when its verdicts were given. */
  readonly onLook?: (save: () => SavedLive) => void;
  readonly onNote?: (source: string, note: FollowNote) => void;
}

interface Followed {
  readonly source: LiveSource;
  readonly input: LiveInput;
}

const SETTLE_MS = 30_000;
const POLL_MS = 500;
/** New files are looked for at every so many looks. */
const LOOKS_PER_SEARCH = 10;

/** Follows what is found as it grows; ends when it is told to, with the report of all that was seen. */
export async function follow(find: FindSources, options: FollowOptions): Promise<Report> {
  const { pollMs = POLL_MS, signal } = options;
  const follower = createFollower(find, options);
  for (let isOver = false; !isOver; isOver = signal?.aborted === true) {
    follower.look(performance.now());
    await wait(pollMs, undefined, signal ? { signal } : {}).catch(() => {});
  }
  return follower.end();
}

/** Finds logs among files and in folders. */
export const logFiles =
  (paths: readonly string[]): FindSources =>
  () =>
    findLogs(paths)
      .files.filter((path) => !isArchiveName(path))
      .map((path) => ({ name: path, open: (sink) => followFile(path, sink) }));

/** Follows step by step, for who has a clock of their own. */
export interface Follower {
  /**
   * Gives the verdicts that fell due by now.
   *
   * @param at Milliseconds of a clock that runs on.
   */
  look(at: number): void;
  /** Takes what is there as the end of all logs. */
  end(): Report;
}

/** Makes a follower; nothing is read before its first look. */
export function createFollower(find: FindSources, options: Omit<FollowOptions, 'signal'>): Follower {
  const { settleMs = SETTLE_MS, packs = builtInPacks() } = options;
  const { resume } = options;
  const engine = createLiveEngine({
    version,
    packs,
    settle: settleMs * MILLISECOND,
    ...(resume && { resume }),
  });
  const around = { engine, seen: createSeenRecords(), clock: createArrivalClock(), options };
  const followed = new Map<string, Followed>();
  let looks = 0;
  let hasBegun = false;
  const say = (verdicts: readonly Verdict[]): void => {
    if (verdicts.length > 0) options.onVerdicts(verdicts);
  };
  const search = (): void => {
    for (const found of find()) {
      if (!followed.has(found.name)) followed.set(found.name, followOne(found, around));
    }
  };
  return {
    look(at) {
      if (looks % LOOKS_PER_SEARCH === 0) search();
      for (const { source } of followed.values()) source.poll();
      looks++;
      if (!hasBegun && [...followed.values()].some(({ source }) => source.isCatchingUp === true)) return;
      if (!hasBegun) say(engine.begin());
      hasBegun = true;
      say(engine.advance(micros(Math.min(around.clock.now(at), ...heldTimes(followed)))));
      options.onLook?.(engine.save);
    },
    end() {
      for (const { source, input } of followed.values()) {
        source.end();
        input.end({ format: source.format, bytes: source.size, state: 'live' });
      }
      const { verdicts, report } = engine.close();
      if (options.willResume !== true) say(verdicts);
      return report;
    },
  };
}

/** Before these every log has shown all it has. */
const heldTimes = (followed: ReadonlyMap<string, Followed>): number[] =>
  [...followed.values()].flatMap(({ source: { heldTime } }) =>
    heldTime === undefined ? [] : [heldTime - 1],
  );

interface Around {
  readonly engine: LiveEngine;
  readonly seen: SeenRecords;
  readonly clock: ArrivalClock;
  readonly options: FollowOptions;
}

function followOne(found: FoundSource, { engine, seen, clock, options }: Around): Followed {
  const { name } = found;
  const channel = channelOfFile(name);
  const input = engine.open({ path: name, ...(channel === undefined ? {} : { channel }) });
  // A reader shows every record just before it gives its event.
  let shown: { readonly recordId: number; readonly time: number } | undefined;
  const source = found.open({
    asked: {
      want: engine.wants,
      observe(computer, logChannel, recordId, time) {
        const isNew = seen.isNew(computer, logChannel, recordId, time);
        shown = isNew ? { recordId, time } : undefined;
        if (!isNew) return;
        clock.see(time);
        input.observe(computer, logChannel, recordId, time);
      },
    },
    event(event) {
      if (shown?.recordId === event.recordId && shown.time === event.time) input.push(event);
    },
    note: (note) => options.onNote?.(name, note),
  });
  return { source, input };
}

/** Tells the time by the logs' own clock: that of the latest record, and as much as has passed since it came. */
interface ArrivalClock {
  see(time: number): void;
  /**
   * Gives microseconds, as records have them.
   *
   * @param at Milliseconds of a clock that runs on.
   */
  now(at: number): number;
}

function createArrivalClock(): ArrivalClock {
  let latest = 0;
  let cameAt = 0;
  let isNews = false;
  return {
    see(time) {
      if (time <= latest) return;
      latest = time;
      isNews = true;
    },
    now(at) {
      if (isNews) cameAt = at;
      isNews = false;
      return latest + (at - cameAt) * MILLISECOND;
    },
  };
}
