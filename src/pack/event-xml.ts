import { XML_ATTRIBUTE, XML_TEXT, xmlEscaped } from '../../parsers/evtx/render/escape.ts';
import type { RawEvent, RawField } from '../../parsers/index.ts';
import { readSystemTime } from '../../parsers/xml/system-time.ts';
import { formatMicros, micros } from '../model/time.ts';
import type { EventDetails } from './event-details.ts';

/** An event to be written: what its System block says, and its fields. */
export type WrittenEvent = Omit<RawEvent, 'get' | 'fields'> & { readonly fields: readonly RawField[] };

const namespace = 'http://schemas.microsoft.com/win/2004/08/events/event';

/**
 * Writes an event as Windows exports it, in one line. Our reader gives the same event back; what XML cannot hold (NUL,
 * other control characters, half a surrogate pair) becomes `_`, as in Windows' own XML.
 */
export function eventXml(event: WrittenEvent, details: EventDetails = {}): string {
  return `<Event xmlns='${namespace}'>${systemXml(event, details)}${payloadXml(event.fields, details.userData)}</Event>`;
}

function systemXml(event: WrittenEvent, details: EventDetails): string {
  const { activityId, relatedActivityId, processId, threadId } = event;
  const guid = (id: string | undefined): string | undefined => (id === undefined ? undefined : `{${id}}`);
  return [
    '<System>',
    element('Provider', '', { Name: event.provider, Guid: details.providerGuid }),
    element('EventID', String(event.eventId), { Qualifiers: event.qualifiers }),
    element('Version', String(event.version)),
    element('Level', String(event.level)),
    optional('Task', details.task),
    optional('Opcode', details.opcode),
    optional('Keywords', details.keywords),
    element('TimeCreated', '', { SystemTime: timeText(event.time, details.systemTime) }),
    element('EventRecordID', String(event.recordId)),
    element('Correlation', '', {
      ActivityID: guid(activityId),
      RelatedActivityID: guid(relatedActivityId),
    }),
    element('Execution', '', { ProcessID: processId, ThreadID: threadId }),
    element('Channel', event.channel),
    element('Computer', event.computer),
    element('Security', '', { UserID: event.userSid }),
    '</System>',
  ].join('');
}

/** The time in the log has a digit more; where the event was given another time, that one counts. */
function timeText(time: number, asStored: string | undefined): string {
  return asStored !== undefined && readSystemTime(asStored) === time ? asStored : formatMicros(micros(time));
}

function payloadXml(fields: readonly RawField[], userData: string | undefined): string {
  if (userData !== undefined && [userData, ...fields.map(({ name }) => name)].every(isElementName)) {
    const leaves = fields.map(({ name, value }) => element(name, value)).join('');
    return `<UserData>${leaves === '' ? `<${userData}/>` : `<${userData}>${leaves}</${userData}>`}</UserData>`;
  }
  return fields.length === 0 ? '' : `<EventData>${fields.map(dataXml).join('')}</EventData>`;
}

/** A prefix would be taken off its name when it is read. */
const isElementName = (name: string): boolean => /^[A-Za-z_][\w.-]*$/.test(name);

const dataXml = ({ name, value }: RawField): string =>
  name === 'Binary' ? element(name, value) : element('Data', value, { Name: name === '' ? undefined : name });

const optional = (name: string, text: string | undefined): string =>
  text === undefined ? '' : element(name, text);

/** What has no value is left out, as Windows does it. */
function element(
  name: string,
  text: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${key}='${xmlEscaped(String(value), XML_ATTRIBUTE)}'`;
  }
  return text === '' ? `${tag}/>` : `${tag}>${xmlEscaped(text, XML_TEXT)}</${name}>`;
}
