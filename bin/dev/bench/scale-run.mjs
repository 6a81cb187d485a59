// node scale-run.mjs EVENTS HOSTS generate|analyze: one run of the bench for size, in a process of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** Wanted events that one attempt of a person comes to, robots and the machine's own affairs included: a little less. */
const EVENTS_PER_ATTEMPT = 14;
/** So often the pipeline is told how far time has come: it is free to wait for more. */
const SETTLE_EVERY = 5000;

const [events, hosts] = process.argv.slice(2, 4).map(Number);
const analyzes = process.argv[4] === 'analyze';
const { simulateFleet } = await import('../../../dist/test/support/simulate/simulate-fleet.js');
const { createPipeline } = await import('../../../dist/src/pipeline.js');

const attempts = Math.ceil(events / hosts / EVENTS_PER_ATTEMPT);
const simulation = { hosts, attempts, seed: 7, noise: 0.5, missing: 0.1, startWithin: 0 };
const packs = [JSON.parse(readFileSync(join(root, 'dist/patterns.json'), 'utf8'))];
const pipeline = createPipeline({ version: 'bench', packs });

const started = performance.now();
const before = process.cpuUsage();
const { pushed, records } = analyzes ? analyze() : generate();
const report = analyzes ? pipeline.close() : undefined;
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    pushed,
    records,
    seconds,
    cpu: (user + system) / 1e6,
    // Kilobytes on every system.
    rss: process.resourceUsage().maxRSS * 1024,
    attempts: report?.summary.attempts.total,
    listed: report?.attempts.length,
    bounds: report?.bounds,
  }),
);

function generate() {
  const { wants } = pipeline.catalog;
  let pushed = 0;
  let records = 0;
  for (const { provider, eventId } of simulateFleet(simulation)) {
    records += 1;
    if (wants(provider, eventId) && ++pushed === events) break;
  }
  return { pushed, records };
}

function analyze() {
  const { wants } = pipeline.catalog;
  const input = pipeline.open({ path: 'simulated' });
  let pushed = 0;
  let records = 0;
  for (const record of simulateFleet(simulation)) {
    records += 1;
    input.observe(record.computer, record.channel, record.recordId, record.time);
    if (!wants(record.provider, record.eventId)) continue;
    input.push(record);
    pushed += 1;
    if (pushed % SETTLE_EVERY === 0) pipeline.settle(record.filed);
    if (pushed === events) break;
  }
  input.end({ format: 'simulation', bytes: 0, state: 'whole' });
  return { pushed, records };
}
