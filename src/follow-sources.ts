import type { FindSources, LiveSink, LiveSource, ReadBudget } from './input/live-source.ts';
import type { FollowStep } from './follow.ts';

/** The logs that are followed. */
export interface FollowedSources {
  /** Opens what was found since; `cursors` say, by name, where an earlier run ended. */
  search(cursors: ReadonlyMap<string, string>): void;
  /** Reads on in each of them. */
  poll(budget: ReadBudget): void;
  readonly count: number;
  /** Bytes so far. */
  readonly size: number;
  /** Bytes that were there before and were not read yet. */
  readonly unread: number;
  /** One of them gives what is older than the following. */
  readonly isBehind: boolean;
  /** There are some, and every one has come to an end of its own. */
  readonly isOver: boolean;
  /** From when on records are there that were not given yet, of each that knows of some. */
  readonly heldTimes: readonly number[];
  /** Those that stand elsewhere than is known. */
  moved(known: ReadonlyMap<string, string>): FollowStep['cursors'];
  /** Has all give what they held back. */
  end(): void;
  /** What was read under this name, though it may be gone by now. */
  read(name: string): Pick<LiveSource, 'format' | 'size'> | undefined;
}

/**
 * Makes them; none is open before the first search.
 *
 * @param sinkOf Gives what takes the records of a log that is opened.
 */
export function createFollowedSources(
  find: FindSources,
  sinkOf: (name: string) => LiveSink,
): FollowedSources {
  const sources = new Map<string, LiveSource>();
  const gone = new Map<string, Pick<LiveSource, 'format' | 'size'>>();
  const sum = (figure: (source: LiveSource) => number): number =>
    [...sources.values()].reduce((total, source) => total + figure(source), 0);
  const unread = (): number => sum((source) => source.unread ?? 0);
  return {
    search(cursors) {
      for (const found of find()) {
        const { name } = found;
        if (!sources.has(name)) sources.set(name, found.open(sinkOf(name), cursors.get(name)));
      }
    },
    poll(budget) {
      for (const [name, source] of sources) {
        source.poll(budget);
        if (source.isGone !== true) continue;
        sources.delete(name);
        gone.set(name, { format: source.format, size: source.size });
      }
    },
    get count() {
      return sources.size;
    },
    get size() {
      return sum(({ size }) => size);
    },
    get unread() {
      return unread();
    },
    get isBehind() {
      return unread() > 0 || [...sources.values()].some(({ isBehind }) => isBehind === true);
    },
    get isOver() {
      return sources.size > 0 && [...sources.values()].every(({ isOver }) => isOver === true);
    },
    get heldTimes() {
      return [...sources.values()].flatMap(({ heldTime }) => heldTime ?? []);
    },
    moved: (known) =>
      [...sources].flatMap(([name, source]) => {
        const cursor = source.cursor?.();
        return cursor === undefined || cursor === known.get(name) ? [] : [[name, cursor] as const];
      }),
    end() {
      for (const source of sources.values()) source.end();
    },
    read: (name) => sources.get(name) ?? gone.get(name),
  };
}
