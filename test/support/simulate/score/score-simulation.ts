import type { Pack } from '../../../../src/packs/pack.ts';
import type { Simulation } from '../simulation.ts';
import { scoreHost } from './score-host.ts';
import { createTally, type Tally } from './tally.ts';

/** Simulates all hosts, has each analysed by itself, and counts what came out right. */
export function scoreSimulation(
  simulation: Simulation,
  packs: readonly Pack[],
  progress?: (done: number) => void,
): Tally {
  const tally = createTally();
  for (let index = 0; index < simulation.hosts; index++) {
    scoreHost(simulation, index, packs, tally);
    progress?.(index + 1);
  }
  return tally;
}
