import type { Micros } from './time.ts';

/** A run of record ids without a gap, inclusive, with the times of its ends. */
export interface RecordRange {
  readonly first: number;
  readonly last: number;
  readonly firstTime: Micros;
  readonly lastTime: Micros;
}

export type CoverageState = 'seen' | 'empty' | 'missing' | 'cleared' | 'denied';

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
}

/** One input as the analysis saw it. */
export interface InputFacts {
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly state: string;
  readonly sha256?: string;
}
