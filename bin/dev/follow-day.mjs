// npm run follow-day [-- --hours N --rate N --flood]: a day of logs followed in minutes. Prints, for each hour of it, what
// is held in memory after a collection, and what it cost. With --flood most of it is a scanner's.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { setUpSimulator } from './simulator/set-up.mjs';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    rate: { type: 'string', default: '50' },
    flood: { type: 'boolean', default: false },
  },
});
if (globalThis.gc === undefined) {
  const again = [process.argv[1], ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, ['--expose-gc', ...again], { stdio: 'inherit' }).status ?? 1);
}

const HOUR = 3600e6;
const MEGABYTE = 2 ** 20;
/** The follower looks this often, in milliseconds of the logs' time. */
const LOOK = 500;
const hours = Number(values.hours);
const perSecond = Number(values.rate);
/** A host of the fleet gives so many records a second. */
const OF_A_HOST = values.flood ? 0.88 : 0.165;

const { simulateFleet } = await setUpSimulator('simulate-fleet.js');
const { createFollower } = await import('../../dist/src/follow.js');
const records = denseRecords();
let next = records.next().value;
let now = 0;
const source = (sink) => ({
  name: 'simulated',
  format: 'evtx',
  size: 0,
  heldTime: undefined,
  poll() {
    for (; next && next.filed <= now; next = records.next().value) {
      const { computer, channel, recordId, time, provider, eventId } = next;
      sink.asked.observe(computer, channel, recordId, time);
      if (sink.asked.want(provider, eventId)) sink.event(next);
      taken += 1;
    }
  },
  end() {},
});
let taken = 0;
let verdicts = 0;
let latestDelay = 0;
const delays = [];
const follower = createFollower(() => [{ name: 'simulated', open: source }], {
  onVerdicts(said) {
    verdicts += said.length;
    for (const { change, attempt } of said)
      if (change === 'new') delays.push(now / 1e6 - Date.parse(attempt.endedAt) / 1000);
  },
});
const start = next.filed;
const began = process.cpuUsage();
console.log('hour  records   verdicts  median s  heap MB   RSS MB   CPU s');
for (let hour = 1; hour < hours + 1; hour += 1) {
  for (; now < start + Math.min(hour, hours) * HOUR; now = Math.max(now, start) + LOOK * 1000)
    follower.look(now / 1000);
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage(began);
  delays.sort((a, b) => a - b);
  latestDelay = delays[delays.length >> 1] ?? 0;
  delays.length = 0;
  const row = [
    hour,
    taken,
    verdicts,
    latestDelay.toFixed(1),
    (heapUsed / MEGABYTE).toFixed(1),
    (rss / MEGABYTE).toFixed(0),
  ];
  console.log([...row, ((user + system) / 1e6).toFixed(1)].map((cell) => String(cell).padStart(8)).join(' '));
}
const { summary, bounds } = follower.end();
console.log(JSON.stringify({ attempts: summary.attempts, bounds }));

/** A fleet's lives, so many that they give as many records a second; each begins anew when it is over. */
function* denseRecords() {
  for (let round = 0; ; round += 1) {
    const simulation = {
      hosts: Math.max(1, Math.round(perSecond / OF_A_HOST)),
      attempts: 100_000,
      seed: 7 + round,
      noise: values.flood ? 20 : 0.5,
      missing: 0,
      startWithin: 0,
    };
    yield* simulateFleet(simulation);
  }
}
