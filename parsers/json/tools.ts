import type { Dialect } from './dialect.ts';
import { asInXml } from './dialect.ts';
import {
  firstAt,
  isObject,
  memberOf,
  parseJson,
  scalarText,
  valueAt,
  type JsonObject,
} from './json-value.ts';
import {
  eventData,
  inMessage,
  inNumberedOrder,
  noPayload,
  splitJoined,
  textOf,
  type Payload,
} from './payload.ts';
import { longChannel, longProvider } from './hayabusa-names.ts';

/** What `rdpwhy dump` writes without `--shape`. */
const ownDump: Dialect = {
  name: 'rdpwhy dump',
  marks: ['recordid', 'eventid', 'provider', 'fields'],
  eventId: ['eventid'],
  provider: ['provider'],
  time: ['time'],
  computer: ['computer'],
  channel: ['channel'],
  recordId: ['recordid'],
  level: ['level'],
  version: ['version'],
  qualifiers: ['qualifiers'],
  activityId: ['activityid'],
  processId: ['processid'],
  threadId: ['threadid'],
  userSid: ['usersid'],
  payload: (document) => {
    const fields = memberOf(document, 'fields');
    return Array.isArray(fields)
      ? { fields: fields.map(unnamed), names: 'none' }
      : { fields: ownFields(fields) };
  },
  isUtc: true,
};

const unnamed = (value: unknown): Payload['fields'][number] => ({ name: '', value: textOf(value) });

/** A name that repeats has a list of its values; where one has no name, all are a list. */
const ownFields = (value: unknown): Payload['fields'] =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, inner]) =>
        (Array.isArray(inner) ? (inner as readonly unknown[]) : [inner]).map((one) => ({
          name,
          value: textOf(one),
        })),
      )
    : [];

/** `Provider: { Name }`, `{ "#attributes": { Name } }`, `Provider_attributes: { Name }`, `{ "@Name" }`, `{ "$": { Name } }`. */
const attribute = (element: string, name: string): readonly string[] =>
  ['.', '.#attributes.', '_attributes.', '.@', '.$.', '.-', '.@attributes.'].map(
    (way) => `system.${element}${way}${name}`,
  );

/** An element that is its text, or has it beside attributes. */
const element = (name: string): readonly string[] =>
  ['', '.#text', '.value', '._', '.text', '.$text'].map((way) => `system.${name}${way}`);

/**
 * The event as XML has it, element by element: evtx_dump, with attributes beside and apart, and so Chainsaw's dumps (checked
 * against the program itself), `rdpwhy dump --shape windows`, Velociraptor's parse_evtx and watch_evtx (seen in samples:
 * EventID.Value, SystemTime in seconds), xml2js, xmltodict and others (seen in samples).
 */
const tree: Dialect = {
  name: 'System and EventData',
  marks: ['system.eventid'],
  eventId: element('eventid').toReversed(),
  provider: [...attribute('provider', 'name'), 'system.provider'],
  time: [...attribute('timecreated', 'systemtime'), 'system.timecreated'],
  computer: element('computer').toReversed(),
  channel: element('channel').toReversed(),
  recordId: element('eventrecordid').toReversed(),
  level: element('level').toReversed(),
  version: element('version').toReversed(),
  qualifiers: attribute('eventid', 'qualifiers'),
  activityId: attribute('correlation', 'activityid'),
  relatedActivityId: attribute('correlation', 'relatedactivityid'),
  processId: attribute('execution', 'processid'),
  threadId: attribute('execution', 'threadid'),
  userSid: attribute('security', 'userid'),
  payload: asInXml(''),
  isUtc: true,
};

/**
 * EvtxECmd --json: names seen in samples; the payload is JSON in a text, `{"EventData":{"Data":[{"@Name":…,"#text":…}]}}`,
 * values without names in one text (inferred from its CSV). Correlation is not written.
 */
const evtxECmd: Dialect = {
  name: 'EvtxECmd',
  marks: ['eventid', 'eventrecordid', 'payload'],
  eventId: ['eventid'],
  provider: ['provider'],
  time: ['timecreated'],
  computer: ['computer'],
  channel: ['channel'],
  recordId: ['eventrecordid'],
  processId: ['processid'],
  threadId: ['threadid'],
  userSid: ['userid'],
  payload: (document) => {
    const text = valueAt(document, 'payload');
    const payload = typeof text === 'string' ? parseJson(text) : text;
    return isObject(payload) ? withSplit(asInXml('')(payload)) : noPayload;
  },
  isUtc: true,
};

const withSplit = (payload: Payload): Payload => ({ ...payload, fields: splitJoined(payload.fields) });

/**
 * Hayabusa's json-timeline: names seen in samples. It has the events that its rules point out and no others; names of channels
 * and providers are shortened. All fields stand in AllFieldInfo, with the profile that writes it.
 */
const hayabusa: Dialect = {
  name: 'Hayabusa',
  marks: ['eventid', 'ruletitle', 'channel'],
  eventId: ['eventid'],
  provider: ['provider', 'channel'],
  time: ['timestamp'],
  computer: ['computer'],
  channel: ['channel'],
  recordId: ['recordid'],
  payload: (document) => {
    const all = firstAt(document, ['allfieldinfo']);
    return all === undefined
      ? { ...noPayload, lost: 'write them with a profile that has AllFieldInfo' }
      : { fields: hayabusaFields(all) };
  },
  longChannel,
  longProvider,
};

/** In its CSV fields are one text, `Name: value ¦ Name: value` (seen in samples). */
const joinedFields = (text: string): JsonObject =>
  Object.fromEntries(
    text.split(' ¦ ').map((part) => {
      const colon = part.indexOf(': ');
      return colon === -1 ? [part.replace(/:$/, ''), ''] : [part.slice(0, colon), part.slice(colon + 2)];
    }),
  );

/** Values without names are `Data[1]`, `Data[2]`, …, sorted as text (read in its rules). */
const hayabusaFields = (said: unknown): Payload['fields'] => {
  const value = typeof said === 'string' ? joinedFields(said) : said;
  return inNumberedOrder(
    eventData(value).map((field) => ({ ...field, name: field.name.replace(/^Data\[(\d+)\]$/, 'param$1') })),
  ).map((field) => (isObject(value) && !Object.hasOwn(value, field.name) ? { ...field, name: '' } : field));
};

/**
 * `Get-WinEvent | ConvertTo-Json` of PowerShell 5 and 7: names seen in samples. Values come in their places; in lists they
 * are written only with `-Depth 3` or more, otherwise as the name of their class.
 */
const powerShell: Dialect = {
  name: 'Get-WinEvent',
  marks: ['id', 'providername', 'timecreated'],
  eventId: ['id'],
  provider: ['providername'],
  time: ['timecreated'],
  // What Invoke-Command adds where somebody left out the other.
  computer: ['machinename', 'pscomputername'],
  channel: ['logname'],
  recordId: ['recordid'],
  level: ['level'],
  version: ['version'],
  qualifiers: ['qualifiers'],
  activityId: ['activityid'],
  isActivityOptional: true,
  relatedActivityId: ['relatedactivityid'],
  processId: ['processid'],
  threadId: ['threadid'],
  userSid: ['userid.value', 'userid'],
  payload: properties,
};

/** The properties that are shown unless others are asked for: no event is known without its provider. */
const powerShellShown: Dialect = {
  ...powerShell,
  name: 'Get-WinEvent without ProviderName',
  marks: ['id', 'leveldisplayname', 'timecreated'],
};

/**
 * Get-EventLog of Windows PowerShell, of the classic logs alone: names seen in samples. Its number holds severity and facility
 * above the event id.
 */
const getEventLog: Dialect = {
  name: 'Get-EventLog',
  marks: ['instanceid', 'source', 'timegenerated'],
  eventId: ['eventid', 'instanceid'],
  provider: ['source'],
  time: ['timegenerated'],
  computer: ['machinename'],
  channel: [],
  recordId: ['index'],
  payload: (document) => {
    const values = memberOf(document, 'replacementstrings');
    return Array.isArray(values)
      ? { fields: (values as readonly unknown[]).map(unnamed), names: 'none' }
      : inMessage(
          scalarText(valueAt(document, 'message')),
          'export again with Get-WinEvent and Export-Clixml',
        );
  },
};

const CLASS = /System\.Diagnostics\.Eventing\.Reader\.EventProperty/;

function properties(document: JsonObject): Payload {
  const list = memberOf(document, 'properties');
  if (list === null || list === '') return noPayload;
  const values = Array.isArray(list) ? (list as readonly unknown[]) : [list];
  // Who chose properties for the export seldom chose this one.
  if (values.some((value) => value === undefined || (typeof value === 'string' && CLASS.test(value)))) {
    const message = scalarText(valueAt(document, 'message'));
    return inMessage(message, 'export again with Export-Clixml, or ConvertTo-Json -Depth 4');
  }
  return { fields: values.map((value) => ({ name: '', value: propertyText(value) })), names: 'none' };
}

/** A time is written as text the way XML has it. */
function propertyText(value: unknown): string {
  const text = textOf(value);
  const ms = /^\/Date\((-?\d{1,15})\)\/$/.exec(text)?.[1];
  const date = ms === undefined ? undefined : new Date(Number(ms));
  return date === undefined || Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** What the reader of tables makes of a row of Event Viewer's export: what it does not keep, is not there. */
const eventViewer: Dialect = {
  name: 'Event Viewer',
  marks: ['eventviewertime', 'eventviewersource', 'eventviewerid'],
  eventId: ['eventviewerid'],
  provider: ['eventviewersource'],
  time: ['eventviewertime'],
  computer: [],
  channel: [],
  recordId: [],
  payload: (document) =>
    inMessage(scalarText(valueAt(document, 'eventviewermessage')), 'save the log as .evtx, or as XML'),
};

/** What is made of an event that wevtutil or Event Viewer wrote out as text. */
const listing: Dialect = {
  name: 'events listed as text',
  marks: ['listingtime', 'listingsource', 'listingid'],
  eventId: ['listingid'],
  provider: ['listingsource'],
  time: ['listingtime'],
  computer: ['listingcomputer'],
  channel: ['listingchannel'],
  recordId: [],
  payload: (document) =>
    inMessage(scalarText(valueAt(document, 'listingmessage')), 'save the log as .evtx, or as XML'),
};

/** In the order in which they are tried, after those of collectors. */
export const tools: readonly Dialect[] = [
  ownDump,
  tree,
  evtxECmd,
  hayabusa,
  powerShell,
  powerShellShown,
  getEventLog,
  eventViewer,
  listing,
];
