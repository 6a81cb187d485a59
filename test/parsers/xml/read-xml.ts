import type { ReaderOptions } from '../../../parsers/log-reader.ts';
import { createXmlReader } from '../../../parsers/xml/xml-reader.ts';
import { readLog, type LogResult } from '../read-log.ts';

/** Reads XML, cut at the given places. */
export const readXml = (
  input: string | Uint8Array,
  cuts?: readonly number[],
  options?: ReaderOptions,
): LogResult => readLog(input, cuts, options, createXmlReader);

/** What two readings of the same bytes must agree on. */
export function plainResult({ events, problems, status }: LogResult): unknown {
  return {
    events: events.map((event) => ({
      ...event,
      fields: event.fields(),
      get: '',
      xml: '',
      walk: '',
      systemTime: '',
    })),
    problems,
    status,
  };
}

const HEAD = `<Provider Name='P'/><EventID>1</EventID><TimeCreated SystemTime='2024-01-01T00:00:00Z'/>`;

/** An event of provider P and id 1 with this after its System block. */
export function eventXml(payload: string, system: string = HEAD): string {
  return `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>${system}</System>${payload}</Event>`;
}

/** The fields of an event with this EventData, as pairs. */
export function readFields(payload: string): readonly (readonly [string, string])[] {
  const { events } = readXml(eventXml(payload));
  return (events[0]?.fields() ?? []).map(({ name, value }) => [name, value] as const);
}

/** The text as UTF-16 bytes, without a byte order mark. */
export function utf16(text: string, isBigEndian = false): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !isBigEndian);
  return bytes;
}
