import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import { createSlimmer } from './slim-attempt.ts';

/** An attempt as it is held: whole, or without its records once there are too many. */
export interface KeptAttempt {
  one: DiagnosedAttempt;
  isWhole: boolean;
  /** It is not counted any more, and may be let go by who has it. */
  isForgotten?: true;
}

/** Holds so many attempts with their records, and all others without: a flood must not fill the memory. */
export interface AttemptKeeper {
  keep(diagnosed: DiagnosedAttempt): KeptAttempt;
  /** All it knows, to be made again of. */
  readonly state: KeeperState;
}

/** What a keeper knows, as plain data; the attempts in it are those that it gave. */
export interface KeeperState {
  /** Those of which something came last are the last. */
  readonly groups: Map<string, Group>;
  whole: number;
  allowed: number;
  /** Those without records, the oldest first, where there may be only so many. */
  slim: KeptAttempt[];
  forgotten: number;
}

/** A report of more attempts is read by nobody one by one. */
const MOST_WHOLE = 20_000;

/** Of every group the first and the last stay whole, however many groups there are, unless others are forgotten. */
const LEAST = 2;

/** Attempts of one host that came to the same: the first and the latest of them stay whole. */
interface Group {
  readonly first: KeptAttempt[];
  /** The oldest of the latest is at `from`. */
  readonly latest: KeptAttempt[];
  from: number;
}

/**
 * Makes a keeper. All groups may hold the same number, which shrinks as more attempts come: a rare failure stays whole
 * beside any flood.
 *
 * @param mostSlim Of attempts without records half are forgotten when there are twice as many; then no more are whole than
 *   `mostWhole`, however many groups there are.
 */
export function createAttemptKeeper(
  mostWhole: number = MOST_WHOLE,
  state: KeeperState = { groups: new Map(), whole: 0, allowed: mostWhole, slim: [], forgotten: 0 },
  mostSlim: number = Infinity,
): AttemptKeeper {
  const { groups } = state;
  const slim = createSlimmer(mostSlim === Infinity ? undefined : mostSlim);

  const forget = (oldest: readonly KeptAttempt[]): void => {
    for (const kept of oldest) kept.isForgotten = true;
    state.forgotten += oldest.length;
  };
  const strip = (kept: KeptAttempt): void => {
    kept.one = slim(kept.one);
    kept.isWhole = false;
    state.whole--;
    if (mostSlim === Infinity) return;
    state.slim.push(kept);
    if (state.slim.length > 2 * mostSlim) forget(state.slim.splice(0, mostSlim));
  };
  const trim = (group: Group): void => {
    const half = Math.ceil(state.allowed / 2);
    while (group.latest.length - group.from > 0 && group.first.length < half) {
      const next = group.latest[group.from++];
      if (next) group.first.push(next);
    }
    while (group.first.length > half) {
      const last = group.first.pop();
      if (last) strip(last);
    }
    while (group.latest.length - group.from > state.allowed - half) {
      const oldest = group.latest[group.from++];
      if (oldest) strip(oldest);
    }
    if (group.from > group.latest.length / 2) {
      group.latest.splice(0, group.from);
      group.from = 0;
    }
  };

  /** A tenth fewer in each group, so that it is not done for every attempt. */
  const shrink = (): void => {
    state.allowed = Math.max(LEAST, Math.floor(state.allowed * 0.9));
    for (const group of groups.values()) trim(group);
    if (state.whole > mostWhole && state.allowed > LEAST) shrink();
  };
  /** Of too many groups those are given up of which nothing came for longest. */
  const giveUp = (): void => {
    for (const [key, { first, latest, from }] of groups) {
      if (state.whole <= mostWhole) return;
      for (const kept of [...first, ...latest.slice(from)]) strip(kept);
      groups.delete(key);
    }
  };

  return {
    keep(diagnosed) {
      const kept = { one: diagnosed, isWhole: true };
      const key = groupKey(diagnosed);
      const group = groups.get(key) ?? { first: [], latest: [], from: 0 };
      groups.delete(key);
      groups.set(key, group);
      group.latest.push(kept);
      state.whole++;
      trim(group);
      if (state.whole > mostWhole && state.allowed > LEAST) shrink();
      if (state.whole > mostWhole && mostSlim < Infinity) giveUp();
      return kept;
    },
    state,
  };
}

const groupKey = ({ attempt, diagnosis }: DiagnosedAttempt): string =>
  `${attempt.host}|${attempt.outcome}|${diagnosis?.cause ?? ''}`;
