import type { EventSpec } from '../event-spec.ts';
import { renderEventXml } from '../event-xml.ts';
import { isoTime } from '../json/parts.ts';
import { american } from './event-viewer.ts';
import { messageOf } from './message.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `wevtutil qe /f:text`, as published samples have it: names in English, level and message in the language of the system. */
export const wevtutilText = (events: readonly EventSpec[]): Uint8Array =>
  encode(
    events
      .map(
        (event, i) =>
          `Event[${i}]:\r\n${[
            `Log Name: ${event.channel}`,
            `Source: ${event.provider}`,
            `Date: ${isoTime(event, 3).replace('Z', '')}`,
            `Event ID: ${event.eventId}`,
            'Task: N/A',
            'Level: 信息',
            'Opcode: 信息',
            'Keyword: N/A',
            'User: S-1-5-18',
            'User Name: NT AUTHORITY\\SYSTEM',
            `Computer: ${event.computer}`,
            'Description: ',
          ]
            .map((line) => `  ${line}\r\n`)
            .join('')}${messageOf(event)}\r\n\r\n`,
      )
      .join(''),
  );

/** What Event Viewer puts on the clipboard, one event after the other; newer ones add the event as XML. */
const copied =
  (more: (event: EventSpec) => string) =>
  (events: readonly EventSpec[]): Uint8Array =>
    encode(
      events
        .map((event) =>
          [
            `Protokollname: ${event.channel}`,
            `Quelle:        ${event.provider}`,
            `Datum:         ${american(event)}`,
            `Ereignis-ID:   ${event.eventId}`,
            'Aufgabenkategorie:Keine',
            'Ebene:         Informationen',
            'Schlüsselwörter:',
            'Benutzer:      SYSTEM',
            `Computer:      ${event.computer}`,
            'Beschreibung:',
            messageOf(event),
            more(event),
          ].join('\r\n'),
        )
        .join('\r\n'),
    );

export const copiedText: (events: readonly EventSpec[]) => Uint8Array = copied(() => '');
export const copiedWithXml: (events: readonly EventSpec[]) => Uint8Array = copied(
  (event) => `Ereignis-XML:\r\n${renderEventXml(event, 'pretty')}`,
);
