import type { Dialect } from './dialect.ts';
import { listed, named } from './dialect.ts';
import { isObject, membersOf, scalarText, valueAt, type JsonObject } from './json-value.ts';
import { eventData, splitJoined, type Payload } from './payload.ts';

/**
 * Winlogbeat and Elastic Agent from version 7. Names read in source: elastic/beats, winlogbeat/sys/winevent/event.go and
 * maputil.go; documents as these, with `user_data.xml_name`, seen in samples. Empty values are not written; @timestamp has
 * milliseconds, time_created (newer versions) all digits.
 */
const winlogbeat: Dialect = {
  name: 'Winlogbeat',
  marks: ['winlog.channel'],
  eventId: ['winlog.event_id', 'event.code'],
  provider: ['winlog.provider_name', 'event.provider'],
  time: ['winlog.time_created', '@timestamp'],
  computer: ['winlog.computer_name'],
  channel: ['winlog.channel'],
  recordId: ['winlog.record_id'],
  level: ['winlog.level', 'log.level'],
  version: ['winlog.version'],
  activityId: ['winlog.activity_id'],
  relatedActivityId: ['winlog.related_activity_id'],
  processId: ['winlog.process.pid'],
  threadId: ['winlog.process.thread.id'],
  userSid: ['winlog.user.identifier'],
  payload: named(['winlog.event_data'], ['winlog.user_data']),
};

/** Winlogbeat 5 and 6: the same without `winlog`. Read in source: elastic/beats 6.x, winlogbeat/eventlog/eventlog.go. */
const winlogbeatOld: Dialect = {
  name: 'Winlogbeat 6',
  marks: ['event_id', 'log_name', 'computer_name'],
  eventId: ['event_id'],
  provider: ['source_name'],
  time: ['@timestamp'],
  computer: ['computer_name'],
  channel: ['log_name'],
  recordId: ['record_number'],
  level: ['level'],
  version: ['version'],
  activityId: ['activity_id'],
  relatedActivityId: ['related_activity_id'],
  processId: ['process_id'],
  threadId: ['thread_id'],
  userSid: ['user.identifier'],
  payload: named(['event_data'], ['user_data']),
};

/**
 * Wazuh: names read in source (wazuh/wazuh, src/analysisd/decoders/winevtchannel.c), seen in samples of archives and alerts.
 * The first letter of every field is made small, Correlation is not written, nor are fields that are empty or `-`; values
 * without names are joined by commas; what is in UserData stands under the name of its element.
 */
const wazuh: Dialect = {
  name: 'Wazuh',
  marks: ['win.system.eventid'],
  eventId: ['win.system.eventid'],
  provider: ['win.system.providername'],
  time: ['win.system.systemtime'],
  computer: ['win.system.computer'],
  channel: ['win.system.channel'],
  recordId: ['win.system.eventrecordid'],
  level: ['win.system.level'],
  version: ['win.system.version'],
  processId: ['win.system.processid'],
  threadId: ['win.system.threadid'],
  userSid: ['win.system.securityuserid'],
  payload: wazuhPayload,
  isUtc: true,
};

function wazuhPayload(document: JsonObject): Payload {
  const win = valueAt(document, 'win');
  const data = valueAt(win, 'eventdata');
  if (data !== undefined) return { fields: splitJoined(eventData(data)), names: 'any-case' };
  const other = isObject(win) ? membersOf(win).find(([name]) => name !== 'system') : undefined;
  return { fields: eventData(other?.[1]), names: 'any-case', userData: other?.[0] ?? 'EventXML' };
}

/**
 * OpenTelemetry's windowseventlog receiver: names read in source, opentelemetry-collector-contrib,
 * pkg/stanza/operator/input/windows/xml.go, of several versions: event_data as an object, as a list of objects of one member,
 * and with `paramN` for what has no name; user_data only in newer ones.
 */
const openTelemetry: Dialect = {
  name: 'OpenTelemetry',
  marks: ['event_id.id', 'provider.name'],
  eventId: ['event_id.id'],
  provider: ['provider.name'],
  time: ['system_time'],
  computer: ['computer'],
  channel: ['channel'],
  recordId: ['record_id'],
  level: ['level'],
  version: ['version'],
  qualifiers: ['event_id.qualifiers'],
  activityId: ['correlation.activity_id'],
  relatedActivityId: ['correlation.related_activity_id'],
  processId: ['execution.process_id'],
  threadId: ['execution.thread_id'],
  userSid: ['security.user_id'],
  payload: (document) => {
    const data = named(['event_data'], [])(document);
    // An empty object stands beside user_data.
    return data.fields.length > 0 ? data : named([], ['user_data'])(document);
  },
  isUtc: true,
};

/**
 * Vector's windows_event_log: names read in source, vectordotdev/vector, src/sources/windows_event_log/parser.rs. Its
 * user_data has only `Data` elements (xml_parser.rs, parse_section), so that UserData as Windows writes it is not there;
 * binary data neither.
 */
const vector: Dialect = {
  name: 'Vector',
  marks: ['event_id', 'provider_name', 'record_id'],
  eventId: ['event_id'],
  provider: ['provider_name'],
  time: ['timestamp'],
  computer: ['computer', 'host'],
  channel: ['channel'],
  recordId: ['record_id'],
  level: ['level_value', 'level'],
  version: ['version'],
  qualifiers: ['qualifiers'],
  activityId: ['activity_id'],
  relatedActivityId: ['related_activity_id'],
  processId: ['process_id'],
  threadId: ['thread_id'],
  userSid: ['user_id'],
  payload: (document) => {
    const data = named(['event_data'], ['user_data'])(document);
    return data.fields.length > 0 ? data : { fields: listed('string_inserts')(document).fields };
  },
};

/**
 * Fluent Bit's winevtlog and Fluentd's windows_eventlog2: names and forms read in source (fluent/fluent-bit,
 * plugins/in_winevtlog/pack.c) and seen in samples; those of Fluentd inferred. Values come in their places, without names, of
 * EventData and UserData alike; times are local, with an offset, in whole seconds.
 */
const fluentBit: Dialect = {
  name: 'Fluent Bit',
  marks: ['eventid', 'providername', 'eventrecordid'],
  eventId: ['eventid'],
  provider: ['providername'],
  time: ['timecreated', '@timestamp', 'date'],
  computer: ['computer'],
  channel: ['channel'],
  recordId: ['eventrecordid'],
  level: ['level'],
  version: ['version'],
  qualifiers: ['qualifiers'],
  activityId: ['activityid'],
  relatedActivityId: ['relatedactivityid'],
  processId: ['processid'],
  threadId: ['threadid'],
  userSid: ['userid'],
  payload: listed('stringinserts', 'eventdata'),
};

/** What NXLog says of an event beside its data. */
const nxlogOwn: ReadonlySet<string> = new Set(
  `eventtime hostname keywords eventtype severityvalue severity eventid sourcename providerguid version task taskvalue opcodevalue
  recordnumber processid threadid executionprocessid executionthreadid channel userid accounttype message category opcode
  eventreceivedtime sourcemodulename sourcemoduletype activityid relatedactivityid level levelvalue`.split(
    /\s+/,
  ),
);

/**
 * NXLog's im_msvistalog: names seen in samples. Fields stand beside what is said of the event, so that those called like it
 * are lost; times are local and carry no zone unless it was told to write one. Values without names are not written.
 */
const nxlog: Dialect = {
  name: 'NXLog',
  marks: ['eventid', 'sourcename', 'eventtime'],
  eventId: ['eventid'],
  provider: ['sourcename'],
  time: ['eventtime'],
  computer: ['hostname'],
  channel: ['channel'],
  recordId: ['recordnumber', 'recordid'],
  level: ['levelvalue'],
  version: ['version'],
  activityId: ['activityid'],
  relatedActivityId: ['relatedactivityid'],
  processId: ['executionprocessid', 'processid'],
  threadId: ['executionthreadid', 'threadid'],
  userSid: ['userid'],
  payload: (document) => ({
    fields: Object.entries(document).flatMap(([name, value]) =>
      nxlogOwn.has(name.toLowerCase()) || isObject(value) ? [] : [{ name, value: scalarText(value) }],
    ),
  }),
};

/** In the order in which they are tried. */
export const collectors: readonly Dialect[] = [
  winlogbeat,
  winlogbeatOld,
  wazuh,
  openTelemetry,
  vector,
  fluentBit,
  nxlog,
];
