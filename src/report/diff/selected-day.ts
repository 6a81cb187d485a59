import type { AttemptSelector } from '../../model/report-diff.ts';
import { zonedClock } from '../in-zone.ts';

/** The day, `2026-11-20`, on which a time of a report is. */
export type DayOf = (iso: string) => string;

/** By the clocks of the zone that a selector means. */
export function dayIn({ zone = 'UTC' }: AttemptSelector): DayOf {
  const zoned = zonedClock(zone);
  return (iso) => zoned(iso).slice(0, 'YYYY-MM-DD'.length);
}
