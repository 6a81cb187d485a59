import type { ParseItem, ReaderOptions } from '../../../parsers/log-reader.ts';
import { createJsonReader } from '../../../parsers/json/json-reader.ts';
import type { ParseProblem } from '../../../parsers/parse-problem.ts';
import type { RawEvent } from '../../../parsers/raw-event.ts';

export interface JsonResult {
  readonly events: readonly RawEvent[];
  readonly problems: readonly ParseProblem[];
  readonly status: unknown;
}

/** Reads text or bytes, cut at the given places. */
export function readJson(
  input: string | Uint8Array,
  cuts: readonly number[] = [],
  options: ReaderOptions = {},
): JsonResult {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const reader = createJsonReader(options);
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

/** What two readings of the same bytes must agree on. */
export const plainResult = ({ events, problems, status }: JsonResult): unknown => ({
  events: events.map((event) => ({ said: JSON.stringify(event), fields: event.fields() })),
  problems,
  status,
});

export const codes = (result: JsonResult): readonly string[] => result.problems.map(({ code }) => code);

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

export const idsOf = ({ events }: JsonResult): readonly number[] => events.map(({ eventId }) => eventId);
