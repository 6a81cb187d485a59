// A run as a document: everything it says is computed from what was measured.
import { pairRatio } from './arena.mjs';
import { figure, grouped, percent, sizeText } from './figures.mjs';
import { judge } from './goals.mjs';
import { table } from './table.mjs';

/** A load above this says that others were at work when the run began. */
const QUIET_LOAD = 0.5;
const KINDS = {
  mixed: 'a mixed log',
  plain: 'a mixed log without CAPI2 events, which libevtx cannot read',
  corpus: 'the corpus as it is, mostly about Remote Desktop; no goal applies',
};
/** The pairs that are told as won or lost: ours, and the peer that does the same or more. */
const DUELS = [
  ['selective', 'evtx_dump-t1'],
  ['selective', 'evtx_dump-t2'],
  ['selective-t2', 'evtx_dump-t2'],
  ['analyze', 'evtx_dump-t1'],
  ['dump-json', 'evtx_dump-t1'],
  ['dump-windows', 'evtx_dump-t1'],
  ['dump-xml', 'evtx_dump-xml'],
  ['dump-json', 'winevtx'],
  ['dump-json', '@ts-evtx/core'],
  ['dump-xml', 'evtxexport'],
  ['dump-json', 'evtxexport'],
  ['dump-xml', 'python-evtx'],
  ['dump-json', 'python-evtx'],
];

/** Renders a run as Markdown. */
export function renderDocument({ machine, arenas, command }) {
  const parts = [
    '# Benchmarks',
    'Written by `npm run bench`; not edited by hand.',
    ['```sh', command, '```'].join('\n'),
    '## How it was measured',
    howMeasured(machine),
    '## Goals',
    'Ratios are medians of the ratios round by round. "must" has to hold, "aim" is what we would like.',
    howFast(arenas),
    goalTable(arenas),
    '## Against other programs',
    'Wall time of ours divided by theirs, whole processes, the median of the ratios round by round. `timeline --raw`' +
      ' finds and counts the records that can bear on a connection and decodes nothing else; `analyze` decodes and' +
      ' explains them. Both do less decoding than a full dump: the other programs have no way to read the Remote' +
      ' Desktop events alone, so they are put through the full dump that such a question takes. `dump ndjson` leaves out parts of System' +
      ' and prints less than they do; `--shape windows` prints the form that evtx_dump prints. Processor time tells less about' +
      " the machine's other work than wall time does.",
    ...duelParts(arenas),
    '## All figures',
    ...arenas.flatMap((arena) => [
      `### ${titleOf(arena)}`,
      inputLine(arena),
      arenaTable(arena),
      steadyTable(arena),
    ]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function howMeasured({ cpu, cores, memory, system, node, load, date, commit, method }) {
  const busy = load[0] > QUIET_LOAD ? ' **The machine was not quiet.**' : '';
  return [
    `- Machine: ${cpu}, ${cores} cores, ${figure(memory / 2 ** 30)} GiB; ${system}; Node ${node}.`,
    `- ${date}, rdpwhy at ${commit}; load average at the start ${load.map((value) => value.toFixed(2)).join(', ')}.${busy}`,
    '- Logs are built from real chunks (../shared/corpus) that are repeated with new record ids, times, ActivityIDs',
    '  and checksums; 3–5 % of the records of a mixed log are such that rdpwhy wants them.',
    '- All programs read the same file, from the page cache, in turn, one run each a round, after one run that does',
    '  not count. Their output is thrown away. Seconds are medians, memory is the largest of all rounds.',
    '- Wall time is that of the whole process, start-up included. "Warm" is the time of a pass in a process that has',
    '  read the log before.',
    `- Processor time and memory are measured by: ${method}.`,
  ].join('\n');
}

/** Says how fast this machine is, for the goals in seconds and MB/s were set on another. */
function howFast(arenas) {
  const { entries } = arenas.find(({ input }) => input.kind === 'mixed' && input.size >= 250e6) ?? arenas[0];
  const [start, peer] = ['start-up', 'evtx_dump-t1'].map((id) => entries.find((entry) => entry.id === id));
  const here = [
    start?.wall && `Node starts in ${figure(start.wall)} s`,
    peer?.megabytes && `evtx_dump prints ${figure(peer.megabytes)} MB/s`,
  ].filter(Boolean);
  return (
    'Goals in seconds and MB/s were set on a machine where Node starts in 0.045 to 0.063 s and evtx_dump prints 613 MB/s of a mixed' +
    ` log as JSON with one thread${here.length > 0 ? `; on this one ${here.join(' and ')}` : ''}. Ratios hold across machines and are what binds.`
  );
}

function goalTable(arenas) {
  const rows = judge(arenas).map(({ text, unit, must, aim, bound, value, verdict }) => {
    const limit = (number) =>
      number === undefined ? '' : `${bound === 'most' ? '≤' : '≥'} ${number} ${unit}`;
    return [text, limit(must), limit(aim), value === undefined ? '' : `${figure(value)} ${unit}`, verdict];
  });
  return table(['goal', 'must', 'aim', 'measured', 'verdict'], rows);
}

/** The same table three times: won, lost, open. */
function duelParts(arenas) {
  const duels = arenas.flatMap((arena) => DUELS.flatMap(([ours, theirs]) => duelOf(arena, ours, theirs)));
  const part = (title, rows) =>
    rows.length === 0
      ? []
      : [
          `### ${title}`,
          table(['log', 'rdpwhy', 'other program', 'wall, ours / theirs', 'CPU, ours / theirs'], rows),
        ];
  const rows = (test) => duels.filter(({ ratio }) => test(ratio)).map(({ row }) => row);
  return [
    ...part(
      'Where rdpwhy is faster',
      rows((ratio) => ratio < 1),
    ),
    ...part(
      'Where rdpwhy is slower',
      rows((ratio) => ratio >= 1),
    ),
    ...part(
      'Open: one of the two was not there',
      rows((ratio) => ratio === undefined),
    ),
  ];
}

function duelOf(arena, ours, theirs) {
  const [us, them] = [ours, theirs].map((id) => arena.entries.find((entry) => entry.id === id));
  if (us === undefined || them === undefined) return [];
  const ratio = pairRatio(arena, ours, theirs);
  const cpu = pairRatio(arena, ours, theirs, 'cpu');
  return [{ ratio, row: [titleOf(arena), us.name, them.name, figure(ratio), figure(cpu)] }];
}

const titleOf = ({ input }) => `${sizeText(input.size)}, ${input.kind}`;

function inputLine({ input, rounds }) {
  const chunks = `${grouped(input.chunks)} chunks (${grouped(input.distinctChunks)} distinct)`;
  const records = `${grouped(input.records)} records, ${percent(input.share)} of them wanted`;
  return `${KINDS[input.kind]}: ${grouped(input.bytes)} bytes, ${chunks}, ${records}; ${rounds} rounds.`;
}

function arenaTable({ entries, input }) {
  const rows = entries.filter(({ steady }) => !steady).map((entry) => entryRow(entry, input));
  return table(
    ['program', 'wall s', 'CPU s', 'MB/s', 'records/s', 'peak MB', 'MB printed', 'records printed'],
    rows,
  );
}

function entryRow(entry, { records }) {
  const { name, version, missing, wall, cpu, rss, megabytes, recordRate, printed, found } = entry;
  const label = version === undefined ? name : `${name} (${version})`;
  if (wall === undefined) return [label, missing, '', '', '', '', '', ''];
  const lost = found === records ? '' : ` of ${grouped(records)}`;
  const [memory, output] = [rss, printed].map((bytes) => (bytes === undefined ? undefined : bytes / 1e6));
  const figures = [wall, cpu, megabytes, recordRate, memory, output].map(figure);
  return [label, ...figures, found === undefined ? '' : grouped(found) + lost];
}

function steadyTable({ entries }) {
  const warm = entries.filter(({ steady }) => steady);
  if (warm.length === 0) return '';
  const rows = warm.map(({ name, missing, wall, megabytes, recordRate }) =>
    wall === undefined ? [name, missing, '', ''] : [name, ...[wall, megabytes, recordRate].map(figure)],
  );
  return table(['warm, in one process', 's a pass', 'MB/s', 'records/s'], rows);
}
