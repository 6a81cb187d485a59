import { createLogReader } from '../../parsers/create-log-reader.ts';
import type { LogReader, LogStatus, ParseItem, ReaderOptions } from '../../parsers/log-reader.ts';
import type { ParseProblem } from '../../parsers/parse-problem.ts';
import type { RawEvent } from '../../parsers/raw-event.ts';

export interface LogResult {
  readonly events: readonly RawEvent[];
  readonly problems: readonly ParseProblem[];
  readonly status: LogStatus;
}

/** Reads text or bytes, cut at the given places, by the reader of its form or another one. */
export function readLog(
  input: string | Uint8Array,
  cuts: readonly number[] = [],
  options: ReaderOptions = {},
  createReader: (options: ReaderOptions) => LogReader = createLogReader,
): LogResult {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const reader = createReader(options);
  const items: ParseItem[] = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    items.push(...reader.feed(bytes.slice(from, cut)));
    from = cut;
  }
  items.push(...reader.end());
  return {
    events: items.flatMap((item) => (item.type === 'event' ? [item.event] : [])),
    problems: items.flatMap((item) => (item.type === 'problem' ? [item.problem] : [])),
    status: reader.status(),
  };
}

/** What is said of an event and its fields, as plain data. */
export const plainEvent = (event: RawEvent): unknown => ({
  ...(JSON.parse(JSON.stringify(event)) as object),
  fields: event.fields(),
});

/** What two readings of the same bytes must agree on. */
export const plainLog = ({ events, problems, status }: LogResult): unknown => ({
  events: events.map(plainEvent),
  problems,
  status,
});

export const codesOf = ({ problems }: LogResult): readonly string[] => problems.map(({ code }) => code);
