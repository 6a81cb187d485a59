import { describe, expect, test } from 'vitest';
import { diagnoseHost } from '../../src/diagnose/diagnose-host.ts';
import { indexEvents } from '../../src/diagnose/event-index.ts';
import { createHostMemory, createMemoryRoom } from '../../src/diagnose/host-memory.ts';
import { knownPast, togetherKnown } from '../../src/diagnose/known-past.ts';
import { createProofMemory, type SignProof } from '../../src/diagnose/proof-memory.ts';
import type { Event } from '../../src/model/event.ts';
import { HOST } from '../support/events.ts';
import { event, matcher, pattern, sign } from './make.ts';

const refused = sign({
  all: [matcher('gateway-user-refused')],
  none: [matcher('gateway-user-admitted')],
  within: 120,
});
const denied = pattern('denied', { hostSigns: [refused] });
const kinds = new Set(['gateway-user-refused', 'gateway-user-admitted']);
const stays = (): boolean => false;

const proofOf = (events: readonly Event[], more: Partial<SignProof> = {}): readonly SignProof[] => [
  {
    pattern: denied,
    sign: refused,
    evidence: new Map(events.map((one) => [one, { confidence: 'certain', contradicting: [] }])),
    namesNobody: false,
    ...more,
  },
];

/** A host that remembers these, and rests on those. */
function remembering(events: readonly Event[], proofs: readonly Event[] = []) {
  const memories = { attached: createHostMemory(kinds), unattached: createHostMemory(kinds) };
  for (const one of events) memories.unattached.keep(one);
  const held = createProofMemory(createMemoryRoom());
  held.hold(proofOf(proofs, { namesNobody: true }), stays);
  const unattached = [...new Set([...memories.unattached.events(), ...held.events()])].sort(
    (a, b) => a.time - b.time,
  );
  const index = indexEvents(unattached, [memories.unattached, held]);
  return {
    host: HOST,
    attempts: [],
    unattached,
    wasSeen: () => true,
    index,
    past: knownPast(memories, held),
  };
}

describe('what held when more was known', () => {
  const refusal = event('gateway-user-refused', 0);
  const admissions = Array.from({ length: 300 }, (_, i) => event('gateway-user-admitted', 10 + i * 200));
  // The first that are remembered are of an earlier time: what came right after the refusal is forgotten.
  const earlier = Array.from({ length: 20 }, (_, i) => event('gateway-user-admitted', -9000 + i * 200));

  test('is not told of a record alone: what refuted it may be forgotten', () => {
    expect(diagnoseHost(remembering([...earlier, refusal, ...admissions]), [denied])).toEqual([]);
  });

  test('is told where it was a proof', () => {
    const [found] = diagnoseHost(remembering([...earlier, refusal, ...admissions], [refusal]), [denied]);
    expect(found?.evidence).toEqual([refusal]);
  });

  test('is told while nothing is forgotten, and not where it is refuted', () => {
    expect(diagnoseHost(remembering([refusal]), [denied])).toHaveLength(1);
    const after = event('gateway-user-admitted', 10);
    expect(diagnoseHost(remembering([refusal, after]), [denied])).toEqual([]);
    expect(diagnoseHost(remembering([refusal, after], [refusal]), [denied])).toEqual([]);
  });

  test('is known of a machine whichever of its names has it', () => {
    const [one, other] = [remembering([refusal]), remembering([...earlier, ...admissions], [refusal])];
    const past = togetherKnown([one.past, other.past]);
    expect([...past.known(denied, refused).evidence.keys()]).toEqual([refusal]);
    expect(past.aloneForgottenTo(refused.none)).toBe(other.past.aloneForgottenTo(refused.none));
    expect(past.aloneForgottenTo(refused.none)).toBeGreaterThan(refusal.time);
  });
});

describe('the memory of proofs', () => {
  const many = Array.from({ length: 500 }, (_, i) => event('gateway-user-refused', i));

  test('holds the first and the latest, once each, and what is found anew in their place', () => {
    const memory = createProofMemory(createMemoryRoom());
    memory.hold(proofOf([...many, ...many]), stays);
    expect(memory.events()).toEqual([...many.slice(0, 20), ...many.slice(-80)]);
    expect(memory.ofKind('gateway-user-refused')).toHaveLength(100);
    expect(memory.ofKind('gateway-user-admitted')).toEqual([]);
    memory.hold(proofOf(many.slice(0, 2)), (one) => one === many[1]);
    expect(memory.events()).toEqual(many.slice(0, 1));
    memory.hold([], stays);
    expect(memory.state.size).toBe(0);
  });

  test('shares its room with those of other hosts, and is made again of its state', () => {
    const room = createMemoryRoom(200, 1, 0.1);
    const memories = Array.from({ length: 10 }, () => createProofMemory(room));
    for (const memory of memories) memory.hold(proofOf(many), stays);
    const held = memories.map((memory) => memory.events().length);
    expect(held.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(200);
    for (const one of held) expect(one).toBeGreaterThanOrEqual(10);
    const again = createProofMemory(createMemoryRoom(), structuredClone(memories[0]?.state));
    expect(again.events()).toEqual(memories[0]?.events());
    const other = createProofMemory(createMemoryRoom());
    other.absorb(again);
    expect(other.of(denied, refused)).toEqual(again.of(denied, refused));
  });

  test('keeps that a record named nobody, and of what speaks against a sign what does not stay', () => {
    const memory = createProofMemory(createMemoryRoom());
    const [first, next] = [event('session-logged-on', 1), event('session-logged-on', 2)];
    const evidence = new Map(
      many.slice(0, 2).map((one) => [one, { confidence: 'likely', contradicting: [first, next] }] as const),
    );
    memory.hold(proofOf([], { evidence, namesNobody: true }), (one) => one === next);
    expect(memory.events()).toEqual(many.slice(0, 2));
    expect(memory.ofKind('session-logged-on')).toEqual([first]);
    memory.hold([], stays);
    expect(memory.of(denied, refused)).toEqual({ evidence: new Map(), namesNobody: true });
  });

  test('knows of later signs nobody whom it does not know of an earlier one any more', () => {
    const memory = createProofMemory(createMemoryRoom());
    const alone = sign({ all: [matcher('gateway-user-refused')] });
    const asked = pattern('two', { hostSigns: [refused, alone] });
    const people = Array.from({ length: 300 }, (_, i) =>
      event('gateway-user-refused', i, { account: `p${i >> 1}` }),
    );
    const [proof] = proofOf(people, { pattern: asked });
    if (proof) memory.hold([proof, { ...proof, sign: alone }], stays);
    const known = [refused, alone].map((of) => [...memory.of(asked, of).evidence.keys()]);
    expect(known[0]).toEqual([...people.slice(0, 20), ...people.slice(-80)]);
    expect(known[1]).toEqual(known[0]);
    const room = createMemoryRoom(20, 1, 0.1);
    const small = createProofMemory(room);
    if (proof) small.hold([proof, { ...proof, sign: alone }], stays);
    expect(room.share).toBeLessThan(1);
    const [earlier, later] = [refused, alone].map((of) => [...small.of(asked, of).evidence.keys()]);
    // Half of a person's records would tell less of them than all did.
    for (const one of later ?? []) {
      const own = people.filter(({ facts }) => facts['account'] === one.facts['account']);
      for (const each of own) expect(earlier).toContain(each);
    }
  });
});
