import { type EventSpec, type TypedValue } from '../event-spec.ts';
import { valueText } from '../event-xml.ts';
import { bare, fieldsOf, isoTime, localTime } from '../json/parts.ts';
import { messageOf } from './message.ts';

/** What XML cannot hold or would change, [MS-PSRP] 2.2.5.3.2. */
const escape = (text: string): string =>
  Array.from(text.replaceAll(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_'), (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code < 0x20 || code === 0x7f ? `_x${code.toString(16).toUpperCase().padStart(4, '0')}_` : char;
  })
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const named = (tag: string, name: string, text: string | undefined): string =>
  text === undefined ? `<Nil N="${name}" />` : `<${tag} N="${name}">${escape(text)}</${tag}>`;

/** [MS-PSRP] 2.2.5.1 and 2.2.5.2; an EventLogRecord as published samples of Export-Clixml have it. */
function valueElement(value: TypedValue): string {
  const number = (tag: string): string => `<${tag} N="Value">${valueText(value)}</${tag}>`;
  switch (value.type) {
    case 'null':
      return '<Nil N="Value" />';
    case 'uint8':
      return number('By');
    case 'uint16':
      return number('U16');
    case 'uint32':
      return number('U32');
    case 'uint64':
      return number('U64');
    case 'int32':
      return number('I32');
    case 'int64':
      return number('I64');
    case 'hex32':
      return `<U32 N="Value">${Number(value.value)}</U32>`;
    case 'hex64':
      return `<U64 N="Value">${BigInt(value.value)}</U64>`;
    case 'boolean':
      return `<B N="Value">${value.value}</B>`;
    case 'guid':
      return `<G N="Value">${bare(value.value).toLowerCase()}</G>`;
    case 'filetime':
      return `<DT N="Value">${new Date(value.value / 1000).toISOString()}</DT>`;
    case 'binary':
      return `<BA N="Value">${Buffer.from(value.value).toString('base64')}</BA>`;
    case 'sid':
      return sidObject('Value', value.value);
    case 'string':
      return named('S', 'Value', value.value);
    case 'string-array':
      return named('S', 'Value', value.value.join(''));
  }
}

const sidObject = (name: string, sid: string): string =>
  `<Obj N="${name}" RefId="9"><TN RefId="1"><T>System.Security.Principal.SecurityIdentifier</T><T>System.Object</T></TN>` +
  `<ToString>${sid}</ToString><Props><I32 N="BinaryLength">12</I32><Nil N="AccountDomainSid" /><S N="Value">${sid}</S></Props></Obj>`;

const property = ({ value }: { readonly value: TypedValue }): string =>
  `<Obj RefId="7"><TNRef RefId="4" /><ToString>System.Diagnostics.Eventing.Reader.EventProperty</ToString><Props>${valueElement(value)}</Props></Obj>`;

const guidText = (guid: string | undefined): string | undefined => guid && bare(guid).toLowerCase();

const record = (event: EventSpec): string => `  <Obj RefId="0">
    <TN RefId="0">
      <T>System.Diagnostics.Eventing.Reader.EventLogRecord</T>
      <T>System.Diagnostics.Eventing.Reader.EventRecord</T>
      <T>System.Object</T>
    </TN>
    <ToString>System.Diagnostics.Eventing.Reader.EventLogRecord</ToString>
    <Props>
      <I32 N="Id">${event.eventId}</I32>
      <By N="Version">${event.version ?? 0}</By>
      ${named('I32', 'Qualifiers', event.qualifiers?.toString())}
      <By N="Level">${event.level ?? 0}</By>
      <I32 N="Task">${event.task ?? 0}</I32>
      <I16 N="Opcode">0</I16>
      <I64 N="Keywords">-9223372036854775808</I64>
      <I64 N="RecordId">${event.recordId}</I64>
      ${named('S', 'ProviderName', event.provider)}
      ${named('G', 'ProviderId', guidText(event.providerGuid))}
      ${named('S', 'LogName', event.channel)}
      <I32 N="ProcessId">${event.processId ?? 0}</I32>
      <I32 N="ThreadId">${event.threadId ?? 0}</I32>
      ${named('S', 'MachineName', event.computer)}
      ${event.userSid === undefined ? '<Nil N="UserId" />' : sidObject('UserId', event.userSid)}
      <DT N="TimeCreated">${localTime(event, 120, 7)}+02:00</DT>
      ${named('G', 'ActivityId', guidText(event.activityId))}
      <Nil N="RelatedActivityId" />
      <Obj N="MatchedQueryIds" RefId="2"><TN RefId="2"><T>System.UInt32[]</T></TN><LST /></Obj>
      <Obj N="Bookmark" RefId="3"><ToString>System.Diagnostics.Eventing.Reader.EventBookmark</ToString></Obj>
      <Obj N="Properties" RefId="5">
        <TN RefId="3"><T>System.Collections.Generic.List\`1[[System.Diagnostics.Eventing.Reader.EventProperty, System.Core]]</T></TN>
        <LST>${fieldsOf(event).map(property).join('')}</LST>
      </Obj>
    </Props>
    <MS>${named('S', 'Message', messageOf(event))}</MS>
  </Obj>`;

/** `Get-WinEvent | Export-Clixml` of Windows PowerShell 5: UTF-16 with a byte order mark. */
export const clixml = (events: readonly EventSpec[]): Uint8Array =>
  utf16(
    `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\r\n${events.map(record).join('\r\n')}\r\n</Objs>`,
  );

export const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

const names =
  `Message Id Version Qualifiers Level Task Opcode Keywords RecordId ProviderName ProviderId LogName ProcessId ThreadId
  MachineName UserId TimeCreated ActivityId RelatedActivityId ContainerLog MatchedQueryIds Bookmark LevelDisplayName OpcodeDisplayName
  TaskDisplayName KeywordsDisplayNames Properties`.split(/\s+/);

/** Columns in this order: Microsoft's documentation of ConvertTo-Csv. What is no scalar becomes the name of its class. */
const cells = (event: EventSpec, time: string): readonly (string | number | undefined)[] => [
  messageOf(event),
  event.eventId,
  event.version ?? 0,
  event.qualifiers,
  event.level ?? 0,
  event.task ?? 0,
  0,
  '-9223372036854775808',
  event.recordId,
  event.provider,
  guidText(event.providerGuid),
  event.channel,
  event.processId ?? 0,
  event.threadId ?? 0,
  event.computer,
  event.userSid,
  time,
  guidText(event.activityId),
  undefined,
  event.channel,
  'System.UInt32[]',
  'System.Diagnostics.Eventing.Reader.EventBookmark',
  'Information',
  'Info',
  undefined,
  'System.Collections.ObjectModel.ReadOnlyCollection`1[System.String]',
  'System.Collections.Generic.List`1[System.Diagnostics.Eventing.Reader.EventProperty]',
];

const quoted = (cell: string | number | undefined): string =>
  cell === undefined ? '' : `"${String(cell).replaceAll('"', '""')}"`;

const table = (rows: readonly (readonly (string | number | undefined)[])[], delimiter: string): string =>
  rows.map((row) => `${row.map(quoted).join(delimiter)}\r\n`).join('');

/** Windows PowerShell 5 on a German system two hours ahead: #TYPE, semicolons, days first. */
export const exportCsv5 = (events: readonly EventSpec[]): Uint8Array =>
  new TextEncoder().encode(
    `#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n${table([names, ...events.map((event) => cells(event, german(event)))], ';')}`,
  );

/** `31.01.2024 09:05:06`, in UTC, so that what else is lost can be told apart. */
const german = (event: EventSpec): string => {
  const [, year, month, day, clock] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(isoTime(event, 0)) ?? [];
  return `${day}.${month}.${year} ${clock}`;
};

/** `Get-WinEvent | ForEach-Object ToXml | Out-File` of Windows PowerShell 5. */
export const toXmlLines = (events: readonly EventSpec[], xml: (event: EventSpec) => string): Uint8Array =>
  utf16(events.map((event) => `${xml(event)}\r\n`).join(''));

/** `Select-Object RecordId, @{ n = 'Xml'; e = { $_.ToXml() } } | Export-Csv`. */
export const csvOfXml = (events: readonly EventSpec[], xml: (event: EventSpec) => string): Uint8Array =>
  new TextEncoder().encode(
    table([['RecordId', 'Xml'], ...events.map((event) => [event.recordId, xml(event)])], ','),
  );

/** EvtxECmd --csv: columns of published output; the payload is JSON. */
export const evtxECmdCsv = (
  events: readonly EventSpec[],
  json: (events: readonly EventSpec[]) => string,
): Uint8Array => {
  const columns =
    'RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,ThreadId,Computer,ChunkNumber,UserId,MapDescription,UserName,RemoteHost,PayloadData1,PayloadData2,PayloadData3,PayloadData4,PayloadData5,PayloadData6,ExecutableInfo,HiddenRecord,SourceFile,Keywords,ExtraDataOffset,Payload'.split(
      ',',
    );
  const rows = json(events)
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const document = JSON.parse(line) as Readonly<Record<string, string | number>>;
      const time = String(document['TimeCreated']).replace('T', ' ').replace('+00:00', '');
      return columns.map((name) => (name === 'TimeCreated' ? time : String(document[name] ?? '')));
    });
  const plain = (cell: string): string => (/[",\r\n]/.test(cell) ? quoted(cell) : cell);
  const lines = [columns, ...rows].map((row) => `${row.map(plain).join(',')}\r\n`);
  return new TextEncoder().encode(`\ufeff${lines.join('')}`);
};
