// What of rdpwhy is measured: whole processes as a person starts them, and the same work in a process that is warm.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { program } from './product.mjs';

const steadyRunner = fileURLToPath(new URL('steady.mjs', import.meta.url));
/** Beyond this a full dump shows nothing new and takes long. */
const LARGEST_DUMP = 500e6;
/** Below this an in-process rate is noise. */
const SMALLEST_STEADY = 2e6;

/** The readings that are run beside the slow peers too, on smaller logs. */
const BESIDE_SLOW_PEERS = new Set([
  'selective',
  'dump-json',
  'dump-windows',
  'dump-xml',
  'steady-ndjson',
  'steady-windows',
  'steady-xml',
]);

/**
 * Gives all readings, each with the command for a log. `missing` says why this build does not have it, `noReading`
 * that the log is not touched.
 */
export function ownReadings() {
  const timeline = help('timeline');
  const dump = help('dump');
  const lacks = (text, option) => (text.includes(option) ? undefined : `this build has no ${option}`);
  const raw = lacks(timeline, '--raw');
  const whole = (id, name, missing, ...args) => ({
    id,
    name: `rdpwhy ${name}`,
    missing,
    command: (log) => [process.execPath, program, ...args, log],
  });
  const dumps = (id, missing, mark, format, ...shape) => ({
    ...whole(id, ['dump', format, ...shape].join(' '), missing, 'dump', '--format', format, ...shape),
    mark,
    largest: LARGEST_DUMP,
  });
  const [shape, xml] = [lacks(dump, '--shape'), lacks(dump, 'xml')];
  const readings = [
    startUp,
    whole('selective', 'timeline --raw --quiet', raw, 'timeline', '--raw', '--quiet'),
    whole(
      'selective-t2',
      'timeline --raw --quiet --threads 2',
      raw ?? lacks(timeline, '--threads'),
      'timeline',
      '--raw',
      '--quiet',
      '--threads',
      '2',
    ),
    whole('analyze', 'analyze --json', undefined, 'analyze', '--json', '--quiet'),
    dumps('dump-json', undefined, '\n', 'ndjson'),
    dumps('dump-windows', shape, '\n', 'ndjson', '--shape', 'windows'),
    dumps('dump-xml', xml, '</Event>', 'xml'),
    once('selective', 'the reader alone, checksums verified'),
    once('selective-no-crc', 'the reader alone, checksums not verified'),
    once('selective-fields', 'the reader alone, with the fields of the wanted events'),
    steady('selective', 'selective, checksums verified'),
    steady('selective-no-crc', 'selective, checksums not verified'),
    steady('fields', 'all fields of all events', LARGEST_DUMP),
    steady('ndjson', 'dump ndjson', LARGEST_DUMP),
    steady('windows', 'dump ndjson --shape windows', LARGEST_DUMP, shape),
    steady('xml', 'dump xml', LARGEST_DUMP, xml),
  ];
  return readings.map((reading) => ({ ...reading, besideSlowPeers: BESIDE_SLOW_PEERS.has(reading.id) }));
}

/** What every rdpwhy process takes before its first line. */
const startUp = {
  id: 'start-up',
  name: 'node -e 0: the start of Node alone',
  noReading: true,
  command: () => [process.execPath, '-e', '0'],
};

function steady(mode, name, largest, missing) {
  const command = (log) => [process.execPath, steadyRunner, mode, log];
  return { id: `steady-${mode}`, name, steady: true, missing, largest, smallest: SMALLEST_STEADY, command };
}

/** The same code as a whole process that reads the log once. */
function once(mode, name) {
  const command = (log) => [process.execPath, steadyRunner, mode, log, 'once'];
  return { id: `once-${mode}`, name, smallest: SMALLEST_STEADY, command };
}

const help = (command) =>
  spawnSync(process.execPath, [program, command, '--help'], { encoding: 'utf8' }).stdout;
