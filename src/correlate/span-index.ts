import { lastBefore } from '../model/last-before.ts';

/** Finds what was going on at a time, without looking at all of it. */
export interface SpanIndex<T> {
  /** What had begun and not ended, latest first; `slack` widens it at both ends. */
  goingOn(time: number, slack: number, only?: Only<T>): readonly T[];
  /** What began last before a time, ended or not. */
  lastBegun(time: number): T | undefined;
}

/** Which of those that are going on are wanted, and how many at most: where more are as good as none nobody need find all. */
interface Only<T> {
  readonly most: number;
  readonly isWanted?: (one: T) => boolean;
}

export interface Span<T> {
  readonly one: T;
  readonly from: number;
  readonly to: number;
}

/** Indexes spans of time, which may come in any order. */
export function indexSpans<T>(spans: readonly Span<T>[]): SpanIndex<T> {
  const entries = spans.toSorted((a, b) => a.from - b.from);
  const latest = latestEnds(entries);
  return {
    goingOn(time, slack, { most, isWanted } = { most: Infinity }) {
      const found: T[] = [];
      // Halves that end before the time are passed over as a whole: an interval tree without nodes.
      const collect = (low: number, high: number): void => {
        const middle = (low + high) >> 1;
        const entry = entries[middle];
        if (low >= high || !entry || (latest[middle] ?? 0) < time - slack) return;
        if (entry.from <= time + slack) {
          collect(middle + 1, high);
          if (found.length >= most) return;
          if (entry.to >= time - slack && (isWanted?.(entry.one) ?? true)) found.push(entry.one);
        }
        if (found.length < most) collect(low, middle);
      };
      collect(0, entries.length);
      return found;
    },
    lastBegun: (time) => entries[lastBefore(entries, time, (entry) => entry.from)]?.one,
  };
}

/** Finds what is going on as time runs on, so that what is done for good is looked at no more. */
export interface SpanFollower<T> {
  /** As an index does, in any order. Ask in the order of time. */
  goingOn(time: number, slack: number, only: Required<Only<T>>): readonly T[];
}

export function followSpans<T>(spans: readonly Span<T>[], isDone: (one: T) => boolean): SpanFollower<T> {
  const entries = spans.toSorted((a, b) => a.from - b.from);
  const open = new Set<Span<T>>();
  let next = 0;
  return {
    goingOn(time, slack, { most, isWanted }) {
      for (let entry = entries[next]; entry && entry.from <= time + slack; entry = entries[++next])
        open.add(entry);
      const found: T[] = [];
      for (const entry of open) {
        if (entry.to < time - slack || isDone(entry.one)) open.delete(entry);
        else if (isWanted(entry.one)) found.push(entry.one);
        if (found.length >= most) break;
      }
      return found;
    },
  };
}

/** Says how many spans are going on at a time, `slack` widening them at both ends: those that had begun less those that had ended. */
export function countSpans(
  spans: readonly Pick<Span<unknown>, 'from' | 'to'>[],
): (time: number, slack: number) => number {
  const itself = (time: number): number => time;
  const begins = spans.map(({ from }) => from).sort((a, b) => a - b);
  const ends = spans.map(({ to }) => to).sort((a, b) => a - b);
  return (time, slack) =>
    lastBefore(begins, time + slack, itself) - lastBefore(ends, time - slack - 1, itself);
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
