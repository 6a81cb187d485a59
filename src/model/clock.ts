import type { Event } from './event.ts';
import type { Micros } from './time.ts';

/** One setting of a machine's clock. */
export interface ClockStep {
  /** What the clock read before it was set, and after. */
  readonly before: Micros;
  readonly after: Micros;
  /** Windows wrote down by how much; else the records alone show that time ran back, by at least this. */
  readonly isRecorded: boolean;
  /** The record that says so, or the first one after the step. */
  readonly event: Event;
}

/** How two machines' clocks differ, by the tries that both logged. */
export interface ClockLink {
  readonly host: string;
  readonly against: string;
  /** By how much the host's clock is ahead of the other's, in microseconds. */
  readonly ahead: number;
  /** How many tries say so. */
  readonly tries: number;
  readonly isSure: boolean;
}
