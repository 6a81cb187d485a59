import { setTimeout as wait } from 'node:timers/promises';
import { builtInPacks } from './analyze.ts';
import { findLogs } from './input/find-logs.ts';
import { followFile, type FollowedFile, type FollowNote } from './input/follow-file.ts';
import { createLiveEngine, type LiveEngine, type LiveInput } from './live/live-engine.ts';
import { createSeenRecords, type SeenRecords } from './live/seen-records.ts';
import type { Report } from './model/report.ts';
import { micros, MILLISECOND, SECOND } from './model/time.ts';
import type { Verdict } from './model/verdict.ts';
import { channelOfFile } from './normalize/channels.ts';
import type { Pack } from './packs/pack.ts';
import { version } from './version.ts';

export interface FollowOptions {
  /** Default: the patterns that ship with the program. */
  readonly packs?: readonly Pack[];
  /** An attempt is judged so many milliseconds after its latest record. Default: 30,000; Windows writes its files late. */
  readonly settleMs?: number;
  /** Milliseconds between two looks. Default: 500. */
  readonly pollMs?: number;
  /** Ends the following; what is known then is the report. */
  readonly signal?: AbortSignal;
  readonly onVerdict: (verdict: Verdict) => void;
  readonly onNote?: (path: string, note: FollowNote) => void;
}

interface Followed {
  readonly file: FollowedFile;
  readonly input: LiveInput;
  /** Gives the engine what came since the last look. */
  look(): void;
}

const SETTLE_MS = 30_000;
const POLL_MS = 500;
/** New files are looked for at every so many looks. */
const LOOKS_PER_SEARCH = 10;

/** Follows logs and folders of them as they grow; ends when it is told to, with the report of all that was seen. */
export async function follow(paths: readonly string[], options: FollowOptions): Promise<Report> {
  const { settleMs = SETTLE_MS, pollMs = POLL_MS, signal } = options;
  const packs = options.packs ?? builtInPacks();
  const engine = createLiveEngine({ version, packs, settle: settleMs * MILLISECOND });
  const seen = createSeenRecords();
  const followed = new Map<string, Followed>();
  const clock = createArrivalClock();
  const say = (verdicts: readonly Verdict[]): void =>
    verdicts.forEach((verdict) => options.onVerdict(verdict));
  const search = (): void => {
    for (const path of findLogs(paths).files) {
      if (!followed.has(path)) followed.set(path, followOne(path, { engine, seen, clock, options }));
    }
  };
  for (let looks = 0; signal?.aborted !== true; looks++) {
    if (looks % LOOKS_PER_SEARCH === 0) search();
    for (const one of followed.values()) one.look();
    if (looks === 0) say(engine.begin());
    clock.tick(performance.now());
    say(engine.advance(micros(clock.now())));
    await wait(pollMs, undefined, signal ? { signal } : {}).catch(() => {});
  }
  for (const { file, input } of followed.values()) {
    file.end();
    input.end({ format: file.format, bytes: 0, state: 'live' });
  }
  const { verdicts, report } = engine.close();
  say(verdicts);
  return report;
}

interface Around {
  readonly engine: LiveEngine;
  readonly seen: SeenRecords;
  readonly clock: ArrivalClock;
  readonly options: FollowOptions;
}

function followOne(path: string, { engine, seen, clock, options }: Around): Followed {
  const channel = channelOfFile(path);
  const input = engine.open({ path, ...(channel === undefined ? {} : { channel }) });
  const fresh = new Set<string>();
  const file = followFile(path, {
    asked: {
      want: engine.wants,
      observe(computer, logChannel, recordId, time) {
        if (!seen.isNew(computer, logChannel, recordId, time)) return;
        clock.see(time);
        fresh.add(`${recordId} ${time}`);
        input.observe(computer, logChannel, recordId, time);
      },
    },
    event(event) {
      if (fresh.has(`${event.recordId} ${event.time}`)) input.push(event);
    },
    note: (note) => options.onNote?.(path, note),
  });
  return {
    file,
    input,
    look() {
      fresh.clear();
      file.poll();
    },
  };
}

/** Tells the time by the logs' own clock: that of the latest record, and as much as has passed since it came. */
interface ArrivalClock {
  see(time: number): void;
  /** @param at Milliseconds of a clock that runs on. */
  tick(at: number): void;
  /** Microseconds, as records have them. */
  now(): number;
}

function createArrivalClock(): ArrivalClock {
  let latest = 0;
  let cameAt = 0;
  let isNews = false;
  let now = 0;
  return {
    see(time) {
      if (time <= latest) return;
      latest = time;
      isNews = true;
    },
    tick(at) {
      if (isNews) cameAt = at;
      isNews = false;
      now = Math.max(now, latest - SECOND, latest + (at - cameAt) * MILLISECOND - SECOND);
    },
    now: () => now,
  };
}
