// npm run simulate -- [--hosts N] [--attempts N] [--seed S] [--noise X] [--missing P] [--format ndjson|xml|evtx] --out DIR
// Writes the logs of hosts that never were, and beside them what really happened.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setUpSimulator } from './simulator/set-up.mjs';
import { simulationOf, simulationFlags } from './simulator/flags.mjs';

const { values: flags } = parseArgs({
  options: { ...simulationFlags, format: { type: 'string', default: 'ndjson' }, out: { type: 'string' } },
});
if (flags.out === undefined || !['ndjson', 'xml', 'evtx'].includes(flags.format)) {
  console.error('simulate: expected --out DIR and --format ndjson, xml or evtx');
  process.exit(2);
}
const out = resolve(flags.out);
const { writeSimulation } = await setUpSimulator('write-logs.js');
const simulation = simulationOf(flags);
const { records, attempts } = writeSimulation(simulation, flags.format, out);
console.log(`${records} records of ${attempts} attempts on ${simulation.hosts} hosts: ${out}`);
