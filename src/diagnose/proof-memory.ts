import { inTime, type Event } from '../model/event.ts';
import type { Pattern, Sign } from '../model/pattern.ts';
import { groupBy } from '../model/group-by.ts';
import { firstAndLatest, type HostMemory, type MemoryRoom } from './host-memory.ts';

/** What a host sign of a pattern rests on, and what speaks against it. */
export interface SignProof {
  readonly pattern: Pattern;
  readonly sign: Sign;
  readonly events: readonly Event[];
}

/**
 * What the host signs of patterns rested on when the records around it were let go. Those around it, which could have
 * refuted it, are forgotten by then: so it stands until something that came since speaks against it.
 */
export interface ProofMemory extends Pick<HostMemory, 'events' | 'ofKind'> {
  /** Puts what was found in the place of what was known, but for what is still to be looked at again. */
  hold(proofs: readonly SignProof[], stays: (event: Event) => boolean): void;
  of(pattern: Pattern, sign: Sign): ReadonlySet<Event>;
  /** Takes over what another name of the same machine has. */
  absorb(other: ProofMemory): void;
  /** All it knows, to be made again of. */
  readonly state: ProofState;
}

/** By the patterns' ids and the places of their signs. */
export type ProofState = Map<string, ReadonlySet<Event>>;

/** Makes a memory that shares its room with those of other hosts. */
export function createProofMemory(room: MemoryRoom, state: ProofState = new Map()): ProofMemory {
  const count = (): number => [...state.values()].reduce((sum, { size }) => sum + size, 0);
  const put = (key: string, events: readonly Event[]): void => {
    const before = state.get(key)?.size ?? 0;
    const kept = new Set(firstAndLatest(events, room.share).kept);
    if (kept.size > 0) state.set(key, kept);
    else state.delete(key);
    room.take(kept.size - before);
  };
  room.add({
    shrink(share) {
      for (const [key, events] of state) state.set(key, new Set(firstAndLatest([...events], share).kept));
      return count();
    },
  });
  return {
    state,
    hold(proofs, stays) {
      const held = groupBy(proofs, ({ pattern, sign }) => keyOf(pattern, sign));
      for (const key of new Set([...state.keys(), ...held.keys()])) {
        const events = (held.get(key) ?? []).flatMap((proof) => proof.events);
        put(key, inTime(events.filter((event) => !stays(event))));
      }
    },
    of: (pattern, sign) => state.get(keyOf(pattern, sign)) ?? none,
    events: () => [...new Set([...state.values()].flatMap((events) => [...events]))],
    ofKind: (kind) =>
      [...state.values()].flatMap((events) => [...events].filter((event) => event.kind === kind)),
    absorb(other) {
      for (const [key, events] of other.state) put(key, inTime([...(state.get(key) ?? []), ...events]));
    },
  };
}

const none: ReadonlySet<Event> = new Set();
const keyOf = ({ id, hostSigns }: Pattern, sign: Sign): string => `${id} ${hostSigns.indexOf(sign)}`;
