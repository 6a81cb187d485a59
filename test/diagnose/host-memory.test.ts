import { describe, expect, test } from 'vitest';
import { indexEvents } from '../../src/diagnose/event-index.ts';
import { createHostMemory, createMemoryRoom } from '../../src/diagnose/host-memory.ts';
import { event, matcher } from './make.ts';

const kinds = new Set(['listener-failed', 'service-started']);
const seconds = (events: readonly { readonly time: number }[], first: number): number[] =>
  events.map(({ time }) => (time - first) / 1_000_000);

describe('the memory of a host', () => {
  const start = event('listener-failed', 0).time;

  test('holds the first and the latest of each kind, in time order, and counts the rest', () => {
    const memory = createHostMemory(kinds);
    for (let i = 0; i < 1000; i++) memory.keep(event('listener-failed', i));
    memory.keep(event('service-started', 5.5));
    const times = seconds(memory.events(), start);
    expect(times).toHaveLength(101);
    expect(times.slice(0, 8)).toEqual([0, 1, 2, 3, 4, 5, 5.5, 6]);
    expect(times.slice(-80)).toEqual(Array.from({ length: 80 }, (_, i) => 920 + i));
    expect(memory.forgotten).toBe(900);
    expect(memory.ofKind('listener-failed')).toHaveLength(100);
  });

  test('holds nothing of other kinds', () => {
    const memory = createHostMemory(kinds);
    memory.keep(event('policy-applied'));
    expect(memory.events()).toEqual([]);
    expect(memory.forgotten).toBe(0);
  });

  test('takes over what another has of the same machine, and up to when that is not whole', () => {
    const [one, other] = [createHostMemory(kinds), createHostMemory(kinds)];
    for (let i = 0; i < 300; i++) other.keep(event('listener-failed', i));
    for (let i = 300; i < 350; i++) one.keep(event('listener-failed', i));
    one.absorb(other);
    expect(seconds(one.events(), start)).toEqual([
      ...Array.from({ length: 20 }, (_, i) => i),
      ...Array.from({ length: 80 }, (_, i) => 270 + i),
    ]);
    expect(one.forgottenTo(['listener-failed'])).toBe(start + 269_000_000);
    expect(one.forgotten).toBe(250);
  });

  test('is looked at together with the events of a round, each once', () => {
    const memory = createHostMemory(kinds);
    const [old, both, fresh] = [1, 2, 3].map((at) => event('listener-failed', at));
    for (const one of [old, both]) if (one) memory.keep(one);
    const index = indexEvents(
      [fresh, both].flatMap((one) => one ?? []),
      [memory],
    );
    const found = index.find(matcher('listener-failed'), -Infinity, Infinity, 10);
    expect(found).toEqual([old, both, fresh]);
    expect([index.hasKind('listener-failed'), index.hasKind('service-started')]).toEqual([true, false]);
  });

  test('shares room with those of other hosts, each of which keeps the first and the latest', () => {
    const room = createMemoryRoom(500);
    const memories = Array.from({ length: 40 }, () => createHostMemory(kinds, room));
    for (let i = 0; i < 200; i++) for (const memory of memories) memory.keep(event('listener-failed', i));
    const held = memories.map((memory) => seconds(memory.events(), start));
    expect(held.flat().length).toBeLessThanOrEqual(500);
    for (const times of held) expect([times[0], times.at(-1)]).toEqual([0, 199]);
    for (const [i, memory] of memories.entries()) expect(memory.forgotten + (held[i]?.length ?? 0)).toBe(200);
    const restored = createMemoryRoom(500, room.share);
    const states = memories.map((memory) => structuredClone(memory.state));
    const again = states.map((state) => createHostMemory(kinds, restored, state));
    const next = event('listener-failed', 300);
    for (const one of [...memories, ...again]) one.keep(next);
    expect(again.map((one) => one.state)).toEqual(memories.map((one) => one.state));
    expect(restored.share).toBe(room.share);
  });
});
