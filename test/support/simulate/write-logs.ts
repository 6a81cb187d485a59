import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { EventSpec } from '../event-spec.ts';
import { renderEventXml } from '../event-xml.ts';
import { writeEvtx } from '../evtx-writer/index.ts';
import { simulateHost } from './simulate.ts';
import type { Simulation } from './simulation.ts';
import type { SimRecord } from './sim-record.ts';
import { truthOf } from './truth.ts';

export type LogFormat = 'ndjson' | 'xml' | 'evtx';

/** What was written. */
export interface Written {
  records: number;
  attempts: number;
}

/** Takes the records of one host and writes its logs. */
interface LogSink {
  take(record: SimRecord): void;
  end(): void;
}

/** Writes every host's logs into a folder of its own, and what really happened to truth.ndjson beside them. */
export function writeSimulation(simulation: Simulation, format: LogFormat, folder: string): Written {
  const written: Written = { records: 0, attempts: 0 };
  mkdirSync(folder, { recursive: true });
  const truths = createLines(join(folder, 'truth.ndjson'));
  for (let index = 0; index < simulation.hosts; index++) {
    const sinks = new Map<string, LogSink>();
    const report = (attempt: Parameters<typeof truthOf>[0]): void => {
      truths.write(JSON.stringify(truthOf(attempt)));
      written.attempts++;
    };
    for (const record of simulateHost(simulation, index, report)) {
      const sink = sinks.get(record.computer) ?? createSink(format, join(folder, record.computer));
      sinks.set(record.computer, sink);
      sink.take(record);
      written.records++;
    }
    for (const sink of sinks.values()) sink.end();
  }
  truths.end();
  return written;
}

function createSink(format: LogFormat, folder: string): LogSink {
  mkdirSync(folder, { recursive: true });
  switch (format) {
    case 'ndjson': {
      const lines = createLines(join(folder, 'records.ndjson'));
      return { take: (record) => lines.write(JSON.stringify(plainRecord(record))), end: () => lines.end() };
    }
    case 'xml': {
      const logs = byChannel((channel) => createLines(join(folder, `${fileName(channel)}.xml`)));
      return {
        take: (record) => logs.of(record.channel).write(renderEventXml(record.spec(), 'wevtutil')),
        end: () => logs.each((_, lines) => lines.end()),
      };
    }
    case 'evtx': {
      // A log is written in chunks that know their records, so that a host's logs are in memory until its end.
      const logs = byChannel((): EventSpec[] => []);
      return {
        take: (record) => void logs.of(record.channel).push(record.spec()),
        end: () =>
          logs.each((channel, specs) =>
            writeFileSync(join(folder, `${fileName(channel)}.evtx`), writeEvtx(specs)),
          ),
      };
    }
  }
}

/** Windows keeps the slash of a channel's name like this. */
const fileName = (channel: string): string => channel.replaceAll('/', '%4');

function plainRecord(record: SimRecord) {
  const { provider, channel, computer, eventId, version, level, recordId, time } = record;
  const { activityId, processId, threadId, userSid } = record;
  const head = { provider, channel, computer, eventId, version, level, recordId, time };
  return { ...head, activityId, processId, threadId, userSid, fields: record.fields() };
}

function byChannel<T>(make: (channel: string) => T) {
  const made = new Map<string, T>();
  return {
    of(channel: string): T {
      const known = made.get(channel) ?? make(channel);
      made.set(channel, known);
      return known;
    },
    each: (take: (channel: string, one: T) => void) => made.forEach((one, channel) => take(channel, one)),
  };
}

const LINES_AT_ONCE = 2000;

/** Writes lines to a file, some thousand at a time. */
function createLines(path: string) {
  const file = openSync(path, 'w');
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) writeSync(file, `${waiting.join('\n')}\n`);
    waiting = [];
  };
  return {
    write(line: string) {
      if (waiting.push(line) >= LINES_AT_ONCE) flush();
    },
    end() {
      flush();
      closeSync(file);
    },
  };
}
