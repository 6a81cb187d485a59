import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { builtInPacks } from './analyze.ts';
import { POLL_MS } from './follow-files.ts';
import { createGathering, sinkOf } from './follow-intake.ts';
import { createFollowedSources } from './follow-sources.ts';
import type { EndSignal } from './input/end-signal.ts';
import type { FindSources, FollowNote } from './input/live-source.ts';
import type { Intake } from './live/intake.ts';
import { createLiveEngine, type LiveState, type OpenAttempt } from './live/live-engine.ts';
import { createSeenRecords, type SeenState } from './live/seen-records.ts';
import type { Report } from './model/report.ts';
import { MILLISECOND } from './model/time.ts';
import type { StatedSymptom } from './model/symptom.ts';
import type { Flood, LiveVerdict } from './model/verdict.ts';
import type { Pack } from './packs/pack.ts';
import type { Redactor } from './redact/redactor.ts';
import { version } from './version.ts';

export type { ChannelNote, FindSources, FollowNote } from './input/live-source.ts';
export { logFiles, missingPaths, pollInterval } from './follow-files.ts';
export { isStream } from './input/follow-stream.ts';
export { openVerdictLog, StateError } from './input/verdict-log.ts';
export type { VerdictLog, VerdictLogPlaces } from './input/verdict-log.ts';
export type { OpenAttempt } from './live/live-engine.ts';
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
  /** What time it is, in milliseconds since 1970: a machine whose clock is ahead of it must not set the time. Default: nobody says. */
  readonly wallClock?: () => number;
  /** Ends the following; what is known then is the report. */
  readonly signal?: EndSignal;
  /** Go on where an earlier run ended. */
  readonly resume?: EarlierRun;
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
  readonly onVerdicts: (verdicts: readonly LiveVerdict[], floods: ReadonlyMap<string, Flood>) => void;
  /** Is told what a look found, before anything is made of it. */
  readonly onStep?: (step: FollowStep) => void;
  /** Is told after every look, when its verdicts were given. */
  readonly onLook?: (state: () => FollowState, standing: Standing) => void;
  readonly onNote?: (source: string, note: FollowNote) => void;
}

/** How the following stands. */
export interface Standing {
  /** Logs that are followed. */
  readonly sources: number;
  /** Which part of what was there before is read; 1: all of it. */
  readonly read: number;
  /** New records so far. */
  readonly records: number;
  /** When the latest of them was written, in microseconds; undefined: there was none. */
  readonly latest: number | undefined;
  /** The attempts that are not judged yet; finding them costs as much as a look. */
  readonly pending: () => readonly OpenAttempt[];
}

/** What one look found; the same steps give the same verdicts. */
export interface FollowStep {
  readonly intake: Intake;
  /** Where sources stand that were moved by it, by name. */
  readonly cursors: readonly (readonly [source: string, cursor: string])[];
  /** Sources, by name, that have another log since. */
  readonly remade: readonly string[];
}

/** All that a run knows, as plain data; what is shared within it is shared again. */
export interface FollowState {
  readonly live: LiveState;
  readonly seen: SeenState;
  readonly cursors: Map<string, string>;
  /** How often sources, by name, had another log: its ids count anew. */
  readonly lives: Map<string, number>;
}

/** Where an earlier run ended. */
interface EarlierRun {
  /** Absent: the steps are all there is. */
  readonly state?: FollowState;
  /** What it found since, in order. What came of the last one is said again: it may not have been said. */
  readonly steps: readonly FollowStep[];
  /** Milliseconds since its last look. */
  readonly away: number;
}

const SETTLE_MS = 30_000;
/** What is held at most: a look costs as much. */
const liveBounds = {
  heldEvents: 20_000,
  listedAttempts: 2000,
  countedAttempts: 2000,
  listedRecords: 200,
  coveredRanges: 1000,
};
/** New files are looked for this often at least, in milliseconds; sooner where their records would be late. */
const SEARCH_MS = 5000;
/** So many bytes of what was there before are read in one look: who does not want to wait for all of it is heard between two. */
const PORTION = 8 * 1024 * 1024;

/** Follows what is found as it grows; ends when it is told to, with the report of all that was seen. */
export async function follow(find: FindSources, options: FollowOptions): Promise<Report> {
  const { pollMs = POLL_MS, signal } = options;
  const follower = createFollower(find, options);
  for (;;) {
    follower.look(performance.now());
    if (signal?.aborted === true || follower.isOver) break;
    if (follower.isReading) await turn();
    else await wait(pollMs, undefined, signal ? { signal } : {}).catch(() => {});
  }
  return follower.end();
}

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
  /** What was there before is not read to its end yet: another look is due at once. */
  readonly isReading: boolean;
  /** Takes what is there as the end of all logs. Where they were not read to their ends, no verdict is given of a part. */
  end(): Report;
}

/** Makes a follower; nothing is read before its first look. */
export function createFollower(find: FindSources, options: Omit<FollowOptions, 'signal'>): Follower {
  const {
    settleMs = SETTLE_MS,
    packs = builtInPacks(),
    resume,
    symptom,
    redactor,
    foldFloods,
    fromNow,
  } = options;
  const { live: state, seen: seenState } = resume?.state ?? {};
  const { cursors, lives } = resume?.state ?? { cursors: new Map(), lives: new Map() };
  const settle = settleMs * MILLISECOND;
  const engine = createLiveEngine({
    version,
    packs,
    settle,
    ...liveBounds,
    ...(state && { state }),
    ...(symptom && { symptom }),
    ...(redactor && { redactor }),
    ...(foldFloods && { foldFloods }),
    ...(fromNow && { fromNow }),
  });
  const seen = createSeenRecords(seenState);
  const gathered = createGathering();
  const { catalog } = engine;
  const sources = createFollowedSources(find, (name) => {
    gathered.open(name);
    return sinkOf(name, { seen, gathered, lives, catalog, onNote: options.onNote });
  });
  let searchedAt = -Infinity;
  let lookedAt: number | undefined;
  /** Gives what is to be said of a step: the same, whether it is taken for the first time or gone through again. */
  const take = ({ intake, cursors: moved, remade }: FollowStep): readonly LiveVerdict[] => {
    for (const [name, cursor] of moved) cursors.set(name, cursor);
    for (const name of remade) lives.set(name, (lives.get(name) ?? 0) + 1);
    return engine.take(intake);
  };
  const say = (verdicts: readonly LiveVerdict[]): void => {
    if (verdicts.length > 0) options.onVerdicts(verdicts, engine.floods);
  };
  const goOn = (steps: readonly FollowStep[]): void => {
    for (const [i, step] of steps.entries()) {
      for (const record of step.intake.records) seen.recall(record);
      const verdicts = take(step);
      if (i === steps.length - 1) say(verdicts);
    }
  };
  /** What came since the last look. */
  const intakeOf = (passed: number, isBehind: boolean, heldTimes: readonly number[]): Intake => ({
    ...gathered.take(passed, heldTimes),
    ...((!engine.hasBegun || engine.isUnset) &&
      options.wallClock && { at: options.wallClock() * MILLISECOND }),
    ...(isBehind && { isBehind }),
  });
  const standing = (): Standing => ({
    sources: sources.count,
    read: 1 - sources.unread / Math.max(1, sources.size),
    records: gathered.records,
    latest: gathered.latest,
    pending: () => engine.pending(),
  });
  return {
    get isOver() {
      return sources.isOver;
    },
    get isReading() {
      return sources.unread > 0;
    },
    look(at) {
      if (lookedAt === undefined) goOn(resume?.steps ?? []);
      if (at - searchedAt >= Math.min(SEARCH_MS, settleMs / 6)) {
        sources.search(cursors);
        searchedAt = at;
      }
      sources.poll({ left: engine.hasBegun ? Infinity : PORTION });
      const passed = (lookedAt === undefined ? (resume?.away ?? 0) : at - lookedAt) * MILLISECOND;
      lookedAt = at;
      const intake = intakeOf(passed, !engine.hasBegun && sources.isBehind, sources.heldTimes);
      const step = { intake, cursors: sources.moved(cursors), remade: gathered.remade() };
      options.onStep?.(step);
      say(take(step));
      options.onLook?.(() => ({ live: engine.state(), seen: seen.state, cursors, lives }), standing());
    },
    end() {
      const isBehind = sources.unread > 0;
      const isSilent = options.willResume === true || isBehind;
      sources.end();
      const last = take({ intake: intakeOf(0, isBehind, []), cursors: [], remade: [] });
      if (!isSilent) say(last);
      for (const name of engine.inputs) {
        const { format = 'unknown', size: bytes = 0 } = sources.read(name) ?? {};
        engine.end(name, { format, bytes, state: 'live' });
      }
      const { verdicts, report } = engine.close();
      if (!isSilent) say(verdicts);
      return report;
    },
  };
}
