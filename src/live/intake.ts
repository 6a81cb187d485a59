import type { Event } from '../model/event.ts';
import type { InputHead } from '../pipeline.ts';

/** A record as it came, wanted or not: what a log covers is worked out from all. */
export interface IntakeRecord {
  /** The path of its input. */
  readonly input: string;
  readonly computer: string;
  readonly channel: string;
  /** 0: its form has none. */
  readonly recordId: number;
  /** By its machine's clock. */
  readonly time: number;
  /** What it means, where it means something. */
  event?: Event;
  /** What a record without an id is known by. */
  keys?: readonly number[];
}

/** All that came between two looks, as plain data: what is made of it depends on nothing else. */
export interface Intake {
  /** Microseconds since the look before. */
  readonly passed: number;
  /** What time it is where the logs are followed, in microseconds since 1970. Default: nobody says. */
  readonly at?: number;
  /** Inputs that were not there before. */
  readonly opened: readonly InputHead[];
  readonly records: readonly IntakeRecord[];
  /** Of each log that has a record which it did not give yet: when the first such record was written, by its machine's clock. */
  readonly heldTimes?: readonly number[];
  /** More of what was there before the following comes. Default: false. */
  readonly isBehind?: boolean;
}
