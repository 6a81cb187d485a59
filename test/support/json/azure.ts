import type { EventSpec } from '../event-spec.ts';
import { renderEventXml } from '../event-xml.ts';
import { braced, isoTime, textsOf, userDataOf, type JsonWriter } from './parts.ts';

/** A row of a table: its values by the names of its columns. */
export type Row = Readonly<Record<string, string | number | null>>;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The element that holds an event's values, as it stands in XML. */
const dataElement = (event: EventSpec): string => {
  const root = /<(EventData|UserData)>[^]*<\/\1>/.exec(renderEventXml(event))?.[0] ?? '';
  return root.replace(/^<\w+/, "$& xmlns='http://schemas.microsoft.com/win/2004/08/events/event'");
};

/** The columns of Event in the order of the portal's export, as a published list of them has it. */
export const eventColumns: readonly string[] =
  'TenantId,SourceSystem,TimeGenerated,Source,EventLog,Computer,EventLevel,EventLevelName,ParameterXml,EventData,EventID,RenderedDescription,AzureDeploymentID,Role,EventCategory,UserName,Message,MG,ManagementGroupName,Type,_ResourceId'.split(
    ',',
  );

/** A row of the table Event: samples of EventData in a DataItem, of EventData and UserData alike; values by their places beside. */
export const eventRow = (event: EventSpec): Row => ({
  TenantId: '00000000-0000-0000-0000-000000000000',
  SourceSystem: 'OpsManager',
  TimeGenerated: isoTime(event, 7),
  Source: event.provider,
  EventLog: event.channel,
  Computer: event.computer,
  EventLevel: 1,
  EventLevelName: 'Error',
  ParameterXml: textsOf(event)
    .filter(({ name }) => name !== 'Binary')
    .map(({ value }) => `<Param>${escape(value)}</Param>`)
    .join(''),
  EventData: `<DataItem type="System.XmlData" time="${isoTime(event, 7)}" sourceHealthServiceId="00000000-0000-0000-0000-000000000000">${dataElement(event)}</DataItem>`,
  EventID: event.eventId,
  RenderedDescription: 'A text in the language of the system.',
  AzureDeploymentID: null,
  Role: null,
  EventCategory: 0,
  UserName: 'N/A',
  Message: null,
  MG: '00000000-0000-0000-0000-000000000001',
  ManagementGroupName: 'AOI-00000000-0000-0000-0000-000000000000',
  Type: 'Event',
  _ResourceId: '/subscriptions/x/resourcegroups/x/providers/microsoft.compute/virtualmachines/rds01',
});

/** The columns of SecurityEvent that fields of logons and sessions have, by Microsoft's reference of the table. */
const auditColumns: readonly string[] =
  `AccountDomain,AccountName,AuthenticationPackageName,ClientAddress,ClientName,ElevatedToken,FailureReason,ImpersonationLevel,IpAddress,
  IpPort,KeyLength,LmPackageName,LogonGuid,LogonID,LogonProcessName,LogonType,PackageName,PrivilegeList,ProcessId,ProcessName,
  RestrictedAdminMode,SessionName,Status,SubjectDomainName,SubjectLogonId,SubjectUserName,SubjectUserSid,SubStatus,
  TargetDomainName,TargetInfo,TargetLinkedLogonId,TargetLogonGuid,TargetLogonId,TargetOutboundDomainName,TargetOutboundUserName,
  TargetServerName,TargetSid,TargetUserName,TargetUserSid,TransmittedServices,VirtualAccount,Workstation,WorkstationName`.split(
    /,\s*/,
  );

const integers: ReadonlySet<string> = new Set(['LogonType', 'KeyLength']);

export const securityColumns: readonly string[] =
  `TenantId,TimeGenerated,SourceSystem,Account,AccountType,Computer,EventSourceName,Channel,Task,Level,EventData,EventID,Activity,EventOriginId,${auditColumns.join()},LogonTypeName,SubjectAccount,TargetAccount,Type,_ResourceId`.split(
    ',',
  );

/** A row of SecurityEvent: published rows of 4624; events whose fields have no columns have them as XML. */
export const securityRow = (event: EventSpec): Row => {
  const fields = textsOf(event);
  const isInColumns = fields.every(({ name }) => auditColumns.includes(name));
  const row: Row = Object.fromEntries(securityColumns.map((name) => [name, null]));
  return {
    ...row,
    TenantId: '00000000-0000-0000-0000-000000000000',
    TimeGenerated: isoTime(event, 7),
    SourceSystem: 'OpsManager',
    Account: 'CORP\\alice',
    AccountType: 'User',
    Computer: event.computer,
    EventSourceName: event.provider,
    Channel: event.channel,
    Task: 12544,
    Level: '8',
    EventData: isInColumns ? '' : dataElement(event),
    EventID: event.eventId,
    Activity: `${event.eventId} - Something happened.`,
    LogonTypeName: '3 - Network',
    TargetAccount: 'CORP\\alice',
    Type: 'SecurityEvent',
    ...(isInColumns
      ? Object.fromEntries(
          fields.map(({ name, value }) => [name, integers.has(name) ? Number(value) : value]),
        )
      : {}),
  };
};

/** What is named and fits into an object is parsed; anything else is kept as the event in XML, as the reference has it. */
export const windowsEventRow = (event: EventSpec): Row => {
  const fields = textsOf(event);
  const isParsed = userDataOf(event) === undefined && fields.every(({ name }) => name !== '');
  return {
    TenantId: '00000000-0000-0000-0000-000000000000',
    TimeGenerated: isoTime(event, 7),
    Provider: event.provider,
    Channel: event.channel,
    Computer: event.computer,
    Task: event.task ?? 0,
    EventLevel: event.level ?? 0,
    EventLevelName: 'Information',
    EventData: isParsed
      ? JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value])))
      : null,
    EventID: event.eventId,
    RawEventData: isParsed ? null : renderEventXml(event),
    SystemUserId: event.userSid ?? null,
    Version: event.version ?? 0,
    Opcode: '0',
    Keywords: '0x8000000000000000',
    Correlation:
      event.activityId === undefined ? null : `<Correlation ActivityID='${braced(event.activityId)}'/>`,
    SystemProcessId: event.processId ?? null,
    SystemThreadId: event.threadId ?? null,
    EventRecordId: String(event.recordId),
    Type: 'WindowsEvent',
    _ResourceId: '',
  };
};

/** Azure/azure-cli-extensions, log-analytics, custom.py: `str(value)` of every value, behind the name of the table. */
const asPython = (value: string | number | null): string => (value === null ? 'None' : String(value));

const commandLine = (rows: readonly Row[]): string =>
  JSON.stringify(
    rows.map((row) => ({
      TableName: 'PrimaryResult',
      ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asPython(value)])),
    })),
    undefined,
    2,
  );

/** The answer of the Log Analytics API, as Microsoft's documentation has it. */
const answer = (columns: readonly string[], rows: readonly Row[]): string =>
  JSON.stringify({
    tables: [
      {
        name: 'PrimaryResult',
        columns: columns.map((name) => ({ name, type: name === 'TimeGenerated' ? 'datetime' : 'string' })),
        rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
      },
    ],
  });

/** `az monitor log-analytics query`, of the table Event. */
export const azureEvent: JsonWriter = (events) => commandLine(events.map(eventRow));

/** The same of WindowsEvent. */
export const azureWindowsEvent: JsonWriter = (events) => commandLine(events.map(windowsEventRow));

/** The API's answer: the audit in SecurityEvent, all else in Event. */
export const azureAnswer: JsonWriter = (events) =>
  events[0]?.channel === 'Security'
    ? answer(securityColumns, events.map(securityRow))
    : answer(eventColumns, events.map(eventRow));
