import { setTimeout as wait } from 'node:timers/promises';
import { builtInPacks } from './analyze.ts';
import { findLogs, type InputFault } from './input/find-logs.ts';
import { followPath } from './input/follow-stream.ts';
import { isArchiveName } from './input/log-kind.ts';
import type { FindSources, FollowNote, FoundSource, LiveSource } from './input/live-source.ts';
import { isOnNetwork } from './input/network-path.ts';
import {
  createLiveEngine,
  type LiveEngine,
  type LiveInput,
  type OpenAttempt,
  type SavedLive,
} from './live/live-engine.ts';
import { createSeenRecords, type SeenRecords } from './live/seen-records.ts';
import type { Report } from './model/report.ts';
import { micros, MILLISECOND } from './model/time.ts';
import type { StatedSymptom } from './model/symptom.ts';
import type { Flood, Verdict } from './model/verdict.ts';
import { channelOfFile } from './normalize/channels.ts';
import type { Pack } from './packs/pack.ts';
import type { Redactor } from './redact/redactor.ts';
import { version } from './version.ts';

export type { ChannelNote, FindSources, FollowNote } from './input/live-source.ts';
export { isStream } from './input/follow-stream.ts';
export { openVerdictLog, StateError } from './input/verdict-log.ts';
export type { VerdictLog, VerdictLogPlaces } from './input/verdict-log.ts';
export type { OpenAttempt, SavedLive } from './live/live-engine.ts';
export { createProgramQueue } from './input/program-queue.ts';
export { createBoardKeeper } from './live/live-board.ts';
export { createFloodFold } from './live/flood-fold.ts';

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
  /** What the person saw; heads the report. */
  readonly symptom?: StatedSymptom;
  /** Puts pseudonyms into the records before anything is made of them. Default: none. */
  readonly redactor?: Redactor;
  /** Say nothing of what was there at the start, unless it changes. Default: false. */
  readonly fromNow?: boolean;
  /** Find out which verdicts are part of a flood. Default: false. */
  readonly foldFloods?: boolean;
  /** Those that are part of a flood are among `floods`, by their ids. */
  readonly onVerdicts: (verdicts: readonly Verdict[], floods: ReadonlyMap<string, Flood>) => void;
  /** Is told after every look, when its verdicts were given. */
  readonly onLook?: (save: () => SavedLive, standing: Standing) => void;
  readonly onNote?: (source: string, note: FollowNote) => void;
}

/** How the following stands. */
export interface Standing {
  /** Logs that are followed. */
  readonly sources: number;
  /** New records so far. */
  readonly records: number;
  /** When the latest of them was written, in microseconds; undefined: there was none. */
  readonly latest: number | undefined;
  /** The attempts that are not judged yet; finding them costs as much as a look. */
  readonly pending: () => readonly OpenAttempt[];
}

interface Followed {
  readonly source: LiveSource;
  readonly input: LiveInput;
}

const SETTLE_MS = 30_000;
const POLL_MS = 500;
const NETWORK_POLL_MS = 2000;
/** New files are looked for at every so many looks. */
const LOOKS_PER_SEARCH = 10;

/** Follows what is found as it grows; ends when it is told to, with the report of all that was seen. */
export async function follow(find: FindSources, options: FollowOptions): Promise<Report> {
  const { pollMs = POLL_MS, signal } = options;
  const follower = createFollower(find, options);
  for (;;) {
    follower.look(performance.now());
    if (signal?.aborted === true || follower.isOver) break;
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
      .map((path) => ({ name: path, open: (sink) => followPath(path, sink) }));

/** The paths that give nothing to follow yet, with why. */
export const missingPaths = (paths: readonly string[]): readonly InputFault[] => findLogs(paths).faults;

/** How often logs in these places are looked at, in milliseconds: on another machine's disk every look has its price. */
export const pollInterval = (paths: readonly string[]): number =>
  paths.some(isOnNetwork) ? NETWORK_POLL_MS : POLL_MS;

/** Follows step by step, for who has a clock of their own. */
export interface Follower {
  /**
   * Gives the verdicts that fell due by now.
   *
   * @param at Milliseconds of a clock that runs on.
   */
  look(at: number): void;
  /** Every log has come to an end of its own: nothing will ever come any more. */
  readonly isOver: boolean;
  /** Takes what is there as the end of all logs. */
  end(): Report;
}

/** Makes a follower; nothing is read before its first look. */
export function createFollower(find: FindSources, options: Omit<FollowOptions, 'signal'>): Follower {
  const { settleMs = SETTLE_MS, packs = builtInPacks() } = options;
  const { resume, symptom, redactor, foldFloods } = options;
  const engine = createLiveEngine({
    version,
    packs,
    settle: settleMs * MILLISECOND,
    ...(resume && { resume }),
    ...(symptom && { symptom }),
    ...(redactor && { redactor }),
    ...(foldFloods && { foldFloods }),
  });
  const around = { engine, seen: createSeenRecords(), clock: createArrivalClock(), options };
  const followed = new Map<string, Followed>();
  let looks = 0;
  const say = (verdicts: readonly Verdict[]): void => {
    if (verdicts.length > 0) options.onVerdicts(verdicts, engine.floods);
  };
  const search = (): void => {
    for (const found of find()) {
      if (!followed.has(found.name)) followed.set(found.name, followOne(found, around));
    }
  };
  let hasBegun = false;
  const begin = (): void => {
    hasBegun = true;
    const verdicts = engine.begin();
    if (options.fromNow !== true) say(verdicts);
  };
  const standing = (): Standing => ({
    sources: followed.size,
    records: around.clock.records,
    latest: around.clock.latest,
    pending: () => engine.pending(),
  });
  return {
    get isOver() {
      return followed.size > 0 && [...followed.values()].every(({ source }) => source.isOver === true);
    },
    look(at) {
      if (looks++ % LOOKS_PER_SEARCH === 0) search();
      for (const { source } of followed.values()) source.poll();
      if (!hasBegun && ![...followed.values()].some(({ source }) => source.isBehind === true)) begin();
      if (hasBegun) say(engine.advance(micros(Math.min(around.clock.now(at), ...heldTimes(followed)))));
      options.onLook?.(engine.save, standing());
    },
    end() {
      if (!hasBegun) begin();
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
  /** How many it was shown. */
  readonly records: number;
  readonly latest: number | undefined;
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
  let records = 0;
  return {
    get records() {
      return records;
    },
    get latest() {
      return records === 0 ? undefined : latest;
    },
    see(time) {
      records++;
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
