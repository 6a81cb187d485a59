import type { EventSpec } from '../event-spec.ts';
import {
  eventColumns,
  eventRow,
  securityColumns,
  securityRow,
  windowsEventRow,
  type Row,
} from '../json/azure.ts';
import { isoTime } from '../json/parts.ts';

/** `7/28/2023, 8:07:14.552 PM`, seen in published exports of the portal. */
const shownTime = (event: EventSpec): string => {
  const [, year, month, day, hour, rest] =
    /^(\d+)-0?(\d+)-0?(\d+)T(\d+)(:\d+:\d+\.\d+)Z$/.exec(isoTime(event, 3)) ?? [];
  const hours = Number(hour);
  return `${month}/${day}/${year}, ${hours % 12 === 0 ? 12 : hours % 12}${rest} ${hours < 12 ? 'AM' : 'PM'}`;
};

/** The portal's "Export to CSV": the zone behind the names of times, quotes where there are spaces, newest first. */
const portal = (
  columns: readonly string[],
  row: (event: EventSpec) => Row,
  events: readonly EventSpec[],
): string => {
  const cell = (text: string): string => (/[",\s_]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = events.toReversed().map((event) => {
    const values: Row = { ...row(event), TimeGenerated: shownTime(event) };
    return columns.map((name) => cell(String(values[name] ?? ''))).join();
  });
  const names = columns.map((name) => cell(name === 'TimeGenerated' ? 'TimeGenerated [UTC]' : name)).join();
  return [names, ...lines].join('\n');
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The tables that most have: the audit in SecurityEvent, all else in Event. */
export const azureCsv = (events: readonly EventSpec[]): Uint8Array =>
  bytes(
    events[0]?.channel === 'Security'
      ? portal(securityColumns, securityRow, events)
      : portal(eventColumns, eventRow, events),
  );

export const azureWindowsEventCsv = (events: readonly EventSpec[]): Uint8Array => {
  const [first] = events;
  return bytes(
    first === undefined ? '' : portal(Object.keys(windowsEventRow(first)), windowsEventRow, events),
  );
};
