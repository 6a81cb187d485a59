import { readFileSync } from 'node:fs';
import { createLogReader } from '../../parsers/index.ts';
import type { IntakeRecord } from '../../src/live/intake.ts';
import { createLiveEngine, type LiveEngine, type LiveState } from '../../src/live/live-engine.ts';
import type { Report } from '../../src/model/report.ts';
import { SECOND } from '../../src/model/time.ts';
import type { LiveVerdict } from '../../src/model/verdict.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { createCoverageTracker } from '../../src/timeline/coverage-tracker.ts';
import { createHostNames } from '../../src/timeline/host-names.ts';
import { feed } from './feed.ts';
import { loadPatterns } from './load-patterns.ts';

const packs = [loadPatterns()];
const catalog = createCatalog();
export const SETTLE = 30 * SECOND;

/** All records of some logs, in the order in which they were written. */
export const recordsIn = (files: readonly string[]): readonly IntakeRecord[] =>
  files.flatMap((file) => recordsOf(readFileSync(file), file)).sort((a, b) => a.time - b.time);

export function recordsOf(log: Uint8Array, input: string): readonly IntakeRecord[] {
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
export function whole(records: readonly IntakeRecord[]): Report {
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

export interface Followed {
  readonly verdicts: readonly (LiveVerdict & { readonly at: number })[];
  /** Before anything ended. */
  readonly standing: readonly LiveVerdict[];
}

/** Follows records as they come, one by one, with an hour of quiet after them; `renew` may put another engine in the place of one. */
export function follow(
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
export const engineOf = (state?: LiveState, fromNow = false): LiveEngine =>
  createLiveEngine({ version: '0', packs, settle: SETTLE, fromNow, ...(state && { state }) });
