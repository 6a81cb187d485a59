// npm run score [-- --write FILE]: runs the built program over real cases whose cause is known. With --simulated, the
// engine over simulated hosts: see simulated.mjs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, setUp } from '../setup.mjs';
import { healthyCase, readCases } from './cases.mjs';
import { caseRow, document } from './document.mjs';
import { judge, totals } from './judge.mjs';
import { simulationFlags } from '../simulator/flags.mjs';
import { writeSection } from './sections.mjs';
import { scoreSimulated } from './simulated.mjs';

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: '../shared/evalset' },
    healthy: { type: 'string', default: '../shared/corpus/win11' },
    write: { type: 'string' },
    simulated: { type: 'boolean', default: false },
    plain: { type: 'boolean', default: false },
    ...simulationFlags,
  },
});
if (flags.simulated) {
  await scoreSimulated(flags);
  process.exit();
}
const folder = resolve(root, flags.cases);
if (!existsSync(folder)) {
  console.error(`score: the cases lie beside the project, and there are none at ${folder}`);
  process.exit(2);
}
setUp();

const healthy = resolve(root, flags.healthy);
const cases = [...readCases(folder), ...(existsSync(healthy) ? [healthyCase('win11', healthy)] : [])];
const reports = cases.map((one) => analyze(one.inputs));
const judged = cases.map((one, i) => judge(one, reports[i]));
const figures = totals(judged);
for (const one of judged) console.log(columns(caseRow(one)));
console.log();
for (const { text, count, of, least, most, met } of figures) {
  const asked = least !== undefined ? `at least ${least}` : most !== undefined ? `${most}` : '';
  console.log(
    `${text.padEnd(54)}${`${count} of ${of}`.padEnd(12)}${asked.padEnd(14)}${met === false ? 'MISSED' : ''}`,
  );
}
if (flags.write !== undefined) await publish(resolve(root, flags.write));

/** One case through the program, as a person would run it. */
function analyze(inputs) {
  const args = [join(root, 'bin/rdpwhy.js'), 'analyze', '--json', '--quiet', ...inputs];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`rdpwhy ended with ${status} on ${inputs.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

async function publish(file) {
  const { version, patterns } = reports[0].tool;
  const pack = { count: patterns.count, sha256: patterns.packs[0].sha256 };
  const text = document({ judged, figures, pack, version });
  await writeSection(file, 'real', text);
}

function columns([id, decidable, expected, answer, confidence, verdict]) {
  return `${id.padEnd(10)}${decidable.padEnd(8)}${expected.padEnd(38)}${answer.padEnd(38)}${confidence.padEnd(10)}${verdict}`;
}
