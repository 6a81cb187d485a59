import { describe, expect, test } from 'vitest';
import { diagnoseHost } from '../../src/diagnose/diagnose-host.ts';
import { indexEvents } from '../../src/diagnose/event-index.ts';
import { createHostMemory, createMemoryRoom } from '../../src/diagnose/host-memory.ts';
import { knownPast, togetherKnown } from '../../src/diagnose/known-past.ts';
import { createProofMemory } from '../../src/diagnose/proof-memory.ts';
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

/** A host that remembers these, and rests on those. */
function remembering(events: readonly Event[], proofs: readonly Event[] = []) {
  const memories = { attached: createHostMemory(kinds), unattached: createHostMemory(kinds) };
  for (const one of events) memories.unattached.keep(one);
  const held = createProofMemory(createMemoryRoom());
  held.hold([{ pattern: denied, sign: refused, events: proofs }], stays);
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
    expect(past.proofsOf(denied, refused)).toEqual(new Set([refusal]));
    expect(past.aloneForgottenTo(refused.none)).toBe(other.past.aloneForgottenTo(refused.none));
    expect(past.aloneForgottenTo(refused.none)).toBeGreaterThan(refusal.time);
  });
});

describe('the memory of proofs', () => {
  const many = Array.from({ length: 500 }, (_, i) => event('gateway-user-refused', i));
  const proof = (events: readonly Event[]) => [{ pattern: denied, sign: refused, events }];

  test('holds the first and the latest, once each, and what is found anew in their place', () => {
    const memory = createProofMemory(createMemoryRoom());
    memory.hold(proof([...many, ...many]), stays);
    expect(memory.events()).toEqual([...many.slice(0, 20), ...many.slice(-80)]);
    expect(memory.ofKind('gateway-user-refused')).toHaveLength(100);
    expect(memory.ofKind('gateway-user-admitted')).toEqual([]);
    memory.hold(proof(many.slice(0, 2)), (one) => one === many[1]);
    expect(memory.events()).toEqual(many.slice(0, 1));
    memory.hold([], stays);
    expect(memory.state.size).toBe(0);
  });

  test('shares its room with those of other hosts, and is made again of its state', () => {
    const room = createMemoryRoom(200, 1, 0.1);
    const memories = Array.from({ length: 10 }, () => createProofMemory(room));
    for (const memory of memories) memory.hold(proof(many), stays);
    const held = memories.map((memory) => memory.events().length);
    expect(held.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(200);
    for (const one of held) expect(one).toBeGreaterThanOrEqual(10);
    const again = createProofMemory(createMemoryRoom(), structuredClone(memories[0]?.state));
    expect(again.events()).toEqual(memories[0]?.events());
    const other = createProofMemory(createMemoryRoom());
    other.absorb(again);
    expect(other.of(denied, refused)).toEqual(again.of(denied, refused));
  });
});
