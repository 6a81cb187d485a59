import { readSystemTime } from '../../parsers/xml/system-time.ts';
import { formatMicros, micros } from '../model/time.ts';
import type { ChannelRun } from '../timeline/coverage-tracker.ts';
import type { StatedRange, StatedRun } from './manifest.ts';

/** A filtered export has a stretch for each record: so many of one channel are stated, the longest. */
const MOST_RANGES = 5000;

/** Writes down what was seen of a channel, and how many stretches of it there was no room for. */
export function stateRun(
  run: ChannelRun,
  most: number = MOST_RANGES,
): { readonly run: StatedRun; readonly leftOut: number } {
  const { computer, channel, records, ranges } = run;
  const kept = longest(ranges, most).map(({ first, last, firstTime, lastTime }): StatedRange => [
    first,
    last,
    formatMicros(micros(firstTime)),
    formatMicros(micros(lastTime)),
  ]);
  return { run: { computer, channel, records, ranges: kept }, leftOut: ranges.length - kept.length };
}

/** The longest in time, for their silence says most, in the order in which they were. */
function longest(ranges: ChannelRun['ranges'], most: number): ChannelRun['ranges'] {
  if (ranges.length <= most) return ranges;
  const kept = new Set(
    ranges.toSorted((a, b) => b.lastTime - b.firstTime - (a.lastTime - a.firstTime)).slice(0, most),
  );
  return ranges.filter((range) => kept.has(range));
}

/** Takes the sender's word for what was seen of a channel. */
export const adoptRun = ({ computer, channel, records, ranges }: StatedRun): ChannelRun => ({
  computer,
  channel,
  records,
  ranges: ranges.map(([first, last, firstTime, lastTime]) => ({
    first,
    last,
    firstTime: readSystemTime(firstTime) ?? 0,
    lastTime: readSystemTime(lastTime) ?? 0,
  })),
});
