import type { EventSpec, TypedValue } from '../event-spec.ts';
import { renderEventXml } from '../event-xml.ts';
import {
  bare,
  braced,
  fieldsOf,
  hex64,
  isoTime,
  lines,
  localTime,
  present,
  sorted,
  textsOf,
  typed,
  userDataOf,
  type Json,
  type JsonWriter,
} from './parts.ts';

const data = (event: EventSpec, value: (value: TypedValue) => unknown): Json => {
  const fields = fieldsOf(event);
  const unnamed = fields.filter(({ name }) => name === '').map((field) => value(field.value));
  const named = fields.flatMap((field) => (field.name === '' ? [] : [[field.name, value(field.value)]]));
  return {
    ...(unnamed.length > 0 ? { Data: { '#text': unnamed.length === 1 ? unnamed[0] : unnamed } } : {}),
    ...(Object.fromEntries(named) as Json),
  };
};

const payload = (event: EventSpec, own: Json, namespace: Json): Json => {
  const root = userDataOf(event);
  if (root !== undefined) return { UserData: { [root]: { ...namespace, ...own } } };
  return event.payload.type === 'none' ? {} : { EventData: Object.keys(own).length > 0 ? own : null };
};

/** The program's own output was looked at. `apart`: --separate-json-attributes, which is how Chainsaw has it, too. */
const evtxDumpWith = (apart: boolean): JsonWriter =>
  lines((event) => {
    const element = (name: string, attributes: Json): Json =>
      apart ? { [`${name}_attributes`]: attributes } : { [name]: { '#attributes': attributes } };
    const guid = event.activityId;
    return {
      Event: {
        System: {
          ...element('Provider', present({ Name: event.provider, Guid: braced(event.providerGuid) })),
          ...(event.qualifiers === undefined || apart
            ? { EventID: event.eventId }
            : { EventID: { '#attributes': { Qualifiers: event.qualifiers }, '#text': event.eventId } }),
          Version: event.version ?? 0,
          Level: event.level ?? 0,
          Task: event.task ?? 0,
          Opcode: event.opcode ?? 0,
          Keywords: hex64(event.keywords),
          ...element('TimeCreated', { SystemTime: isoTime(event, 7) }),
          EventRecordID: event.recordId,
          ...(guid === undefined
            ? { Correlation: null }
            : element('Correlation', { ActivityID: braced(guid) })),
          ...element('Execution', { ProcessID: event.processId ?? 0, ThreadID: event.threadId ?? 0 }),
          Channel: event.channel,
          Computer: event.computer,
          ...(event.userSid === undefined
            ? { Security: null }
            : element('Security', { UserID: event.userSid })),
        },
        ...payload(event, data(event, typed), { '#attributes': { xmlns: 'Event_NS' } }),
      },
    };
  });

export const evtxDump: JsonWriter = evtxDumpWith(false);
export const chainsaw: JsonWriter = evtxDumpWith(true);

/** Samples of parse_evtx: EventID.Value, SystemTime in seconds, GUIDs bare, hex values as numbers. */
export const velociraptor: JsonWriter = lines((event) => {
  const value = (one: TypedValue): unknown => {
    if (one.type === 'hex32' || one.type === 'hex64') return Number(one.value);
    return one.type === 'guid' ? bare(one.value) : typed(one);
  };
  const own = data(event, value);
  const unnamed = fieldsOf(event).filter(({ name }) => name === '');
  if (unnamed.length > 0) own['Data'] = unnamed.map((field) => value(field.value));
  return {
    System: {
      Provider: present({ Name: event.provider, Guid: event.providerGuid && bare(event.providerGuid) }),
      EventID: { Value: event.eventId },
      Version: event.version ?? 0,
      Level: event.level ?? 0,
      Task: event.task ?? 0,
      Opcode: event.opcode ?? 0,
      Keywords: 4611686018427387904,
      TimeCreated: { SystemTime: event.time / 1e6 },
      EventRecordID: event.recordId,
      Correlation: event.activityId === undefined ? {} : { ActivityID: bare(event.activityId) },
      Execution: { ProcessID: event.processId ?? 0, ThreadID: event.threadId ?? 0 },
      Channel: event.channel,
      Computer: event.computer,
      Security: event.userSid === undefined ? {} : { UserID: event.userSid },
    },
    ...payload(event, own, { xmlns: 'Event_NS' }),
    Message: 'A text in the language of the system.',
  };
});

/** Samples of EvtxECmd --json: the payload is JSON in a text. */
export const evtxECmd: JsonWriter = lines((event) => {
  const texts = textsOf(event);
  const binary = texts.find(({ name }) => name === 'Binary')?.value ?? '';
  const own = texts.filter(({ name }) => name !== 'Binary');
  const isUnnamed = own.some(({ name }) => name === '');
  const root = userDataOf(event);
  const eventData = isUnnamed
    ? { Data: own.map(({ value }) => value).join(', '), Binary: binary }
    : {
        Data: own.map(({ name, value }) => ({ '@Name': name, '#text': value })),
        ...(binary === '' ? {} : { Binary: binary }),
      };
  const body =
    root === undefined
      ? { EventData: eventData }
      : { UserData: { [root]: Object.fromEntries(own.map(({ name, value }) => [name, value])) } };
  return present({
    PayloadData1: 'Target: corp\\alice',
    MapDescription: 'An event',
    ChunkNumber: 0,
    Computer: event.computer,
    Payload: JSON.stringify(body),
    UserId: event.userSid,
    Channel: event.channel,
    Provider: event.provider,
    EventId: event.eventId,
    EventRecordId: String(event.recordId),
    ProcessId: event.processId ?? 0,
    ThreadId: event.threadId ?? 0,
    Level: 'Info',
    Keywords: 'Classic',
    SourceFile: 'C:\\case\\log.evtx',
    ExtraDataOffset: 0,
    HiddenRecord: false,
    TimeCreated: `${isoTime(event, 7).slice(0, -1)}+00:00`,
    RecordNumber: event.recordId,
  });
});

const shortChannels: Readonly<Record<string, string>> = {
  Security: 'Sec',
  System: 'Sys',
  'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational': 'RDP-CoreTS',
};

/** The sample in Hayabusa's README, profile all-field-info-verbose. */
export const hayabusa: JsonWriter = (events) =>
  events
    .map((event) =>
      JSON.stringify(
        {
          Timestamp: `${localTime(event, 540, 3).replace('T', ' ')} +09:00`,
          Computer: event.computer,
          Channel: shortChannels[event.channel] ?? event.channel,
          Provider: event.provider === 'Service Control Manager' ? 'SCM' : event.provider,
          EventID: event.eventId,
          Level: 'info',
          RecordID: event.recordId,
          RuleTitle: 'Something happened',
          Details: { Type: 3 },
          AllFieldInfo: sorted(
            Object.fromEntries(
              fieldsOf(event).map(({ name, value }, i) => [
                name === '' ? `Data[${i + 1}]` : name,
                typed(value),
              ]),
            ),
          ),
        },
        undefined,
        2,
      ),
    )
    .join('\n');

const wideNumbers: ReadonlySet<TypedValue['type']> = new Set(['hex32', 'hex64', 'uint64', 'int64']);

/** What a property's value becomes: numbers where .NET has numbers, bytes as a list, a SID as an object. */
function netValue(value: TypedValue): unknown {
  if (value.type === 'binary') return [...value.value];
  if (value.type === 'sid') return { BinaryLength: 28, AccountDomainSid: null, Value: value.value };
  if (value.type === 'guid') return bare(value.value).toLowerCase();
  return wideNumbers.has(value.type) && 'value' in value ? Number(value.value) : typed(value);
}

const winEvent = (event: EventSpec, time: unknown, properties: readonly unknown[]): Json => ({
  Id: event.eventId,
  Version: event.version ?? 0,
  Qualifiers: event.qualifiers ?? null,
  Level: event.level ?? 0,
  Task: event.task ?? 0,
  Opcode: event.opcode ?? 0,
  Keywords: -9223372036854776000,
  RecordId: event.recordId,
  ProviderName: event.provider,
  ProviderId: event.providerGuid ? bare(event.providerGuid).toLowerCase() : null,
  LogName: event.channel,
  ProcessId: event.processId ?? 0,
  ThreadId: event.threadId ?? 0,
  MachineName: event.computer,
  UserId: event.userSid ? { BinaryLength: 12, AccountDomainSid: null, Value: event.userSid } : null,
  TimeCreated: time,
  ActivityId: event.activityId ? bare(event.activityId).toLowerCase() : null,
  RelatedActivityId: null,
  ContainerLog: event.channel,
  MatchedQueryIds: [],
  Bookmark: {},
  LevelDisplayName: 'Information',
  Properties: properties,
  Message: 'A text in the language of the system.',
});

const values = (event: EventSpec): readonly unknown[] =>
  fieldsOf(event).map(({ value }) => ({ Value: netValue(value) }));

const dotNet = ({ time }: EventSpec): string => `/Date(${Math.floor(time / 1000)})/`;

/** Windows PowerShell 5 with -Depth 4; it writes / as \/. */
export const powerShell5: JsonWriter = (events) =>
  JSON.stringify(
    events.map((event) => winEvent(event, dotNet(event), values(event))),
    undefined,
    4,
  ).replaceAll('/Date', '\\/Date');

/** The same without -Depth. */
export const powerShell5Shallow: JsonWriter = (events) =>
  JSON.stringify(
    events.map((event) =>
      winEvent(
        event,
        dotNet(event),
        values(event).map(() => 'System.Diagnostics.Eventing.Reader.EventProperty'),
      ),
    ),
  );

/** PowerShell 7 on a machine two hours ahead of UTC. */
export const powerShell7: JsonWriter = (events) =>
  JSON.stringify(
    events.map((event) => winEvent(event, `${localTime(event, 120, 7)}+02:00`, values(event))),
    undefined,
    2,
  );

/** `Get-WinEvent | ForEach-Object ToXml | ConvertTo-Json`. */
export const xmlTexts: JsonWriter = (events) =>
  JSON.stringify(
    events.map((event) => renderEventXml(event)),
    undefined,
    2,
  );

/** A search of Splunk with renderXml, exported as JSON. */
export const splunk: JsonWriter = lines((event) => ({
  preview: false,
  offset: event.recordId,
  result: {
    _raw: renderEventXml(event),
    _time: isoTime(event, 3),
    host: 'forwarder',
    sourcetype: 'XmlWinEventLog',
  },
}));
