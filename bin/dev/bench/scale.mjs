// npm run bench -- --events 100k,1M,10M: whether a run of any length costs the same for each event and fits into memory.
import { fileURLToPath } from 'node:url';
import { setUpSimulator } from '../simulator/set-up.mjs';
import { medianBy } from './figures.mjs';
import { describeMachine } from './machine.mjs';
import { measure } from './measure.mjs';

const runner = fileURLToPath(new URL('scale-run.mjs', import.meta.url));
const tell = (line) => console.error(line);

/** A run of seconds tells little by itself: smaller ones are repeated, and the one in the middle counts. */
const SHORT = 1e6;
const REPEATED = 5;

/**
 * Runs each size in processes of its own: once with the events made and thrown away, once with them analysed as they
 * are made. What making them took is subtracted.
 */
export async function runScale({ sizes, hosts, command }) {
  const machine = describeMachine();
  await setUpSimulator('simulate-fleet.js');
  const rows = [];
  for (const size of sizes) {
    const made = await runMedian(size, hosts, 'generate');
    tell(`${size} events made: ${made.cpu.toFixed(1)} s of processor time`);
    const analyzed = await runMedian(size, hosts, 'analyze');
    tell(`${size} events analysed: ${analyzed.cpu.toFixed(1)} s, ${Math.round(analyzed.rss / 1e6)} MB`);
    rows.push({ size, made, analyzed });
  }
  return { command, machine, hosts, rows };
}

async function runMedian(size, hosts, mode) {
  const runs = [];
  for (let i = 0; i < (size < SHORT ? REPEATED : 1); i += 1) runs.push(await runOne(size, hosts, mode));
  return medianBy(runs, ({ cpu }) => cpu);
}

async function runOne(size, hosts, mode) {
  let output = '';
  const { exit, complaints, rss } = await measure(
    [process.execPath, runner, String(size), String(hosts), mode],
    (piece) => (output += piece),
  );
  if (exit !== 0) throw new Error(`${mode} of ${size} events ended with ${exit}: ${complaints}`);
  const figures = JSON.parse(output);
  if (figures.pushed !== size) throw new Error(`expected ${size} events, found ${figures.pushed}`);
  return { ...figures, rss: rss ?? figures.rss };
}
