import { lastBefore } from '../model/last-before.ts';
import type { Draft } from './draft.ts';

/** Finds what was going on at a time, without looking at all of it. */
export interface SpanIndex<T> {
  /** What had begun and not ended, latest first; `slack` widens it at both ends. */
  goingOn(time: number, slack: number): readonly T[];
  /** What began last before a time, ended or not. */
  lastBegun(time: number): T | undefined;
}

interface Span<T> {
  readonly one: T;
  readonly from: number;
  readonly to: number;
}

/** Indexes the drafts by the times that hold now: ask it before adding events that move a draft's start or end. */
export const indexDrafts = (drafts: readonly Draft[], endOf: (draft: Draft) => number): SpanIndex<Draft> =>
  indexSpans(drafts.map((one) => ({ one, from: one.start, to: endOf(one) })));

/** Indexes spans of time, which may come in any order. */
export function indexSpans<T>(spans: readonly Span<T>[]): SpanIndex<T> {
  const entries = spans.toSorted((a, b) => a.from - b.from);
  const latest = latestEnds(entries);
  return {
    goingOn(time, slack) {
      const found: T[] = [];
      // Halves that end before the time are passed over as a whole: an interval tree without nodes.
      const collect = (low: number, high: number): void => {
        const middle = (low + high) >> 1;
        const entry = entries[middle];
        if (low >= high || !entry || (latest[middle] ?? 0) < time - slack) return;
        if (entry.from <= time + slack) {
          collect(middle + 1, high);
          if (entry.to >= time - slack) found.push(entry.one);
        }
        collect(low, middle);
      };
      collect(0, entries.length);
      return found;
    },
    lastBegun: (time) => entries[lastBefore(entries, time, (entry) => entry.from)]?.one,
  };
}

/** For each stretch that halving the list gives, by its middle: the latest end within it. */
function latestEnds(entries: readonly Span<unknown>[]): readonly number[] {
  const latest = Array.from<number>({ length: entries.length });
  const fill = (low: number, high: number): number => {
    if (low >= high) return -Infinity;
    const middle = (low + high) >> 1;
    const end = Math.max(entries[middle]?.to ?? 0, fill(low, middle), fill(middle + 1, high));
    latest[middle] = end;
    return end;
  };
  fill(0, entries.length);
  return latest;
}
