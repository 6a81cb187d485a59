// npm run follow-day [-- --hours N --rate N --before N --flood --burst N]: a day of logs followed in minutes. The following begins as
// it does on every host, on logs that have a history: so many hours (--before, 8 unless said) are there at the start and judged at once,
// which no delay below is of; with --before 0 on empty logs. Prints, for each hour of the day, what is held in memory after
// collections (mean and most of twenty), how many sessions are held at its end, what it cost without the simulator, and how long verdicts
// took, and says at the end whether memory was flat: exit code 1 where it was not. With --flood most of it is a scanner's; with --burst so
// many records come within seconds after ten minutes, and a line is printed each minute. --parts tells how large each part of what is held
// would be if it were written down.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { rawEvent, startRecords } from './records.mjs';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    rate: { type: 'string', default: '50' },
    before: { type: 'string', default: '8' },
    burst: { type: 'string', default: '0' },
    flood: { type: 'boolean', default: false },
    parts: { type: 'boolean', default: false },
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
/** No hour may hold a tenth more than the first one, on average: what waits differs from minute to minute by more. */
const MOST_GROWTH = 1.1;
/** So many minutes lie between two collections: no part of ten, for what waits is let go about every ten minutes. */
const COLLECT_EVERY = 3;
/** What was held in each hour, on average. */
const heaps = [];
/** The minute in which all comes at once, and within how many microseconds. */
const BURST_AT = 10;
const BURST = 5e6;
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
const state = {
  now: 0,
  taken: 0,
  verdicts: 0,
  delays: [],
  cost: 0,
  simulated: 0,
  longest: 0,
  squeezed: 0,
  heap: [],
  /** More of what was there before the day is still to come. */
  isBehind: false,
  dayBegan: 0,
};
/** By host, how far what it wrote last is from when it came. */
const clocks = new Map();
let due = [];
const source = (sink) => ({
  name: 'simulated',
  format: 'evtx',
  size: 0,
  heldTime: undefined,
  get isBehind() {
    return state.isBehind;
  },
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
  wallClock: () => state.now / 1000,
  onLook: (held) => void (state.held = held),
  onVerdicts(said) {
    state.verdicts += said.length;
    for (const { type, change, attempt } of said)
      if (type === 'verdict' && change === 'new') noteDelay(attempt);
  },
});

/** Notes how late the verdict on an attempt is; what ended before the day is no part of it. */
function noteDelay({ host, endedAt }) {
  const ended = Date.parse(endedAt) * 1000 + wrong(host);
  if (ended >= state.dayBegan) state.delays.push((state.now - ended) / 1e6);
}

/** Gives the next minute; time that was squeezed out is missing from then on. */
async function coming() {
  const { from, records, cpu } = await simulator.next();
  const shift = state.squeezed;
  const moved = records.map((one) => ({ ...one, time: one.time - shift, filed: one.filed - shift }));
  return { from: from - shift, records: shift === 0 ? records : moved, cpu };
}

/** Gives as many records as are asked for, of many minutes, as if they had been written within a few seconds. */
async function squeezed(most) {
  const { from, records, cpu } = await coming();
  const last = { from, cpu };
  while (records.length < most) {
    const lot = await coming();
    for (const record of lot.records) records.push(record);
    Object.assign(last, lot);
  }
  const faster = (last.from + MINUTE - from) / BURST;
  state.squeezed += last.from - from;
  const moved = records.map((one) => {
    const filed = from + (one.filed - from) / faster;
    return { ...one, filed, time: Math.round(one.time + filed - one.filed) };
  });
  return { from, records: moved, cpu: last.cpu };
}

/** Begins on what so many hours left in the logs; the figures of the day begin behind it. */
async function begin(before) {
  const began = performance.now();
  for (let left = Math.round(before * 60); left > 0; left -= 1) {
    const { from, records, cpu } = await coming();
    due = records;
    state.now = from + MINUTE;
    state.isBehind = left > 1;
    follower.look(state.now / 1000);
    state.simulated = cpu;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const { taken, verdicts } = state;
  console.log(`${before} hours before the day: ${taken} records, ${verdicts} verdicts, ${seconds} s`);
  Object.assign(state, { taken: 0, verdicts: 0, delays: [], dayBegan: state.now });
}

/** Looks as often as it would have, while a minute of logs comes. */
function follow(records, from) {
  let next = 0;
  const before = process.cpuUsage();
  for (state.now = from; state.now < from + MINUTE;) {
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
  const heap = state.heap.reduce((sum, one) => sum + one, 0) / state.heap.length;
  heaps.push(heap);
  if (values.parts) printParts(state.held());
  state.delays.sort((a, b) => a - b);
  const delays = [quantile(state.delays, 0.5), quantile(state.delays, 0.95)];
  const memory = [heap, Math.max(...state.heap), process.memoryUsage.rss()].map((bytes) =>
    (bytes / MEGABYTE).toFixed(0),
  );
  const cost = [state.cost, simulated - state.simulated, state.longest / 1000].map((time) => time.toFixed(1));
  const { members } = state.held().live.pipeline.hosts;
  const sessions = members.reduce((sum, { held }) => sum + held.carried.length, 0);
  print([+hour.toFixed(3), state.taken, state.verdicts, ...delays, ...memory, sessions, ...cost]);
  Object.assign(state, { cost: 0, longest: 0, delays: [], heap: [], simulated });
}

/** Prints how large each part of the state is when it is written down, the largest first. */
function printParts({ live, seen, cursors }) {
  const { members, ...hosts } = live.pipeline.hosts;
  const ofMembers = (part) => members.map(({ held, ...rest }) => ({ ...held, ...rest })[part]);
  const parts = {
    ...Object.fromEntries(
      ['pending', 'carried', 'attempts', 'attached', 'unattached', 'leftovers', 'clockSteps', 'traits'].map(
        (part) => [part, ofMembers(part)],
      ),
    ),
    hosts,
    keeper: live.pipeline.keeper,
    inputs: live.pipeline.inputs,
    book: live.book,
    clock: live.clock,
    run: live.run,
    seen,
    cursors,
  };
  const sizes = Object.entries(parts).map(([name, part]) => [name, serialize(part).length / MEGABYTE]);
  sizes.sort(([, a], [, b]) => b - a);
  console.log(sizes.map(([name, size]) => `${name} ${size.toFixed(1)}`).join(', '));
  const count = (lists) => lists.reduce((sum, list) => sum + list.length, 0);
  const links = parts.carried.flatMap((drafts) => drafts.map((draft) => draft.links));
  const whole = parts.attempts.flat().filter(({ isWhole }) => isWhole);
  const remembered = [...parts.attached, ...parts.unattached].flatMap(({ byKind }) =>
    [...byKind.values()].flatMap(({ first, latest }) => [first, latest]),
  );
  console.log(
    `${count(parts.pending)} records wait, ${count(parts.carried)} sessions go on with ${count(links)} records, ` +
      `${count(parts.attempts)} attempts, ${whole.length} whole with ${count(whole.map(({ one }) => one.attempt.events))} records, ` +
      `${count(remembered)} records remembered, ${parts.book.said.size} attempts said`,
  );
}

const quantile = (sorted, part) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
const print = (cells) => console.log(cells.map((cell) => String(cell).padStart(9)).join(' '));
await begin(Number(values.before));
print([
  'hour',
  'records',
  'verdicts',
  'median s',
  '95 % s',
  'heap MB',
  'most',
  'RSS MB',
  'sessions',
  'CPU s',
  'sim. s',
  'look s',
]);
const minutes = Math.round(hours * 60);
const burst = Number(values.burst);
for (let minute = 1; minute <= minutes; minute += 1) {
  const { from, records, cpu } = burst > 0 && minute === BURST_AT ? await squeezed(burst) : await coming();
  follow(records, from);
  if (burst > 0 || minute % COLLECT_EVERY === 0 || minute === minutes) {
    globalThis.gc();
    state.heap.push(process.memoryUsage().heapUsed);
  }
  if (burst > 0 || minute % 60 === 0 || minute === minutes) report(minute / 60, cpu);
}
simulator.stop();
const { summary, bounds } = follower.end();
console.log(JSON.stringify({ attempts: summary.attempts, bounds }));
if (burst === 0) process.exitCode = sayWhetherFlat(heaps);

/** Holds what was held in each later hour against the first one. */
function sayWhetherFlat([first, ...later]) {
  if (later.length === 0) {
    console.log('too short to say whether memory is flat: that takes two hours');
    return 0;
  }
  const most = Math.max(...later);
  const isFlat = most <= first * MOST_GROWTH;
  const words = isFlat ? 'passed: memory is flat' : 'FAILED: memory grows';
  const [early, late] = [first, most].map((bytes) => (bytes / MEGABYTE).toFixed(0));
  console.log(`${words}: ${early} MB in the first hour, ${late} MB at most in a later one`);
  return isFlat ? 0 : 1;
}
