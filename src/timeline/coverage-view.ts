import type { ChannelCoverage, CoverageView, RecordRange } from '../model/coverage.ts';
import { groupBy } from '../model/group-by.ts';
import { lastBefore } from '../model/last-before.ts';
import { onceEach } from '../model/once-each.ts';
import type { Micros } from '../model/time.ts';
import type { SilentLogs } from './silent-logs.ts';

/** Makes the view of these rows and of logs that were given and show no record. */
export function coverageView(rows: readonly ChannelCoverage[], silent: SilentLogs): CoverageView {
  const byHost = groupBy(rows, (row) => row.host);
  const ofHost = (host: string): readonly ChannelCoverage[] => byHost.get(host) ?? [];
  const rowOf = (host: string, channel: string): ChannelCoverage | undefined =>
    byChannel(ofHost(host)).get(channel);
  const hostsOf = onceEach((all: readonly ChannelCoverage[]) => groupBy(all, (row) => row.channel));
  // A log without a record names no machine: it speaks for the one host there is, and for none where there are several.
  const { empty, unread } = byHost.size > 1 ? nothingSaid : silent;
  return {
    rows,
    empty,
    unread,
    rowsOf: ofHost,
    hasElsewhere: (host, channel) => (hostsOf(rows).get(channel) ?? []).some((row) => row.host !== host),
    hasChannel: (host, channel) => rowOf(host, channel) !== undefined,
    wasSeen(host, channel, time, until = time) {
      const row = rowOf(host, channel);
      return row ? contains(spansOf(row), time, until) : empty.has(channel);
    },
  };
}

const nothingSaid: SilentLogs = { empty: new Set(), unread: new Map() };

interface Span {
  readonly from: Micros;
  to: Micros;
}

const byChannel = onceEach(
  (rows: readonly ChannelCoverage[]) => new Map(rows.map((row) => [row.channel, row])),
);

const spansOf = onceEach(({ ranges }: ChannelCoverage) => timeSpans(ranges));

/** The times of the ranges, in order and without overlap, so that one can be found without looking at all. */
function timeSpans(ranges: readonly RecordRange[]): readonly Span[] {
  const spans: Span[] = [];
  for (const { firstTime, lastTime } of ranges.toSorted((a, b) => a.firstTime - b.firstTime)) {
    const last = spans.at(-1);
    if (!last || firstTime > last.to) spans.push({ from: firstTime, to: lastTime });
    else if (lastTime > last.to) last.to = lastTime;
  }
  return spans;
}

function contains(spans: readonly Span[], time: Micros, until: Micros): boolean {
  const span = spans[lastBefore(spans, time, ({ from }) => from)];
  return span !== undefined && until <= span.to;
}
