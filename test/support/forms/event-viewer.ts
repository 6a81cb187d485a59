import type { EventSpec } from '../event-spec.ts';
import { isoTime } from '../json/parts.ts';
import { messageOf } from './message.ts';

/**
 * Event Viewer, "Save All Events As": the header in the language of the system names five columns, and the message stands in a
 * sixth, in quotes. Seen in published samples in English and Japanese; newest first.
 */
const viewer =
  (header: readonly string[], delimiter: string, time: (event: EventSpec) => string) =>
  (events: readonly EventSpec[]): string =>
    [
      header.join(delimiter),
      ...events
        .toReversed()
        .map((event) =>
          [
            'Information',
            time(event),
            event.provider,
            event.eventId,
            'None',
            `"${messageOf(event).replaceAll('"', '""')}"`,
          ].join(delimiter),
        ),
    ]
      .map((line) => `${line}\r\n`)
      .join('');

const parts = (event: EventSpec): readonly [number, number, number, number, string] => {
  const [, year, month, day, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+)(:\d+:\d+)/.exec(isoTime(event, 0)) ?? [];
  return [Number(year), Number(month), Number(day), Number(hour), rest ?? ''];
};

/** `1/31/2024 3:04:05 PM`. */
export const american = (event: EventSpec): string => {
  const [year, month, day, hour, rest] = parts(event);
  return `${month}/${day}/${year} ${hour % 12 === 0 ? 12 : hour % 12}${rest} ${hour < 12 ? 'AM' : 'PM'}`;
};

/** `2024/01/31 15:04:05`. */
const japanese = (event: EventSpec): string =>
  isoTime(event, 0).slice(0, 19).replaceAll('-', '/').replace('T', ' ');

export const viewerCsv = (events: readonly EventSpec[]): Uint8Array =>
  new TextEncoder().encode(
    viewer(['Level', 'Date and Time', 'Source', 'Event ID', 'Task Category'], ',', american)(events),
  );

export const viewerTxt = (events: readonly EventSpec[]): Uint8Array =>
  new TextEncoder().encode(
    `\ufeff${viewer(['レベル', '日付と時刻', 'ソース', 'イベント ID', 'タスクのカテゴリ'], '\t', japanese)(events)}`,
  );
