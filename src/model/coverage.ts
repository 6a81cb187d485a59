import type { Micros } from './time.ts';

/** A run of record ids without a gap, inclusive, with the times of its ends. */
export interface RecordRange {
  readonly first: number;
  readonly last: number;
  readonly firstTime: Micros;
  readonly lastTime: Micros;
}

export type CoverageState = 'seen' | 'empty' | 'missing' | 'cleared';

/** Which records of one channel of one host were seen: silence is evidence only inside the ranges. */
export interface ChannelCoverage {
  readonly host: string;
  readonly channel: string;
  readonly state: CoverageState;
  readonly records: number;
  /** Ascending by record id. */
  readonly ranges: readonly RecordRange[];
  readonly firstTime: Micros | undefined;
  readonly lastTime: Micros | undefined;
  /** Some of it is the word of who made a case pack. */
  readonly stated?: true;
}

/** By channel, the first thing that kept a log from being read. */
export type UnreadLogs = ReadonlyMap<string, ReadFault>;

/** What kept a log from being read. */
export interface ReadFault {
  readonly code: string;
  readonly message: string;
}

/** Answers what was seen: the question behind every "there was no such event". */
export interface CoverageView {
  readonly rows: readonly ChannelCoverage[];
  /** Channels of logs that were given, are whole and hold no record. */
  readonly empty: ReadonlySet<string>;
  /** Channels of logs that were given and of which no record could be read, with what was wrong: nothing was seen of them. */
  readonly unread: UnreadLogs;
  /** Those of one host; each stays the same until it says something else. */
  rowsOf(host: string): readonly ChannelCoverage[];
  hasChannel(host: string, channel: string): boolean;
  /** Another machine's log of that channel was seen. */
  readonly hasElsewhere: (host: string, channel: string) => boolean;
  /** Some run of records without a gap covers that time, or all until another; an empty log was seen for all time. */
  readonly wasSeen: (host: string, channel: string, time: Micros, until?: Micros) => boolean;
}
