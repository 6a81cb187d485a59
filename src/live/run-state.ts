import type { IntakeRecord } from './intake.ts';

/** How far a following has come, beside what its parts know; plain data. */
export interface RunState {
  /** What waits until every input has come that far, by the arrival clock. */
  queue: Waiting[];
  hasBegun: boolean;
  /** Up to here everything was looked at, by the arrival clock. */
  now: number;
  /** How much there was to look at: attempts, and the records of those of machines where something came. */
  worked: number;
  /** Times of the records taken last, as they say. */
  recent: readonly number[];
  /** From this time on records were known of that had not come, at the last look; Infinity: none were. */
  heldTime: number;
  /** At so many looks it was that time. */
  heldLooks: number;
  /** By how much the clocks of machines were off when they wrote what was taken last, by name in lower case. */
  readonly offsets: Map<string, number>;
  /** The latest record of each machine before it began, by name in lower case. */
  readonly latest: Map<string, number>;
  /** Attempts that can still change: when they were first seen as they are. */
  firstSeen: ReadonlyMap<string, Seen>;
}

/** An attempt as it was seen; its times are not in it, for a clock that was set can move them all. */
interface Seen {
  readonly lasted: number;
  readonly records: number;
  readonly at: number;
}

interface Waiting {
  /** By the arrival clock. */
  readonly time: number;
  readonly record: IntakeRecord;
}

export const newRun = (): RunState => ({
  queue: [],
  hasBegun: false,
  now: 0,
  worked: 0,
  recent: [],
  heldTime: Infinity,
  heldLooks: 0,
  offsets: new Map(),
  latest: new Map(),
  firstSeen: new Map(),
});
