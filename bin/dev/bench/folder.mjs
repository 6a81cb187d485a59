// npm run bench -- --folder 300: what the logs that do not matter cost, in a folder of so many of which nine do.
import { resolve } from 'node:path';
import { setUpSimulator } from '../simulator/set-up.mjs';
import { root } from '../setup.mjs';
import { buildFolders } from './folder-build.mjs';
import { figure, median, percent } from './figures.mjs';
import { describeMachine } from './machine.mjs';
import { measure } from './measure.mjs';
import { table } from './table.mjs';

/** Of the whole time so much may go to logs that do not matter. */
const MOST_SHARE = 0.1;

/** Analyses the logs that matter alone, and among all others, in turn. */
export async function runFolder({ corpus, folder, logs, rounds, command }) {
  const machine = describeMachine();
  await setUpSimulator('simulate.js');
  const { alone, among, matter } = await buildFolders(corpus, folder, logs - 9);
  const runs = { alone: [], among: [] };
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, place] of Object.entries({ alone, among })) {
      const program = resolve(root, 'bin/rdpwhy.js');
      const run = await measure([process.execPath, program, 'analyze', '--json', '--quiet', place]);
      if (run.exit !== 0) throw new Error(`analyze of ${place} ended with ${run.exit}: ${run.complaints}`);
      // The first round warms the page cache.
      if (round > 0) runs[name].push(run);
    }
  return { command, machine, logs, matter, rounds, runs };
}

/** Renders a run as Markdown. */
export function renderFolder({ command, machine, logs, matter, rounds, runs }) {
  const of = (name, field) => median(runs[name].map((run) => run[field]));
  const row = (title, name) => [
    title,
    ...['wall', 'cpu', 'rss'].map((field) => cell(of(name, field), field)),
  ];
  const share = 1 - of('alone', 'cpu') / of('among', 'cpu');
  return [
    '## A folder of many logs',
    ['```sh', command, '```'].join('\n'),
    `${matter} logs of a real server that bear on a connection, and ${logs - matter} generated ones of other channels,` +
      ` 1.1 MB each; the first chunk of a log tells that it is none of ours. Medians of ${rounds} rounds in turn.`,
    `- Machine: ${machine.cpu}, ${machine.cores} cores; ${machine.system}; Node ${machine.node}; ${machine.date}, rdpwhy at ${machine.commit}.`,
    table(
      ['rdpwhy analyze --json', 'wall s', 'CPU s', 'peak MB'],
      [row(`${matter} logs`, 'alone'), row(`${logs} logs`, 'among')],
    ),
    `- The other ${logs - matter} take ${percent(share)} of the processor time, must be less than 10 %: ${share < MOST_SHARE ? 'met' : 'missed'}.`,
  ].join('\n\n');
}

const cell = (value, field) => (value === undefined ? '–' : figure(field === 'rss' ? value / 1e6 : value));
