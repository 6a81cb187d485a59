import type { EventSpec } from '../event-spec.ts';
import { bare } from '../json/parts.ts';
import { american } from './event-viewer.ts';
import { messageOf } from './message.ts';

/** As wide as the window of Windows PowerShell is at first. */
const WIDTH = 120;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Words of a line in lines that are no longer; a longer word is broken. */
function wrapped(line: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of line.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''])) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** `Format-List`: names to one width, and what does not fit below, behind the colon. Seen in published samples. */
function list(properties: readonly (readonly [string, string | number])[]): string {
  const width = Math.max(...properties.map(([name]) => name.length));
  const lines = properties.flatMap(([name, value]) =>
    String(value)
      .split(/\r?\n/)
      .flatMap((line) => wrapped(line, WIDTH - width - 4))
      .map((line, i) => `${i === 0 ? `${name.padEnd(width)} : ` : ' '.repeat(width + 3)}${line}`),
  );
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const PROPERTY = 'System.Diagnostics.Eventing.Reader.EventProperty';

/** `Get-WinEvent | Format-List`. */
export const shownList = (events: readonly EventSpec[]): Uint8Array =>
  encode(
    `\r\n\r\n${events
      .toReversed()
      .map((event) =>
        list([
          ['TimeCreated', american(event)],
          ['ProviderName', event.provider],
          ['Id', event.eventId],
          ['Message', messageOf(event)],
        ]),
      )
      .join('')}\r\n`,
  );

/** `Get-WinEvent | Format-List *`. */
export const shownListOfAll = (events: readonly EventSpec[]): Uint8Array =>
  encode(
    `\r\n\r\n${events
      .toReversed()
      .map((event) =>
        list([
          ['Message', messageOf(event)],
          ['Id', event.eventId],
          ['Version', event.version ?? 0],
          ['Qualifiers', event.qualifiers ?? ''],
          ['Level', event.level ?? 0],
          ['Task', event.task ?? 0],
          ['Opcode', 0],
          ['Keywords', '-9223372036854775808'],
          ['RecordId', event.recordId],
          ['ProviderName', event.provider],
          ['ProviderId', event.providerGuid ? bare(event.providerGuid).toLowerCase() : ''],
          ['LogName', event.channel],
          ['ProcessId', event.processId ?? 0],
          ['ThreadId', event.threadId ?? 0],
          ['MachineName', event.computer],
          ['UserId', event.userSid ?? ''],
          ['TimeCreated', american(event)],
          ['ActivityId', event.activityId ? bare(event.activityId).toLowerCase() : ''],
          ['RelatedActivityId', ''],
          ['ContainerLog', event.channel],
          ['MatchedQueryIds', '{}'],
          ['Bookmark', 'System.Diagnostics.Eventing.Reader.EventBookmark'],
          ['LevelDisplayName', 'Informationen'],
          ['OpcodeDisplayName', 'Info'],
          ['TaskDisplayName', ''],
          ['KeywordsDisplayNames', '{}'],
          ['Properties', `{${PROPERTY}, ${PROPERTY}, ${PROPERTY}, ${PROPERTY}...}`],
        ]),
      )
      .join('')}\r\n`,
  );

/** `Get-WinEvent` alone: a table for each provider, with the first line of each message. */
export const shownTable = (events: readonly EventSpec[]): Uint8Array => {
  let provider = '';
  const rows = events.toReversed().flatMap((event) => {
    const [first = '', ...more] = messageOf(event).split(/\r?\n/);
    const message = more.length > 0 ? `${first}...` : first;
    const row = `${american(event).padEnd(25)} ${String(event.eventId).padStart(8)} ${'Informationen'.padEnd(16)} ${message}`;
    if (event.provider === provider) return [row];
    ({ provider } = event);
    return [
      '',
      `   ProviderName: ${provider}`,
      '',
      `${'TimeCreated'.padEnd(25)} ${'Id'.padStart(8)} ${'LevelDisplayName'.padEnd(16)} Message`,
      `${'-----------'.padEnd(25)} ${'--'.padStart(8)} ---------------- -------`,
      row,
    ];
  });
  return encode(rows.map((row) => `${row.slice(0, WIDTH)}\r\n`).join(''));
};
