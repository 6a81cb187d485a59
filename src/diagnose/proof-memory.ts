import type { HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { Pattern, Sign } from '../model/pattern.ts';
import { personOf } from '../model/person.ts';
import { firstAndLatest, type HostMemory, type MemoryRoom } from './host-memory.ts';

/** Records that a sign rests on, each with how sure it was there, and what speaks against it. */
type Evidence = ReadonlyMap<Event, Proof>;
type Proof = Pick<HostDiagnosis, 'confidence' | 'contradicting'>;

/** What is known of a sign when the records around are let go. */
export interface KnownOfSign {
  readonly evidence: Evidence;
  /** Some record that counts names nobody: it is about the host, not about people. */
  readonly namesNobody: boolean;
}

/** What was found of a host sign. */
export interface SignProof extends KnownOfSign {
  readonly pattern: Pattern;
  readonly sign: Sign;
}

/**
 * What the host signs of patterns rested on when the records around it were let go. Those around it, which could have
 * refuted it, are forgotten by then: so it stands until something that came since speaks against it.
 */
export interface ProofMemory extends Pick<HostMemory, 'events' | 'ofKind'> {
  /** Puts what was found in the place of what was known, but for what is still to be looked at again. */
  hold(proofs: readonly SignProof[], stays: (event: Event) => boolean): void;
  of(pattern: Pattern, sign: Sign): KnownOfSign;
  /** What signs rest on, without what speaks against them: that may be an attempt's. */
  events(): readonly Event[];
  /** Both. */
  ofKind(kind: string): readonly Event[];
  /** Takes over what another name of the same machine has. */
  absorb(other: ProofMemory): void;
  /** All it knows, to be made again of. */
  readonly state: ProofState;
}

/** By the patterns' ids. */
export type ProofState = Map<string, KnownOfPattern>;
/** By the places of its signs, in order. */
type KnownOfPattern = ReadonlyMap<number, KnownOfSign>;

export const nothingKnown: KnownOfSign = { evidence: new Map(), namesNobody: false };

/** Puts together what is known of a sign of one machine under several names. */
export const togetherOfSign = (known: readonly KnownOfSign[]): KnownOfSign => ({
  evidence: new Map(known.flatMap(({ evidence }) => [...evidence])),
  namesNobody: known.some(({ namesNobody }) => namesNobody),
});

/** Makes a memory that shares its room with those of other hosts. */
export function createProofMemory(room: MemoryRoom, state: ProofState = new Map()): ProofMemory {
  /** Made when somebody asks, for all kinds at once. */
  let byKind: ReadonlyMap<string, readonly Event[]> | undefined;
  const put = (id: string, known: KnownOfPattern): void => {
    byKind = undefined;
    const before = countOf(state.get(id) ?? new Map());
    const kept = cut(known, room.share);
    if (kept.size > 0) state.set(id, kept);
    else state.delete(id);
    room.take(countOf(kept) - before);
  };
  const held = (): readonly KnownOfSign[] => [...state.values()].flatMap((known) => [...known.values()]);
  room.add({
    shrink(share) {
      byKind = undefined;
      for (const [id, known] of state) state.set(id, cut(known, share));
      return [...state.values()].reduce((sum, known) => sum + countOf(known), 0);
    },
  });
  return {
    state,
    hold(proofs, stays) {
      const found = groupBy(proofs, ({ pattern }) => pattern.id);
      for (const id of new Set([...state.keys(), ...found.keys()]))
        put(
          id,
          knownNow(state.get(id) ?? new Map(), found.get(id) ?? [], (event) => !stays(event)),
        );
    },
    of: ({ id, hostSigns }, sign) => state.get(id)?.get(hostSigns.indexOf(sign)) ?? nothingKnown,
    events: () => [...new Set(held().flatMap(({ evidence }) => [...evidence.keys()]))],
    ofKind(kind) {
      byKind ??= groupBy(new Set(held().flatMap(({ evidence }) => [...recordsOf(evidence)])), kindOf);
      return byKind.get(kind) ?? [];
    },
    absorb(other) {
      for (const [id, theirs] of other.state) {
        const both = [...(state.get(id) ?? []), ...theirs];
        const known = groupBy(both, ([place]) => place);
        put(
          id,
          new Map(Array.from(known, ([place, of]) => [place, togetherOfSign(of.map(([, one]) => one))])),
        );
      }
    },
  };
}

const kindOf = ({ kind }: Event): string => kind;
const recordsOf = (evidence: Evidence): ReadonlySet<Event> =>
  new Set([...evidence].flatMap(([event, { contradicting }]) => [event, ...contradicting]));

const countOf = (known: KnownOfPattern): number =>
  [...known.values()].reduce((sum, { evidence }) => sum + recordsOf(evidence).size, 0);

/** What is known of a pattern's signs once this was found; that a record named nobody stays known. */
function knownNow(
  before: KnownOfPattern,
  proofs: readonly SignProof[],
  goes: (event: Event) => boolean,
): KnownOfPattern {
  const nameless = [...before].filter(([, { namesNobody }]) => namesNobody);
  const now = new Map(nameless.map(([place, { namesNobody }]) => [place, { ...nothingKnown, namesNobody }]));
  for (const { pattern, sign, evidence, namesNobody } of proofs) {
    const place = pattern.hostSigns.indexOf(sign);
    const left = [...evidence].filter(([event]) => goes(event));
    now.set(place, {
      evidence: new Map(left.map(([event, proof]) => [event, leaving(proof, goes)])),
      namesNobody: now.has(place) || namesNobody,
    });
  }
  return now;
}

const leaving = (proof: Proof, goes: (event: Event) => boolean): Proof =>
  proof.contradicting.every(goes) ? proof : { ...proof, contradicting: proof.contradicting.filter(goes) };

/**
 * Keeps the first and the latest of each sign. Whom a sign does not know any more, none after it does: the weaker one, which
 * comes first where more is known, would not be there to hold the others back.
 */
function cut(known: KnownOfPattern, share: number): KnownOfPattern {
  const gone = new Set<Event | string>();
  const isGone = (event: Event): boolean => gone.has(event) || gone.has(personOf(event) ?? '');
  const kept = new Map<number, KnownOfSign>();
  for (const [place, { evidence, namesNobody }] of [...known].sort(([a], [b]) => a - b)) {
    const left = [...evidence].filter(([event]) => !isGone(event)).sort(([a], [b]) => a.time - b.time);
    const parted = firstAndLatest(left, share);
    for (const [event] of parted.between) gone.add(event).add(personOf(event) ?? event);
    if (parted.kept.length > 0 || namesNobody)
      kept.set(place, { evidence: new Map(parted.kept), namesNobody });
  }
  return kept;
}
