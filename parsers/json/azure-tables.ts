import { readElement, type XmlElement } from '../xml/read-event.ts';
import type { Dialect } from './dialect.ts';
import { firstAt, isObject, memberOf, membersOf, parseJson, valueAt, type JsonObject } from './json-value.ts';
import { eventData, inMessage, noPayload, textOf, userData, type Payload } from './payload.ts';

/**
 * The tables of Azure Monitor Logs (Log Analytics, Sentinel) that hold Windows events. Columns as documented: Azure Monitor
 * Logs reference, https://learn.microsoft.com/azure/azure-monitor/reference/tables/event (windowsevent, securityevent).
 */
const table = {
  eventId: ['eventid'],
  time: ['timegenerated'],
  computer: ['computer'],
  isFilled: true,
} as const;

/**
 * Event: columns documented. EventData is the element EventData or UserData in a DataItem (seen in samples of both), ParameterXml
 * the values in their places, `<Param>…</Param>` each (seen in queries that read them by number). EventLevel counts as
 * Operations Manager does (seen in samples: 1 beside Error), so that the name counts.
 */
const event: Dialect = {
  ...table,
  name: 'Azure Monitor (table Event)',
  marks: ['timegenerated', 'eventid', 'source', 'eventlog'],
  provider: ['source'],
  channel: ['eventlog'],
  recordId: [],
  level: ['eventlevelname'],
  payload: (row) => {
    const xml = fromXml(firstAt(row, ['eventdata']));
    if (xml !== undefined && xml.fields.length > 0) return xml;
    return fromParameters(firstAt(row, ['parameterxml'])) ?? xml ?? fromMessage(row);
  },
};

/** Columns of the System block, as both tables of records call them. */
const systemColumns = {
  ...table,
  channel: ['channel'],
  recordId: ['eventrecordid'],
  version: ['version'],
  activityId: ['correlation'],
  isActivityOptional: true,
  processId: ['systemprocessid'],
  threadId: ['systemthreadid'],
  userSid: ['systemuserid'],
} as const;

/**
 * WindowsEvent: columns documented. EventData is an object of the fields; where Azure could not parse it, RawEventData has the event
 * as XML (documented), which then counts. Inferred: how Correlation is written, and UserData within EventData.
 */
const windowsEvent: Dialect = {
  ...systemColumns,
  name: 'Azure Monitor (table WindowsEvent)',
  marks: ['timegenerated', 'eventid', 'provider'],
  provider: ['provider'],
  level: ['eventlevel', 'eventlevelname'],
  payload: (row) => {
    const said = firstAt(row, ['eventdata']);
    const data = typeof said === 'string' ? parseJson(said) : said;
    if (isObject(data)) return fromObject(data);
    if (!isLost(row, ['eventdata', 'raweventdata'])) return noPayload;
    return { ...noPayload, lost: 'export the columns EventData and RawEventData, too' };
  },
};

/**
 * SecurityEvent: columns documented, rows seen in samples. Fields of the audit's usual events are columns under their own names; an
 * event whose fields have no columns is inferred to have them as XML in EventData. Level is not that of the event (seen in
 * samples: 8). Inferred: what newer agents write of the System block, as in WindowsEvent.
 */
const securityEvent: Dialect = {
  ...systemColumns,
  name: 'Azure Monitor (table SecurityEvent)',
  marks: ['timegenerated', 'eventid', 'eventsourcename'],
  provider: ['eventsourcename'],
  payload: (row) => {
    const xml = fromXml(firstAt(row, ['eventdata']));
    if (xml !== undefined && xml.fields.length > 0) return xml;
    const fields = auditFields(row);
    if (fields.length > 0 || !isLost(row, ['eventdata'])) return { fields };
    return { ...noPayload, lost: 'export all columns of the table' };
  },
};

/** Rows that keep what somebody chose of them: no event is known without its provider. */
const chosenColumns: Dialect = {
  ...table,
  name: 'Azure Monitor (without Source, Provider or EventSourceName)',
  marks: ['timegenerated', 'eventid', 'computer'],
  provider: [],
  channel: [],
  recordId: [],
  payload: () => noPayload,
};

/** In the order in which they are tried; rows of several may stand in one export. */
export const azureTables: readonly Dialect[] = [event, securityEvent, windowsEvent, chosenColumns];

/** What a row of SecurityEvent says beside the event's fields, some of it made of them. */
const ownColumns: ReadonlySet<string> = new Set(
  `tenantid timegenerated sourcesystem account accounttype computer eventsourcename channel task level eventdata eventid activity
  sourcecomputerid eventoriginid mg timecollected managementgroupname type tablename partitionkey rowkey storageaccount
  azuredeploymentid azuretablename logontypename subjectaccount targetaccount process filepathnouser systemuserid version opcode
  keywords correlation systemprocessid systemthreadid eventrecordid eventlevel eventlevelname provider raweventdata source eventlog
  parameterxml rendereddescription eventcategory username message role`.split(/\s+/),
);

/** Columns are there for all events: one that is empty is none of this event's. */
const auditFields = (row: JsonObject): Payload['fields'] =>
  Object.entries(row).flatMap(([name, value]) =>
    ownColumns.has(name.toLowerCase()) || name.startsWith('_') || value === null || value === ''
      ? []
      : [{ name, value: textOf(value) }],
  );

/** The values of an event in XML; undefined where they are none, or were cut off. */
function fromXml(text: unknown): Payload | undefined {
  const root = wholeElement(text);
  if (root === undefined) return undefined;
  const data = root.name === 'DataItem' ? root.elements()[0] : root;
  if (data === undefined) return noPayload;
  if (data.name === 'EventData') return { fields: data.elements().flatMap(dataField) };
  const element = data.name === 'UserData' ? data.elements()[0] : undefined;
  return element && { fields: leavesOf(element), userData: element.name };
}

const dataField = (element: XmlElement): Payload['fields'] => {
  if (element.name === 'Binary') return [{ name: 'Binary', value: element.text() }];
  return element.name === 'Data' ? [{ name: element.attribute('Name') ?? '', value: element.text() }] : [];
};

const leavesOf = (element: XmlElement): Payload['fields'] =>
  element
    .elements()
    .flatMap((inner) =>
      inner.elements().length > 0 ? leavesOf(inner) : [{ name: inner.name, value: inner.text() }],
    );

/** Values by their places. */
function fromParameters(text: unknown): Payload | undefined {
  if (typeof text !== 'string' || !/(?:<\/Param|\/)>\s*$/.test(text)) return undefined;
  const root = wholeElement(`<Params>${text}</Params>`);
  if (root === undefined) return undefined;
  const values = leavesOf(root).filter(({ name }) => name === 'Param');
  if (values.length === 0) return undefined;
  return { fields: values.map(({ value }) => ({ name: '', value })), names: 'none' };
}

/** Azure cuts long texts; what a parser makes of the rest is not what the event said. */
function wholeElement(said: unknown): XmlElement | undefined {
  if (typeof said !== 'string') return undefined;
  const text = said.trim();
  const root = readElement(text);
  if (root === undefined || text.endsWith(`</${root.name}>`)) return root;
  return text.endsWith('/>') && root.elements().length === 0 ? root : undefined;
}

/** Where neither column has values, the event has none, unless they were not exported, or the message has some. */
function fromMessage(row: JsonObject): Payload {
  if (!isLost(row, ['eventdata', 'parameterxml'])) return noPayload;
  const message = textOf(valueAt(row, 'rendereddescription'));
  return inMessage(message, 'export the columns EventData and ParameterXml, too');
}

/** Whether columns that hold an event's values were left out, or hold what cannot be read. */
const isLost = (row: JsonObject, columns: readonly string[]): boolean =>
  columns.every((name) => valueAt(row, name) === undefined) || firstAt(row, columns) !== undefined;

/** Fields by their names, or what is below the one element of UserData. */
function fromObject(data: JsonObject): Payload {
  const inner = memberOf(data, 'userdata');
  if (isObject(inner)) return userData(inner);
  const [first, ...others] = membersOf(data);
  const isElement = first !== undefined && others.length === 0 && first[0] !== 'data' && isObject(first[1]);
  return isElement ? userData(data) : { fields: eventData(data) };
}

/**
 * A row of `az monitor log-analytics query`, in which every value is a text as Python writes it, and None where there is none
 * (read in source: Azure/azure-cli-extensions, log-analytics, custom.py).
 */
export const plainRow = (object: JsonObject): JsonObject =>
  memberOf(object, 'tablename') === undefined || memberOf(object, 'timegenerated') === undefined
    ? object
    : Object.fromEntries(
        Object.entries(object).map(([name, value]) => [name, value === 'None' ? null : value]),
      );
