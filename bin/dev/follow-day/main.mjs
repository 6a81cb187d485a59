// npm run follow-day [-- --hours N --rate N --flood --burst N]: a day of logs followed in minutes. Prints, for each hour of it,
// what is held in memory after a collection, what it cost without the simulator, and how long verdicts took. With --flood
// most of it is a scanner's; with --burst so many records of the fleet come at once after the first hour.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { writeHeapSnapshot } from 'node:v8';
import { rawEvent, startRecords } from './records.mjs';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    rate: { type: 'string', default: '50' },
    burst: { type: 'string', default: '0' },
    flood: { type: 'boolean', default: false },
    snapshots: { type: 'string' },
  },
});
if (globalThis.gc === undefined) {
  const again = [...process.execArgv, '--expose-gc', process.argv[1], ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1);
}

const MEGABYTE = 2 ** 20;
const MINUTE = 60e6;
/** The follower looks this often, in microseconds of the logs' time. */
const LOOK = 500_000;
const hours = Number(values.hours);
const perSecond = Number(values.rate);
/** A host of the fleet gives so many records a second. */
const OF_A_HOST = values.flood ? 0.88 : 0.165;
const simulator = startRecords({
  hosts: Math.max(1, Math.round(perSecond / OF_A_HOST)),
  attempts: 100_000,
  seed: 7,
  noise: values.flood ? 20 : 0.5,
  missing: 0,
  startWithin: 0,
});

const { createFollower } = await import('../../../dist/src/follow.js');
const state = { now: 0, taken: 0, verdicts: 0, delays: [], cost: 0, simulated: 0, longest: 0 };
/** By host, how far what it wrote last is from when it came. */
const clocks = new Map();
let due = [];
const source = (sink) => ({
  name: 'simulated',
  format: 'evtx',
  size: 0,
  heldTime: undefined,
  poll() {
    for (const record of due) {
      const { computer, channel, recordId, time, provider, eventId, filed } = record;
      clocks.set(computer.toLowerCase(), filed - time);
      sink.asked.observe(computer, channel, recordId, time);
      if (sink.asked.want(provider, eventId)) sink.event(rawEvent(record));
    }
    state.taken += due.length;
    due = [];
  },
  end() {},
});
/** A clock that is wrong by more than this says nothing of how late a verdict is. */
const wrong = (host) => {
  const off = clocks.get(host.toLowerCase()) ?? 0;
  return Math.abs(off) > MINUTE ? off : 0;
};
const follower = createFollower(() => [{ name: 'simulated', open: source }], {
  onVerdicts(said) {
    state.verdicts += said.length;
    for (const { change, attempt } of said)
      if (change === 'new')
        state.delays.push((state.now - wrong(attempt.host)) / 1e6 - Date.parse(attempt.endedAt) / 1000);
  },
});

/** Looks as often as it would have, while a minute of logs comes. */
function follow(records, from) {
  let next = 0;
  const before = process.cpuUsage();
  for (state.now = from; state.now < from + MINUTE; ) {
    state.now += LOOK;
    const first = next;
    while (next < records.length && records[next].filed < state.now) next += 1;
    due = records.slice(first, next);
    const began = performance.now();
    follower.look(state.now / 1000);
    state.longest = Math.max(state.longest, performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  state.cost += (user + system) / 1e6;
}

/** Prints what an hour was like, and begins the next. */
function report(hour, simulated) {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  if (values.snapshots?.split(',').includes(String(hour))) writeHeapSnapshot(`/tmp/wd-day/hour-${hour}.heapsnapshot`);
  state.delays.sort((a, b) => a - b);
  const delays = [quantile(state.delays, 0.5), quantile(state.delays, 0.95)];
  const memory = [(heapUsed / MEGABYTE).toFixed(1), (rss / MEGABYTE).toFixed(0)];
  const cost = [state.cost, simulated - state.simulated, state.longest / 1000].map((time) => time.toFixed(1));
  print([hour, state.taken, state.verdicts, ...delays, ...memory, ...cost]);
  Object.assign(state, { cost: 0, longest: 0, delays: [], simulated });
}

const quantile = (sorted, part) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
const print = (cells) => console.log(cells.map((cell) => String(cell).padStart(9)).join(' '));
print(['hour', 'records', 'verdicts', 'median s', '95 % s', 'heap MB', 'RSS MB', 'CPU s', 'sim. s', 'look s']);
const minutes = Math.round(hours * 60);
for (let minute = 1; minute <= minutes; minute += 1) {
  const { from, records, cpu } = await simulator.next();
  follow(records, from);
  if (minute % 60 === 0 || minute === minutes) report(minute / 60, cpu);
}
simulator.stop();
const { summary, bounds } = follower.end();
console.log(JSON.stringify({ attempts: summary.attempts, bounds }));
