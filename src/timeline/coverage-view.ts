import type { ChannelCoverage, CoverageView } from '../model/coverage.ts';

/** Makes the view of these rows and of logs that were given and hold no record. */
export function coverageView(rows: readonly ChannelCoverage[], empty: ReadonlySet<string>): CoverageView {
  const byKey = new Map(rows.map((row) => [`${row.host}\n${row.channel}`, row]));
  const rowOf = (host: string, channel: string): ChannelCoverage | undefined =>
    byKey.get(`${host}\n${channel}`);
  // An empty log names no machine: it speaks for every host whose own log of that name was not seen.
  const isEmpty = (host: string, channel: string): boolean => empty.has(channel) && !rowOf(host, channel);
  return {
    rows,
    empty,
    hasChannel: (host, channel) => rowOf(host, channel) !== undefined,
    wasSeen: (host, channel, time) =>
      isEmpty(host, channel) ||
      (rowOf(host, channel)?.ranges.some((range) => range.firstTime <= time && time <= range.lastTime) ??
        false),
  };
}
