import { readPart } from '../../src/read-part.ts';
import { createReaderMemory } from '../../parsers/evtx/reader-memory.ts';
import type { Event } from '../../src/model/event.ts';
import { groupBy } from '../../src/model/group-by.ts';
import type { Report } from '../../src/model/report.ts';
import { micros } from '../../src/model/time.ts';
import { channelOfFile } from '../../src/normalize/channels.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import type { Pack } from '../../src/packs/pack.ts';
import { createPipeline } from '../../src/pipeline.ts';
import { createCoverageTracker, type ChannelRun } from '../../src/timeline/coverage-tracker.ts';
import { createHostNames } from '../../src/timeline/host-names.ts';
import type { SimRecord } from './simulate/sim-record.ts';

/** One log, as its reader gives it. */
export interface FedLog {
  readonly path: string;
  readonly events: readonly Event[];
  readonly runs: readonly ChannelRun[];
  /** When each event came into the log. Default: the times of the events. */
  readonly filed?: readonly number[];
}

export const readLogs = async (files: readonly string[]): Promise<readonly FedLog[]> => {
  const catalog = createCatalog();
  return Promise.all(
    files.map(async (path) => {
      const options = { hash: false, catalog, memory: createReaderMemory(), onPiece: () => {} };
      const { events, runs } = await readPart({ file: path }, options);
      return { path, events, runs };
    }),
  );
};

/** The logs of simulated machines, an input for each channel of each; one that counts anew is another file. */
export function logsOf(records: Iterable<SimRecord>): readonly FedLog[] {
  const catalog = createCatalog();
  const lives = new Map<string, number>();
  const logs = groupBy(records, ({ computer, channel, recordId }) => {
    const path = `${computer}/${channel}`;
    if (recordId === 1) lives.set(path, (lives.get(path) ?? 0) + 1);
    return `${lives.get(path) ?? ''}${path}`;
  });
  return [...logs].map(([path, own]) => {
    const watcher = createCoverageTracker(createHostNames()).watch();
    const events: Event[] = [];
    const filed: number[] = [];
    for (const record of own) {
      watcher.observe(record.computer, record.channel, record.recordId, record.time);
      const event = catalog.normalize(record, path);
      if (!event) continue;
      events.push(event);
      filed.push(record.filed);
    }
    return { path, events, filed, runs: watcher.runs() };
  });
}

/** The logs of events in time order, an input for each channel: who wrote them counted their records as they came. */
export function channelLogs(events: readonly Event[]): readonly FedLog[] {
  const numbered = events.map((event, i): Event => {
    const { channel } = event.source;
    return { ...event, source: { ...event.source, input: channel, recordId: i + 1 } };
  });
  return [...groupBy(numbered, ({ source }) => source.channel)].map(([path, own]) => {
    const watcher = createCoverageTracker(createHostNames()).watch();
    for (const { host, source, time } of own) watcher.observe(host, source.channel, source.recordId, time);
    return { path, events: own, runs: watcher.runs() };
  });
}

export interface Feeding {
  readonly packs: readonly Pack[];
  /** Absent: nothing is settled before the end. */
  readonly heldEvents?: number;
  readonly listedAttempts?: number;
  readonly listedRecords?: number;
}

/** Feeds a pipeline the events of all logs in the order of their times, settling after every few, and closes it. */
export function feed(logs: readonly FedLog[], { heldEvents, ...options }: Feeding): Report {
  const pipeline = createPipeline({
    version: '0',
    ...options,
    ...(heldEvents === undefined ? {} : { heldEvents }),
  });
  const inputs = logs.map(({ path, runs }) => {
    const channel = channelOfFile(path);
    const input = pipeline.open({ path, ...(channel === undefined ? {} : { channel }) });
    input.adopt({ events: [], runs: structuredClone(runs) });
    return input;
  });
  const all = logs.flatMap(({ events, filed }, log) =>
    events.map((event, i) => ({ event, log, at: filed?.[i] ?? event.time })),
  );
  all.sort((a, b) => a.at - b.at);
  for (const [i, { event, log, at }] of all.entries()) {
    inputs[log]?.adopt({ events: [event], runs: [] });
    if (heldEvents !== undefined && i % 10 === 0) pipeline.settle(micros(at));
  }
  for (const input of inputs) input.end({ format: 'evtx', bytes: 0, state: 'clean' });
  return pipeline.close();
}
