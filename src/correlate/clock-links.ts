import type { ClockLink } from '../model/clock.ts';

/** What rounds of one run say of how two machines' clocks differ, gathered to one word for each two. */
export interface ClockLinks {
  add(links: readonly ClockLink[]): void;
  list(): readonly ClockLink[];
  /** All it knows, to be made again of. */
  readonly state: Map<string, ClockLink>;
}

/** Makes an empty list; it grows with the machines, not with the rounds. */
export function createClockLinks(known: Map<string, ClockLink> = new Map()): ClockLinks {
  return {
    add(links) {
      const ofRound = new Map<string, ClockLink>();
      for (const link of links) {
        const key = `${link.host}\n${link.against}`;
        const same = ofRound.get(key);
        if (!same || isBetter(link, same)) ofRound.set(key, link);
      }
      for (const [key, link] of ofRound) {
        const before = known.get(key);
        // Of two as good the later round's is taken: clocks drift.
        if (!before || !isBetter(before, link)) known.set(key, link);
      }
    },
    list: () => [...known.values()],
    state: known,
  };
}

const isBetter = (a: ClockLink, b: ClockLink): boolean =>
  a.isSure === b.isSure ? a.tries > b.tries : a.isSure;
