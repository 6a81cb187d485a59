import type { ReportAttempt } from './report.ts';
import type { Micros } from './time.ts';

/** What a person sees of logs that are followed, at one moment. */
export interface LiveBoard {
  /** What holds of hosts first, then what is met at the moment, floods last. */
  readonly causes: readonly LiveCause[];
  /** By their start, the newest last; older ones than these are only counted. */
  readonly attempts: readonly LiveAttempt[];
  readonly counts: LiveCounts;
  readonly sources: number;
  /** Of the sources: those that cannot be read at the moment. */
  readonly unreadable: number;
  readonly records: number;
  /** When the latest record was written; undefined: there was none yet. */
  readonly latest?: Micros;
  /** Stretches of records that nobody saw. */
  readonly gaps: number;
  readonly missing: number;
  /** The last things worth a word, the newest last. */
  readonly notes: readonly string[];
}

/** How many attempts came to what. */
export interface LiveCounts {
  readonly failed: number;
  readonly worked: number;
  readonly unclear: number;
  readonly open: number;
  /** Part of a flood. */
  readonly folded: number;
}

/** A cause with how often it was met. */
export interface LiveCause {
  /** null: no cause was found. */
  readonly cause: string | null;
  readonly title: string;
  /** Its attempts are told nowhere else. */
  readonly isFlood: boolean;
  readonly lastHour: number;
  readonly total: number;
  /** Whom it befell: accounts, or addresses where no account is known; the latest first, twenty at most. */
  readonly people: readonly string[];
  /**
   * Hosts of which it holds, the latest first: whether or not anybody tried, where `total` is 0, else by attempts that only
   * together show it. Absent: it is counted by attempts that show it each.
   */
  readonly hosts?: readonly string[];
  readonly lastTime: string;
}

/** One attempt as it stands. */
export interface LiveAttempt {
  readonly attempt: ReportAttempt;
  /** 0: not judged yet. */
  readonly revision: number;
  /** When it will be judged; of one that was judged, undefined. */
  readonly dueAt?: Micros;
  /** It is the one that somebody waits for. */
  readonly isMeant: boolean;
}
