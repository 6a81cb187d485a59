import type { EventSpec } from '../event-spec.ts';
import { renderEventXml } from '../event-xml.ts';
import {
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

/** elastic/beats, winlogbeat/sys/winevent: event.go (Fields), maputil.go (AddPairs). */
function winlogbeatDocument(event: EventSpec, extra: Json = {}): Json {
  const pairs: Json = {};
  for (const [i, { name, value }] of textsOf(event).entries()) {
    if (value !== '') pairs[name === '' ? `param${i + 1}` : name] ??= value.replaceAll('\r\n', '\n');
  }
  const root = userDataOf(event);
  const data =
    root === undefined ? { event_data: sorted(pairs) } : { user_data: sorted({ ...pairs, xml_name: root }) };
  return {
    '@timestamp': isoTime(event, 3),
    agent: { type: 'winlogbeat', version: '8.17.0', hostname: 'collector' },
    event: { code: String(event.eventId), kind: 'event', provider: event.provider, ...extra },
    host: { name: 'collector' },
    message: 'A text in the language of the system.',
    winlog: present({
      ...(Object.keys(pairs).length > 0 ? data : {}),
      activity_id: braced(event.activityId),
      api: 'wineventlog',
      channel: event.channel,
      computer_name: event.computer,
      event_id: String(event.eventId),
      process: { pid: event.processId, thread: { id: event.threadId } },
      provider_guid: braced(event.providerGuid),
      provider_name: event.provider,
      record_id: event.recordId,
      user: event.userSid === undefined ? undefined : { identifier: event.userSid },
      version: event.version || undefined,
    }),
  };
}

export const winlogbeat: JsonWriter = lines((event) => winlogbeatDocument(event));

export const winlogbeatWithXml: JsonWriter = lines((event) =>
  winlogbeatDocument({ ...event, payload: { type: 'none' } }, { original: renderEventXml(event) }),
);

/** The answer of a search, on one line. */
export const elasticHits: JsonWriter = (events) =>
  JSON.stringify({
    took: 3,
    timed_out: false,
    _shards: { total: 1, successful: 1 },
    hits: {
      total: { value: events.length, relation: 'eq' },
      max_score: null,
      hits: events.map((event, i) => ({
        _index: '.ds-winlogbeat-8.17.0',
        _id: String(i),
        _score: null,
        _source: winlogbeatDocument(event),
      })),
    },
  });

/** What a consumer of Kafka's REST proxy gets, the document as a text. */
export const kafkaEnvelopes: JsonWriter = (events) =>
  JSON.stringify(
    events.map((event, offset) => ({
      topic: 'winlogbeat',
      partition: 0,
      offset,
      key: null,
      value: JSON.stringify(winlogbeatDocument(event)),
    })),
    undefined,
    2,
  );

export const messageWithXml: JsonWriter = lines((event) => ({
  '@version': '1',
  '@timestamp': isoTime(event, 3),
  host: 'relay',
  message: renderEventXml(event, 'pretty'),
}));

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** wazuh/wazuh, src/analysisd/decoders/winevtchannel.c. */
export const wazuh: JsonWriter = lines((event) => {
  const data: Json = {};
  const unnamed: string[] = [];
  for (const { name, value } of textsOf(event)) {
    if (value === '' || value === '-' || value === '(NULL)') continue;
    if (name === '') unnamed.push(value);
    else data[lowerFirst(name)] = value.trimEnd();
  }
  if (unnamed.length > 0) data['data'] = unnamed.join(', ');
  const root = userDataOf(event);
  const system = present({
    providerName: event.provider,
    providerGuid: braced(event.providerGuid),
    eventSourceName: event.eventSourceName,
    eventID: String(event.eventId),
    version: String(event.version ?? 0),
    level: String(event.level ?? 0),
    task: String(event.task ?? 0),
    opcode: String(event.opcode ?? 0),
    keywords: hex64(event.keywords),
    systemTime: isoTime(event, 7),
    eventRecordID: String(event.recordId),
    processID: String(event.processId ?? 0),
    threadID: String(event.threadId ?? 0),
    channel: event.channel,
    computer: event.computer,
    severityValue: 'INFORMATION',
    message: '"A text in the language of the system."',
  });
  const key = root === undefined ? 'eventdata' : lowerFirst(root);
  return {
    timestamp: `${isoTime(event, 3).slice(0, -1)}+0000`,
    agent: { id: '001', name: 'rds01', ip: '192.0.2.1' },
    manager: { name: 'wazuh' },
    decoder: { name: 'windows_eventchannel' },
    data: { win: { system, ...(Object.keys(data).length > 0 ? { [key]: data } : {}) } },
    location: 'EventChannel',
  };
});

/** opentelemetry-collector-contrib, pkg/stanza/operator/input/windows/xml.go, formattedBody and parseEventData. */
function openTelemetryBody(event: EventSpec): Json {
  const data: Json = {};
  for (const [i, { name, value }] of textsOf(event).entries()) {
    if (value !== '') data[name === '' ? `param${i + 1}` : name] ??= value;
  }
  const root = userDataOf(event);
  return present({
    channel: event.channel,
    computer: event.computer,
    correlation: event.activityId === undefined ? undefined : { activity_id: braced(event.activityId) },
    event_data: root === undefined ? sorted(data) : {},
    event_id: { id: event.eventId, qualifiers: event.qualifiers ?? 0 },
    execution: { process_id: event.processId, thread_id: event.threadId },
    keywords: [hex64(event.keywords)],
    level: 'Information',
    message: '',
    provider: { guid: braced(event.providerGuid) ?? '', name: event.provider },
    record_id: event.recordId,
    system_time: isoTime(event, 7),
    user_data: root === undefined ? undefined : { ...data, xml_name: root },
    version: event.version ?? 0,
  });
}

export const openTelemetry: JsonWriter = lines(openTelemetryBody);

const otlpValue = (value: unknown): Json => {
  if (typeof value === 'string') return { stringValue: value };
  // 64-bit numbers are texts in OTLP.
  if (typeof value === 'number') return { intValue: String(value) };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(otlpValue) } };
  return {
    kvlistValue: {
      values: Object.entries(value as Json).map(([key, inner]) => ({ key, value: otlpValue(inner) })),
    },
  };
};

/** What OpenTelemetry's file exporter writes: ten records in a request, opentelemetry-proto logs.proto. */
export const otlp: JsonWriter = (events) => {
  const requests: string[] = [];
  for (let i = 0; i < events.length; i += 10) {
    const logRecords = events.slice(i, i + 10).map((event) => ({
      timeUnixNano: `${event.time}000`,
      severityText: 'Information',
      body: otlpValue(openTelemetryBody(event)),
    }));
    const scopeLogs = [{ scope: {}, logRecords }];
    requests.push(`${JSON.stringify({ resourceLogs: [{ resource: {}, scopeLogs }] })}\n`);
  }
  return requests.join('');
};

/** vectordotdev/vector, src/sources/windows_event_log: parser.rs, xml_parser.rs. */
const vectorEvent = (event: EventSpec): Json => {
  const texts = userDataOf(event) === undefined ? textsOf(event).filter(({ name }) => name !== 'Binary') : [];
  const inserts = texts.filter(({ name }) => name === '').map(({ value }) => value);
  const data = Object.fromEntries(
    texts.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]),
  );
  return present({
    activity_id: braced(event.activityId),
    channel: event.channel,
    computer: event.computer,
    event_data: Object.keys(data).length > 0 ? data : undefined,
    event_id: event.eventId,
    host: event.computer,
    level: 'Information',
    level_value: event.level ?? 0,
    message: 'A text in the language of the system.',
    process_id: event.processId ?? 0,
    provider_name: event.provider,
    record_id: event.recordId,
    source_type: 'windows_event_log',
    string_inserts: inserts.length > 0 ? inserts : undefined,
    thread_id: event.threadId ?? 0,
    timestamp: isoTime(event, 6),
    version: event.version ?? 0,
  });
};

export const vector: JsonWriter = lines(vectorEvent);
export const vectorWithXml: JsonWriter = lines((event) => ({
  ...vectorEvent(event),
  xml: renderEventXml(event),
}));

/** fluent/fluent-bit, plugins/in_winevtlog/pack.c: local time in whole seconds with an offset, inserts without names. */
export const fluentBit: JsonWriter = lines((event) => ({
  date: event.time / 1e6 + 0.6,
  ProviderName: event.provider,
  ProviderGuid: braced(event.providerGuid) ?? '',
  Qualifiers: event.qualifiers ?? '',
  EventID: event.eventId,
  Version: event.version ?? 0,
  Level: event.level ?? 0,
  Task: event.task ?? 0,
  Opcode: event.opcode ?? 0,
  Keywords: hex64(event.keywords),
  TimeCreated: `${localTime(event, 120, 0).replace('T', ' ')} +0200`,
  EventRecordID: event.recordId,
  ActivityID: braced(event.activityId) ?? '',
  RelatedActivityID: '',
  ProcessID: event.processId ?? 0,
  ThreadID: event.threadId ?? 0,
  Channel: event.channel,
  Computer: event.computer,
  UserID: 'NT AUTHORITY\\SYSTEM',
  Message: 'A text in the language of the system.',
  StringInserts: fieldsOf(event).map(({ value }) => typed(value)),
}));

/** Public samples of im_msvistalog with to_json(); `zone`: as newer configurations write it. */
const nxlogWith = (zone: boolean): JsonWriter =>
  lines((event) =>
    present({
      EventTime: zone
        ? `${localTime(event, 120, 6)}+02:00`
        : isoTime(event, 6).slice(0, -1).replace('T', ' '),
      Hostname: event.computer,
      Keywords: '9232379236109516800',
      EventType: 'INFO',
      SeverityValue: 2,
      Severity: 'INFO',
      EventID: event.eventId,
      SourceName: event.provider,
      ProviderGuid: event.providerGuid,
      Version: event.version ?? 0,
      TaskValue: event.task ?? 0,
      OpcodeValue: event.opcode ?? 0,
      RecordNumber: event.recordId,
      ActivityID: braced(event.activityId),
      ExecutionProcessID: event.processId ?? 0,
      ExecutionThreadID: event.threadId ?? 0,
      Channel: event.channel,
      Message: 'A text in the language of the system.',
      ...Object.fromEntries(
        textsOf(event).flatMap(({ name, value }) => (name === '' ? [] : [[name, value]])),
      ),
      EventReceivedTime: '2026-01-01T00:00:00.000000+02:00',
      SourceModuleName: 'eventlog',
      SourceModuleType: 'im_msvistalog',
    }),
  );

export const nxlog: JsonWriter = nxlogWith(true);
export const nxlogWithoutZone: JsonWriter = nxlogWith(false);
