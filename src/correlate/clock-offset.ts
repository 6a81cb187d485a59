import { SECOND } from '../model/time.ts';

/** Two records of what may be one moment, on the clocks of two machines. */
export interface MomentPair {
  /** The try as the one machine saw it, and as the other. */
  readonly outer: object;
  readonly inner: object;
  /** How much later the inner clock read. */
  readonly delta: number;
}

export interface ClockOffset {
  /** What to add to the outer clock's time to get the inner one's, in microseconds. */
  readonly delta: number;
  /** How many tries agree on it. */
  readonly tries: number;
}

/** One moment is written down on two machines within this time. */
export const SAME_MOMENT: number = 2 * SECOND;
/** Clocks that differ by less are taken for set alike. */
const IN_STEP: number = 5 * SECOND;

/**
 * Estimates how two clocks differ, from all pairs of records that may be one moment: true pairs all differ by the same,
 * false ones by anything. Undefined where another difference explains almost as many tries; that two clocks agree is
 * the exception, for most do.
 */
export function clockOffset(pairs: readonly MomentPair[]): ClockOffset | undefined {
  const clusters = clustersOf(pairs);
  const best = mostTries(clusters);
  if (!best) return undefined;
  const inStep = mostTries(clusters.filter(({ delta }) => Math.abs(delta) <= IN_STEP));
  if (inStep && inStep.tries >= best.tries) return inStep;
  const rival = mostTries(clusters.filter(({ delta }) => Math.abs(delta - best.delta) > 2 * SAME_MOMENT));
  return rival && rival.tries * 4 > best.tries * 3 ? undefined : best;
}

const mostTries = (clusters: readonly ClockOffset[]): ClockOffset | undefined =>
  clusters.reduce<ClockOffset | undefined>(
    (best, one) => (best && best.tries >= one.tries ? best : one),
    undefined,
  );

/** Every stretch of differences that one moment's writing could span, with the tries it holds and their middle. */
function clustersOf(pairs: readonly MomentPair[]): readonly ClockOffset[] {
  const sorted = pairs.toSorted((a, b) => a.delta - b.delta);
  const [outers, inners] = [createBag(), createBag()];
  const clusters: ClockOffset[] = [];
  let start = 0;
  for (const [end, pair] of sorted.entries()) {
    outers.add(pair.outer);
    inners.add(pair.inner);
    for (
      let first = sorted[start];
      first && pair.delta - first.delta > SAME_MOMENT;
      first = sorted[++start]
    ) {
      outers.remove(first.outer);
      inners.remove(first.inner);
    }
    // Only where nothing more fits in is it a cluster of its own.
    const next = sorted[end + 1];
    const isWhole = !next || next.delta - (sorted[start]?.delta ?? 0) > SAME_MOMENT;
    if (!isWhole) continue;
    const delta = sorted[(start + end) >> 1]?.delta ?? 0;
    clusters.push({ delta, tries: Math.min(outers.size(), inners.size()) });
  }
  return clusters;
}

/** Counts how many different things it holds. */
function createBag(): { add(item: object): void; remove(item: object): void; readonly size: () => number } {
  const counts = new Map<object, number>();
  return {
    size: () => counts.size,
    add: (item) => void counts.set(item, (counts.get(item) ?? 0) + 1),
    remove(item) {
      const left = (counts.get(item) ?? 0) - 1;
      if (left > 0) counts.set(item, left);
      else counts.delete(item);
    },
  };
}
