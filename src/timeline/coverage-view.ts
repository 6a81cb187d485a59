import type { ChannelCoverage, CoverageView, RecordRange } from '../model/coverage.ts';
import { lastBefore } from '../model/last-before.ts';
import type { Micros } from '../model/time.ts';

/** Makes the view of these rows and of logs that were given and hold no record. */
export function coverageView(rows: readonly ChannelCoverage[], empty: ReadonlySet<string>): CoverageView {
  const seen = new Map(rows.map((row) => [keyOf(row.host, row.channel), timeSpans(row.ranges)]));
  // An empty log names no machine: it speaks for the one host there is, and for none where there are several.
  const hosts = new Set(rows.map((row) => row.host));
  const spoken = hosts.size > 1 ? new Set<string>() : empty;
  return {
    rows,
    empty: spoken,
    hasChannel: (host, channel) => seen.has(keyOf(host, channel)),
    wasSeen(host, channel, time) {
      const spans = seen.get(keyOf(host, channel));
      return spans ? contains(spans, time) : spoken.has(channel);
    },
  };
}

const keyOf = (host: string, channel: string): string => `${host}\n${channel}`;

interface Span {
  readonly from: Micros;
  to: Micros;
}

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

function contains(spans: readonly Span[], time: Micros): boolean {
  const span = spans[lastBefore(spans, time, ({ from }) => from)];
  return span !== undefined && time <= span.to;
}
