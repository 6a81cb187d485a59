import { createJsonReader } from '../../../parsers/json/json-reader.ts';
import type { ReaderOptions } from '../../../parsers/log-reader.ts';
import { readLog, type LogResult } from '../read-log.ts';

/** Reads JSON, cut at the given places. */
export const readJson = (
  input: string | Uint8Array,
  cuts?: readonly number[],
  options?: ReaderOptions,
): LogResult => readLog(input, cuts, options, createJsonReader);

/** What two readings of the same bytes must agree on. */
export const plainResult = ({ events, problems, status }: LogResult): unknown => ({
  events: events.map((event) => ({ said: JSON.stringify(event), fields: event.fields() })),
  problems,
  status,
});

/** An event of provider P, as evtx_dump writes it. */
export const eventJson = (id: number, data: unknown = null): string =>
  JSON.stringify({
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'P' } },
        EventID: id,
        TimeCreated: { '#attributes': { SystemTime: '2024-01-01T00:00:00.1234567Z' } },
        EventRecordID: id + 10,
        Channel: 'System',
        Computer: 'PC',
      },
      EventData: data,
    },
  });

export const idsOf = ({ events }: LogResult): readonly number[] => events.map(({ eventId }) => eventId);
