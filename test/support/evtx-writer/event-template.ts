import { type EventSpec, type TypedValue, bracedGuid } from '../event-spec.ts';
import { EVENT_NAMESPACE } from '../event-xml.ts';
import {
  type BinXmlContent,
  type BinXmlElement,
  type TemplateInstance,
  emptyElement,
  optional,
  optionalElement,
} from './element.ts';
import { isClassic, payloadInstance } from './payload-template.ts';

/** The values of the System block come in the order of the service's own structures, not of the XML. */
const LEVEL = 0;
const OPCODE = 1;
const TASK = 2;
const EVENT_ID = 3;
const QUALIFIERS = 4;
const KEYWORDS = 5;
const TIME_CREATED = 6;
const ACTIVITY_ID = 7;
const PROCESS_ID = 8;
const THREAD_ID = 9;
const RECORD_ID = 10;
const VERSION = 11;
const USER_ID = 12;

/** Where the two kinds of template differ: classic ones hold provider and channel as text. */
interface SystemLayout {
  readonly provider: BinXmlElement;
  readonly channel: BinXmlElement;
  readonly relatedActivityId: number;
  readonly payload: number;
  /** The values after the user id. */
  readonly values: readonly TypedValue[];
}

function classicLayout(event: EventSpec): SystemLayout {
  const attributes: [string, BinXmlContent][] = [['Name', { text: event.provider }]];
  if (event.providerGuid !== undefined) attributes.push(['Guid', { text: bracedGuid(event.providerGuid) }]);
  if (event.eventSourceName !== undefined)
    attributes.push(['EventSourceName', { text: event.eventSourceName }]);
  return {
    provider: emptyElement('Provider', attributes),
    channel: { name: 'Channel', attributes: [], children: [{ text: event.channel }] },
    relatedActivityId: 18,
    payload: 19,
    values: Array.from({ length: 6 }, () => ({ type: 'null' })),
  };
}

function manifestLayout(event: EventSpec): SystemLayout {
  const attributes: [string, BinXmlContent][] = [
    ['Name', optional(14, 'string')],
    ['Guid', optional(15, 'guid')],
  ];
  return {
    provider: emptyElement('Provider', attributes),
    channel: optionalElement('Channel', 16, 'string'),
    relatedActivityId: 13,
    payload: 17,
    values: [
      { type: 'null' }, // RelatedActivityID
      { type: 'string', value: event.provider },
      { type: 'guid', value: event.providerGuid ?? '' },
      { type: 'string', value: event.channel },
    ],
  };
}

function systemElement(event: EventSpec, layout: SystemLayout): BinXmlElement {
  const children: BinXmlElement[] = [
    layout.provider,
    {
      ...optionalElement('EventID', EVENT_ID, 'uint16'),
      attributes: [['Qualifiers', optional(QUALIFIERS, 'uint16')]],
    },
    optionalElement('Version', VERSION, 'uint8'),
    optionalElement('Level', LEVEL, 'uint8'),
    optionalElement('Task', TASK, 'uint16'),
    optionalElement('Opcode', OPCODE, 'uint8'),
    optionalElement('Keywords', KEYWORDS, 'hex64'),
    emptyElement('TimeCreated', [['SystemTime', optional(TIME_CREATED, 'filetime')]]),
    optionalElement('EventRecordID', RECORD_ID, 'uint64'),
    emptyElement('Correlation', [
      ['ActivityID', optional(ACTIVITY_ID, 'guid')],
      ['RelatedActivityID', optional(layout.relatedActivityId, 'guid')],
    ]),
    emptyElement('Execution', [
      ['ProcessID', optional(PROCESS_ID, 'uint32')],
      ['ThreadID', optional(THREAD_ID, 'uint32')],
    ]),
    layout.channel,
    { name: 'Computer', attributes: [], children: [{ text: event.computer }] },
    emptyElement('Security', [['UserID', optional(USER_ID, 'sid')]]),
  ];
  return { name: 'System', attributes: [], children };
}

function orNull<T>(value: T | undefined, typed: (value: T) => TypedValue): TypedValue {
  return value === undefined ? { type: 'null' } : typed(value);
}

function systemValues(event: EventSpec): TypedValue[] {
  const values: TypedValue[] = [];
  values[LEVEL] = { type: 'uint8', value: event.level ?? 0 };
  values[OPCODE] = { type: 'uint8', value: event.opcode ?? 0 };
  values[TASK] = { type: 'uint16', value: event.task ?? 0 };
  values[EVENT_ID] = { type: 'uint16', value: event.eventId };
  values[QUALIFIERS] = orNull(event.qualifiers, (value) => ({ type: 'uint16', value }));
  values[KEYWORDS] = { type: 'hex64', value: event.keywords ?? 0n };
  values[TIME_CREATED] = { type: 'filetime', value: event.time };
  values[ACTIVITY_ID] = orNull(event.activityId, (value) => ({ type: 'guid', value }));
  values[PROCESS_ID] = orNull(event.processId, (value) => ({ type: 'uint32', value }));
  values[THREAD_ID] = orNull(event.threadId, (value) => ({ type: 'uint32', value }));
  values[RECORD_ID] = { type: 'uint64', value: event.recordId };
  values[VERSION] = { type: 'uint8', value: event.version ?? 0 };
  values[USER_ID] = orNull(event.userSid, (value) => ({ type: 'sid', value }));
  return values;
}

/** Returns the template and the values with which Windows stores the event. */
export function eventInstance(event: EventSpec): TemplateInstance {
  const layout = isClassic(event) ? classicLayout(event) : manifestLayout(event);
  const payload = payloadInstance(event);
  const children: (BinXmlElement | BinXmlContent)[] = [systemElement(event, layout)];
  // UserData belongs to the template of the event, EventData to the nested one.
  if (event.payload.type === 'user-data')
    children.push(optionalElement('UserData', layout.payload, 'binxml'));
  if (event.payload.type === 'event-data') children.push(optional(layout.payload, 'binxml'));
  const template: BinXmlElement = {
    name: 'Event',
    ...(event.payload.type === 'event-data' && { dependency: layout.payload }),
    attributes: [['xmlns', { text: EVENT_NAMESPACE }]],
    children,
  };
  return {
    template,
    values: [...systemValues(event), ...layout.values, ...(payload ? [payload] : [])],
    origin: 'classic',
  };
}
