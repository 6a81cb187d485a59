// What `--events` measured, as a section of the document.
import { existsSync, readFileSync } from 'node:fs';
import { figure, grouped, percent } from './figures.mjs';
import { table } from './table.mjs';

/** What stands before the first mark is written by the other readings, what follows one by the option of that name. */
const MARK = /<!-- (events|folder) -->/;

/** The whole document with one of its parts renewed. */
export function withPart(file, part, text) {
  const [readings = '', ...marked] = existsSync(file) ? readFileSync(file, 'utf8').split(MARK) : [];
  const parts = { readings, events: '', folder: '' };
  for (let i = 0; i < marked.length; i += 2) parts[marked[i]] = marked[i + 1];
  parts[part] = text;
  const written = ['events', 'folder'].filter((name) => parts[name].trim() !== '');
  return [parts.readings.trim(), ...written.map((name) => `<!-- ${name} -->\n\n${parts[name].trim()}`)]
    .join('\n\n')
    .concat('\n');
}

/** Renders a run as Markdown. */
export function renderScale({ command, machine, hosts, rows }) {
  return [
    '## Runs of any length',
    ['```sh', command, '```'].join('\n'),
    `${hosts} simulated hosts at once, their records in the order in which they were written, pushed into the analysis and` +
      ' settled as time goes on; events are those that bear on a connection. Processor time of all threads, in which' +
      ' making the events is measured by a run of its own and subtracted. Of fewer than a million events five runs are made' +
      ' each, and the one in the middle counts.',
    `- Machine: ${machine.cpu}, ${machine.cores} cores; ${machine.system}; Node ${machine.node}; ${machine.date}, rdpwhy at ${machine.commit}.`,
    table(
      [
        'events',
        'attempts',
        'listed',
        'made, CPU s',
        'made and analysed, CPU s',
        'events/s',
        'wall s',
        'peak MB',
      ],
      rows.map(rowOf),
    ),
    ...verdicts(rows),
  ].join('\n\n');
}

const rateOf = ({ size, made, analyzed }) => size / (analyzed.cpu - made.cpu);

function rowOf(row) {
  const { size, made, analyzed } = row;
  const counts = [size, analyzed.attempts, analyzed.listed].map(grouped);
  return [
    ...counts,
    ...[made.cpu, analyzed.cpu, rateOf(row), analyzed.seconds, analyzed.rss / 1e6].map(figure),
  ];
}

/** The two goals, as far as the sizes they compare were run. */
function verdicts(rows) {
  const of = (size) => rows.find((row) => row.size === size);
  const [small, middle, large] = [1e5, 1e6, 1e7].map(of);
  const lines = [];
  if (small && large) {
    const share = rateOf(large) / rateOf(small);
    lines.push(
      `- Events a second at 10 M against 100 k: ${percent(share)}, must be at least 80 %: ${share >= 0.8 ? 'met' : 'missed'}.`,
    );
  }
  if (middle && large) {
    const ratio = large.analyzed.rss / middle.analyzed.rss;
    lines.push(
      `- Peak memory at 10 M against 1 M: ${figure(ratio)} ×, must be at most 2 ×: ${ratio <= 2 ? 'met' : 'missed'}.`,
    );
  }
  return lines.length === 0 ? [] : [lines.join('\n')];
}
