import { createHeap } from './heap.ts';
import type { SimRecord } from './sim-record.ts';
import { simulateHost } from './simulate.ts';
import type { Simulation } from './simulation.ts';

/** The lives of all hosts at once: their records in the order in which they were really written. */
export function* simulateFleet(simulation: Simulation): Generator<SimRecord, void, undefined> {
  const lives = createHeap<Generator<SimRecord, void, undefined>>();
  const waiting = new Map<Generator<SimRecord, void, undefined>, SimRecord>();
  const advance = (life: Generator<SimRecord, void, undefined>): void => {
    const next = life.next();
    if (next.done) waiting.delete(life);
    else {
      waiting.set(life, next.value);
      lives.push(next.value.filed, life);
    }
  };
  for (let index = 0; index < simulation.hosts; index++) advance(simulateHost(simulation, index, () => {}));
  for (let life = lives.pop(); life; life = lives.pop()) {
    const record = waiting.get(life);
    if (record) yield record;
    advance(life);
  }
}
