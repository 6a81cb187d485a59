import type { Attempt } from '../model/attempt.ts';
import type { ChannelCoverage, CoverageView } from '../model/coverage.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import { areSame } from '../model/once-each.ts';
import { attemptDiagnosis, type DiagnoseAttempt } from './diagnose-attempt.ts';
import type { EventIndex } from './event-index.ts';
import type { PatternIndex } from './pattern-index.ts';
import type { Surroundings } from './surroundings.ts';

/** All machines as they stand at one look. */
interface Scene {
  readonly seen: Pick<CoverageView, 'rows' | 'rowsOf'>;
  /** The events of a machine; another list where anything came of it, or its clock was set. */
  readonly indexOf: (host: string) => EventIndex | undefined;
}

/** Remembers how attempts were judged, for those who look again and again while little changes. */
export interface JudgementMemory {
  /**
   * Gives what was said of an attempt before, unless a machine that was asked then has changed.
   *
   * @param around Of one host; it knows no more than the scene.
   */
  diagnosis(patterns: PatternIndex, around: Surroundings, scene: Scene): DiagnoseAttempt;
}

interface Remembered {
  readonly diagnosed: DiagnosedAttempt;
  /** How many channels of all machines were seen. */
  readonly channels: number;
  readonly asked: readonly Asked[];
}

/** A machine that was asked for something, as it stood then. */
interface Asked {
  readonly host: string;
  readonly index: EventIndex | undefined;
  readonly rows: readonly ChannelCoverage[];
}

/** Makes a memory; attempts that nobody holds any more are forgotten. */
export function createJudgementMemory(): JudgementMemory {
  const known = new WeakMap<Attempt, Remembered>();
  const holds = ({ channels, asked }: Remembered, { seen, indexOf }: Scene): boolean =>
    channels === seen.rows.length &&
    asked.every(({ host, index, rows }) => index === indexOf(host) && areSame(rows, seen.rowsOf(host)));
  return {
    diagnosis(patterns, around, scene) {
      const asked = new Set<string>();
      const diagnose = attemptDiagnosis(patterns, askedFor(around, asked));
      return (attempt) => {
        const before = known.get(attempt);
        if (before && holds(before, scene)) return before.diagnosed;
        asked.clear();
        asked.add(attempt.host);
        const diagnosed = diagnose(attempt);
        known.set(attempt, {
          diagnosed,
          channels: scene.seen.rows.length,
          asked: Array.from(asked, (host) => ({
            host,
            index: scene.indexOf(host),
            rows: scene.seen.rowsOf(host),
          })),
        });
        return diagnosed;
      };
    },
  };
}

/** Notes which machines are asked for something; that another one logs a channel at all is no word of any. */
const askedFor = (around: Surroundings, asked: Set<string>): Surroundings => ({
  ...around,
  wasSeen(host, channel, time, until) {
    asked.add(host);
    return around.wasSeen(host, channel, time, until);
  },
  ofMachine(machine) {
    asked.add(machine);
    return around.ofMachine?.(machine);
  },
});
