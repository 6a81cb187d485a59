import { SECOND } from '../model/time.ts';

/**
 * One time for all that comes, whatever the machines' clocks say. It runs with the latest record and with the time that
 * passes; a record that lies where it cannot have been written just now does not move it, but tells how far its machine's
 * clock is off.
 */
export interface ArrivalClock {
  /** No record came yet. */
  readonly isUnset: boolean;
  /** Sets it to the latest of the records that are there when it begins: all of them are taken by their word. */
  begin(latest: number): void;
  /**
   * Says that so much time passed; what comes until this is said again came meanwhile, or was known of before.
   *
   * @param time In microseconds.
   * @param heldTime From this time on records were known of that had not come. Default: none were.
   */
  pass(time: number, heldTime?: number): void;
  /** Gives the time of a record: its own, less what its machine's clock is off by. */
  place(computer: string, time: number): number;
  now(): number;
  /** Says whether a record of that time, by its machine's clock, would be taken by its word. */
  isCredible(time: number): boolean;
  /** By how much a machine's clock was off when it wrote last. */
  offset(computer: string): number;
  /** All it knows, to be made again of. */
  readonly state: ClockState;
}

/** What an arrival clock knows, as plain data. */
export interface ClockState {
  /** The latest record's time; 0: none came. */
  latest: number;
  /** How much time passed since. */
  since: number;
  /** The time had nothing ever been late: what comes after something old may be new. */
  ahead: number;
  /** What comes lies between these, unless it is late or its clock is off. */
  from: number;
  to: number;
  /** By machine; who is not in it is right. */
  readonly offsets: Map<string, number>;
}

/** However short the time to settle is: no two clocks agree to the second. */
const LEAST_TOLERANCE = 10 * SECOND;

/** Records are this late as a rule, and need not be waited for as if it were later than it is. */
const USUAL_DELAY = SECOND;

export const newClock = (): ClockState => ({
  latest: 0,
  since: 0,
  ahead: 0,
  from: 0,
  to: 0,
  offsets: new Map(),
});

/** Makes a clock; a record may be as late, or ahead, as is waited for. */
export function createArrivalClock(lateness: number, state: ClockState = newClock()): ArrivalClock {
  const tolerance = Math.max(lateness, LEAST_TOLERANCE);
  const now = (): number => state.latest + state.since;
  const isCredible = (time: number): boolean => time >= state.from && time <= state.to;
  const placeOf = (computer: string, time: number): number => {
    const { offsets } = state;
    if (isCredible(time)) {
      offsets.delete(computer);
      return time;
    }
    const known = offsets.get(computer);
    if (known !== undefined && isCredible(time - known)) return time - known;
    offsets.set(computer, time - now());
    return now();
  };
  return {
    get isUnset() {
      return state.latest === 0;
    },
    begin(latest) {
      Object.assign(state, { latest, since: 0, ahead: latest, from: -Infinity, to: latest });
    },
    pass(time, heldTime = Infinity) {
      state.from = Math.min(now() - tolerance, heldTime);
      state.ahead = Math.max(state.ahead, now()) + time;
      state.since += time;
      state.to = state.ahead + tolerance;
    },
    place(computer, time) {
      const placed = placeOf(computer.toLowerCase(), time);
      if (placed > state.latest) {
        state.since = Math.min(Math.max(0, now() - placed), USUAL_DELAY);
        state.latest = placed;
      }
      return placed;
    },
    now,
    isCredible,
    offset: (computer) => state.offsets.get(computer.toLowerCase()) ?? 0,
    state,
  };
}
