import { signedDuration } from '../model/signed-duration.ts';

/**
 * Says by how much a clock was set: `-10 h 00 min 02 s`. Newer Windows writes the times before and after as instants; older writes
 * local dates and times in the system's words, of which only the difference means anything to a reader elsewhere.
 */
export function clockStep(values: readonly string[], writtenAt: number): string | undefined {
  const half = values.length / 2;
  const before = instantOf(values.slice(0, half));
  const after = instantOf(values.slice(half));
  // The record is of the moment after: another reading of the date, such as day for month, is far from it.
  if (before === undefined || after === undefined || Math.abs(after - writtenAt / 1000) > ZONES)
    return undefined;
  return signedDuration((after - before) * 1000);
}

/** No zone is farther from UTC, in milliseconds. */
const ZONES = 15 * 3_600_000;

/** Milliseconds; of a local time as if it were UTC. Its invisible marks of direction are not read. */
function instantOf(parts: readonly string[]): number | undefined {
  const text = parts.join(' ').replaceAll(/[\u200e\u200f]/g, '');
  const time = Date.parse(/\d[Tt ]\d.*[Zz]$/.test(text) ? text : `${text} UTC`);
  return Number.isNaN(time) ? undefined : time;
}
