import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { createLogReader } from '../../parsers/index.ts';
import type { IntakeRecord } from '../../src/live/intake.ts';
import { createLiveEngine, type LiveEngine, type LiveState } from '../../src/live/live-engine.ts';
import type { Report } from '../../src/model/report.ts';
import { SECOND } from '../../src/model/time.ts';
import type { HostVerdict, LiveVerdict } from '../../src/model/verdict.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { createCoverageTracker } from '../../src/timeline/coverage-tracker.ts';
import { createHostNames } from '../../src/timeline/host-names.ts';
import { feed } from '../support/feed.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { createRandom } from '../support/scenarios/random.ts';
import { serviceRecord } from '../support/service-record.ts';
import { hostCausesOf, standingCauses } from '../support/standing.ts';

const core = loadPatterns();
const packs = [core];
const catalog = createCatalog();
const SETTLE = 30 * SECOND;

/** All records of some logs, in the order in which they were written. */
const recordsIn = (files: readonly string[]): readonly IntakeRecord[] =>
  files.flatMap((file) => recordsOf(readFileSync(file), file)).sort((a, b) => a.time - b.time);

function recordsOf(log: Uint8Array, input: string): readonly IntakeRecord[] {
  const records: IntakeRecord[] = [];
  const reader = createLogReader({
    want: catalog.wants,
    observe: (computer, channel, recordId, time) =>
      records.push({ input, computer, channel, recordId, time }),
  });
  for (const feeding of [() => reader.feed(log), () => reader.end()])
    for (const item of feeding()) {
      const last = records.at(-1);
      const event = item.type === 'event' ? catalog.normalize(item.event, input) : undefined;
      if (last && event) last.event = event;
    }
  return records;
}

/** What the finished logs give. */
function whole(records: readonly IntakeRecord[]): Report {
  const inputs = [...new Set(records.map(({ input }) => input))];
  const logs = inputs.map((path) => {
    const own = records.filter(({ input }) => input === path);
    const watcher = createCoverageTracker(createHostNames()).watch();
    for (const { computer, channel, recordId, time } of own)
      watcher.observe(computer, channel, recordId, time);
    return { path, events: own.flatMap(({ event }) => event ?? []), runs: watcher.runs() };
  });
  return feed(logs, { packs });
}

interface Followed {
  readonly verdicts: readonly (LiveVerdict & { readonly at: number })[];
  /** Before anything ended. */
  readonly standing: readonly LiveVerdict[];
}

/** Follows records as they come, one by one, with an hour of quiet after them; `renew` may put another engine in the place of one. */
function follow(
  records: readonly IntakeRecord[],
  renew: (engine: LiveEngine) => LiveEngine = (engine) => engine,
): Followed {
  let engine = engineOf();
  engine.take({
    passed: 0,
    opened: [...new Set(records.map(({ input }) => input))].map(headOf),
    records: [],
  });
  const verdicts: (LiveVerdict & { readonly at: number })[] = [];
  let now = records[0]?.time ?? 0;
  const step = (to: number, coming: readonly IntakeRecord[]): void => {
    engine = renew(engine);
    const said = engine.take({ passed: to - now, opened: [], records: coming });
    now = to;
    verdicts.push(...said.map((one) => ({ ...one, at: to })));
  };
  for (const record of records) {
    // Twice a second where anything may be due, as if nothing had come meanwhile.
    const quiet = Math.min(record.time, now + 2 * SETTLE);
    for (let next = now + SECOND; next < quiet; next += SECOND) step(next, []);
    step(record.time, [record]);
  }
  for (let i = 0; i < 90; i++) step(now + SECOND, []);
  const standing = [...verdicts];
  for (const input of engine.inputs) engine.end(input, { format: 'xml', bytes: 0, state: 'clean' });
  verdicts.push(...engine.close().verdicts.map((one) => ({ ...one, at: now })));
  return { verdicts, standing };
}

const headOf = (path: string): { readonly path: string } => ({ path });
const engineOf = (state?: LiveState): LiveEngine =>
  createLiveEngine({ version: '0', packs, settle: SETTLE, ...(state && { state }) });

const ofHosts = (verdicts: readonly LiveVerdict[]): readonly HostVerdict[] =>
  verdicts.filter((one) => one.type === 'host-verdict');
const shortly = ({ change, revision, cause }: HostVerdict): string =>
  `${change} ${revision} ${cause.cause} ${cause.confidence}`;

const logsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /\.(evtx|xml)$/.test(name))
    .map((name) => join(folder, name));

const gateway = logsIn('samples/gateway-refusal/RDG01');

describe('a gateway that refuses somebody', () => {
  test('is told of while it refuses, though no attempt is seen, and with what the report says', () => {
    const records = recordsIn(gateway);
    const refused = records.filter(({ event }) => event?.kind === 'gateway-target-refused');
    expect(refused).toHaveLength(5);
    const { verdicts, standing } = follow(records);
    const [first, ...more] = verdicts.filter((one) => one.type === 'host-verdict');
    expect(first).toMatchObject({ change: 'new', revision: 1, host: 'RDG01.corp.example' });
    expect(first?.cause).toMatchObject({ cause: 'rdg-rap-denied', failure: true, accounts: ['CORP\\bob'] });
    expect(((first?.at ?? 0) - (refused[0]?.time ?? 0)) / SECOND).toBeLessThanOrEqual(SETTLE / SECOND + 2);
    expect(more).toEqual([]);
    const report = whole(records);
    expect(hostCausesOf(report)).toEqual(['rdg-rap-denied certain RDG01.corp.example']);
    expect(standingCauses(standing, report)).toEqual(hostCausesOf(report));
  });

  test('is told of once by a run that is killed again and again', () => {
    const records = recordsIn(gateway);
    const random = createRandom(3);
    const { verdicts } = follow(records, (engine) => {
      if (random.integer(1, 20) > 1) return engine;
      return engineOf(deserialize(serialize(engine.state())) as LiveState);
    });
    expect(verdicts).toEqual(follow(records).verdicts);
  });
});

describe('a service that stops', () => {
  const log = [
    serviceRecord(0, 1, true),
    serviceRecord(10, 2, false),
    serviceRecord(70, 3, true),
    serviceRecord(200, 4, false),
    serviceRecord(210, 5, false),
  ].join('');
  const records = recordsOf(Buffer.from(log), 'System.xml');

  test('is told of, withdrawn when it runs again, and told of anew', () => {
    const { standing } = follow(records);
    expect(ofHosts(standing).map(shortly)).toEqual([
      'new 1 termservice-stopped likely',
      'withdrawn 2 termservice-stopped likely',
      'new 3 termservice-stopped likely',
    ]);
    expect(standingCauses(standing, whole(records))).toEqual(['termservice-stopped likely RDS01']);
  });

  test('that is started within the time to settle is not told of', () => {
    const restart = [serviceRecord(10, 1, false), serviceRecord(10.1, 2, true)].join('');
    expect(ofHosts(follow(recordsOf(Buffer.from(restart), 'System.xml')).verdicts)).toEqual([]);
  });
});

describe('what is told of hosts is what the finished logs give, in every case of every pattern', () => {
  const signed = core.patterns.filter(({ hostSigns }) => hostSigns.length > 0);
  test.each(signed)('$id', ({ id, class: group }) => {
    const cases = logsIn(`patterns/${group}/${id}/cases`);
    expect(cases.length).toBeGreaterThan(1);
    for (const file of cases) {
      const records = recordsIn([file]);
      const report = whole(records);
      const { verdicts, standing } = follow(records);
      expect(standingCauses(standing, report), basename(file)).toEqual(hostCausesOf(report));
      expect(standingCauses(verdicts, report), basename(file)).toEqual(hostCausesOf(report));
      const said = verdicts.map(({ verdictId, revision }) => `${verdictId} ${revision}`);
      expect(new Set(said).size).toBe(said.length);
    }
  });
});
