import type { Pack } from '../../../../src/packs/pack.ts';
import type { Simulation } from '../simulation.ts';
import { scoreHost } from './score-host.ts';
import { addTally, createTally, type Tally } from './tally.ts';

/** What came out right, over all hosts and for each of them. */
interface Score {
  readonly total: Tally;
  readonly hosts: readonly Tally[];
}

/** Simulates all hosts, has each analysed by itself, and counts what came out right. */
export function scoreSimulation(
  simulation: Simulation,
  packs: readonly Pack[],
  progress?: (done: number) => void,
): Score {
  const total = createTally();
  const hosts: Tally[] = [];
  for (let index = 0; index < simulation.hosts; index++) {
    const host = scoreHost(simulation, index, packs);
    hosts.push(host);
    addTally(total, host);
    progress?.(index + 1);
  }
  return { total, hosts };
}
