// npm run score -- --simulated [--hosts N] [--attempts N] [--seed S] [--noise X] [--missing P] [--plain] [--write FILE]:
// runs the engine over hosts that never were, of which everything is known; --plain takes their ActivityIDs away.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from '../setup.mjs';
import { simulationOf } from '../simulator/flags.mjs';
import { setUpSimulator } from '../simulator/set-up.mjs';
import { curves } from './curves.mjs';
import { writeSection } from './sections.mjs';
import { falseClaimsOf, figuresOf, mistakesOf, simulatedDocument, sharesOf } from './simulated-document.mjs';

/** Of a sweep each step is small: the curve shows where it bends, not the last decimal. */
const SMALL = {
  noise: { hosts: 8, attempts: 150 },
  missing: { hosts: 60, attempts: 60 },
  plain: { hosts: 40, attempts: 150 },
};
const NOISE = [0, 0.3, 1, 3, 10, 30, 100];
const MISSING = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5];

export async function scoreSimulated(flags) {
  const { scoreSimulation } = await setUpSimulator('score/score-simulation.js');
  const { spreadOf } = await setUpSimulator('score/drawn-anew.js');
  const pack = JSON.parse(readFileSync(join(root, 'dist/patterns.json'), 'utf8'));
  const { version } = await import('../../../dist/src/version.js');
  const simulation = { ...simulationOf(flags), plain: flags.plain };
  const begun = performance.now();
  const score = scoreSimulation(simulation, [pack], (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${simulation.hosts} hosts`);
  });
  const seconds = (performance.now() - begun) / 1000;
  print(score, spreadOf, seconds);
  if (flags.write === undefined) return;

  const file = resolve(root, flags.write);
  const sweep = (values, small, change) =>
    values.map((value) => ({
      value,
      tally: scoreSimulation({ ...simulation, ...small, ...change(value) }, [pack]).total,
    }));
  const noise = sweep(NOISE, SMALL.noise, (noise) => ({ noise }));
  const missing = sweep(MISSING, SMALL.missing, (missing) => ({ missing }));
  const plain = sweep([false, true], SMALL.plain, (plain) => ({ plain }));
  const pictures = {
    'accuracy-noise.svg': curves('Robots’ attempts for each attempt of a person', noise),
    'accuracy-missing.svg': curves(
      'Part of the channels that are missing, and of the others that lack a piece',
      missing,
    ),
  };
  for (const [name, picture] of Object.entries(pictures)) writeFileSync(join(dirname(file), name), picture);
  await writeSection(
    file,
    'simulated',
    simulatedDocument({ score, spreadOf, simulation, noise, missing, plain, small: SMALL, pack, version }),
  );
}

function print(score, spreadOf, seconds) {
  const tally = score.total;
  for (const [text, figure, spread, goal] of figuresOf(score, spreadOf))
    console.log(`${text.padEnd(62)}${figure.padEnd(30)}${spread.padEnd(20)}${goal}`);
  console.log(`\n${tally.records} records in ${seconds.toFixed(1)} s, ${process.memoryUsage.rss() >> 20} MB`);
  console.log('\nevents that belong to an attempt, per channel: found there');
  for (const [channel, figure] of sharesOf(tally.recallBy)) console.log(`  ${channel.padEnd(76)}${figure}`);
  console.log('\nevents put into attempts, per tie, where any was wrong');
  for (const [tie, figure] of sharesOf(tally.precisionBy, true)) console.log(`  ${tie.padEnd(76)}${figure}`);
  console.log('\nright cause first, per cause');
  for (const [cause, figure] of sharesOf(tally.byCause)) console.log(`  ${cause.padEnd(76)}${figure}`);
  console.log('\nfailures claimed where there were none');
  for (const [answer, example] of falseClaimsOf(tally)) console.log(`  ${answer}: ${example}`);
  console.log('\nmost frequent errors');
  for (const [count, truth, answer, example] of mistakesOf(tally))
    console.log(`  ${count} ${truth} -> ${answer}: ${example}`);
}
