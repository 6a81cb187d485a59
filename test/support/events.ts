import type { RawEvent, RawField } from '../../parsers/raw-event.ts';
import { correlateHost, type Correlation, type HostView } from '../../src/correlate/correlate-host.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { Event } from '../../src/model/event.ts';
import { micros, SECOND, type Micros } from '../../src/model/time.ts';
import { channels } from '../../src/normalize/channels.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { inOrder } from '../../src/timeline/timeline.ts';

/** Named fields, or the unnamed data of a classic event source; numbers are written as Windows writes them. */
export type FieldValues = Readonly<Record<string, string | number>> | readonly (string | number)[];

/** What a test says of a record; the rest is filled in. */
export interface RawSpec {
  readonly provider: string;
  readonly eventId: number;
  readonly channel?: string;
  readonly computer?: string;
  readonly fields?: FieldValues;
  /** Seconds after `START`. */
  readonly at?: number;
  readonly recordId?: number;
  readonly activityId?: string;
  readonly processId?: number;
}

/** The moment all test events are told from: 2026-03-01T10:00:00Z. */
const START: Micros = micros(Date.UTC(2026, 2, 1, 10) * 1000);

/** The instant so many seconds after `START`. */
export const at = (seconds: number): Micros => micros(START + Math.round(seconds * SECOND));

export const HOST = 'RDS01.corp.example';

/** A record as a reader would give it. */
export function rawEvent(spec: RawSpec): RawEvent {
  const all = fieldsOf(spec.fields ?? {});
  return {
    provider: spec.provider,
    channel: spec.channel ?? channels.system,
    computer: spec.computer ?? HOST,
    eventId: spec.eventId,
    version: 0,
    level: 4,
    recordId: spec.recordId ?? 1,
    time: at(spec.at ?? 0),
    ...(spec.activityId === undefined ? {} : { activityId: spec.activityId }),
    ...(spec.processId === undefined ? {} : { processId: spec.processId }),
    get: (name) => all.find((field) => field.name === name)?.value,
    fields: () => all,
  };
}

function fieldsOf(values: FieldValues): readonly RawField[] {
  const entries: readonly (readonly [string, string | number])[] = Array.isArray(values)
    ? values.map((value: string | number) => ['', value] as const)
    : Object.entries(values as Readonly<Record<string, string | number>>);
  return entries.map(([name, value]) => ({ name, value: String(value) }));
}

export const providers = {
  stack: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
  connections: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
  sessions: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
  client: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
  security: 'Microsoft-Windows-Security-Auditing',
  tls: 'Schannel',
  lsa: 'LsaSrv',
} as const;

const channelOf: Readonly<Record<keyof typeof providers, string>> = {
  stack: channels.stack,
  connections: channels.connections,
  sessions: channels.sessions,
  client: channels.client,
  security: channels.security,
  tls: channels.system,
  lsa: channels.system,
};

/** The service that writes the RDP channels, and the one that writes Schannel and the audit. */
const TERM_SERVICE = 1956;
const LSASS = 460;
const processOf: Readonly<Record<keyof typeof providers, number>> = {
  stack: TERM_SERVICE,
  connections: TERM_SERVICE,
  sessions: 640,
  client: 5000,
  security: LSASS,
  tls: LSASS,
  lsa: LSASS,
};

/** Adds a record to a log: when, which event, its fields, and what else it has. */
type Write = (at: number, eventId: number, fields?: FieldValues, more?: Partial<RawSpec>) => Logbook;

/** A host's logs while a test tells what happened; record ids count up per channel, as on a real machine. */
export interface Logbook extends Readonly<Record<keyof typeof providers, Write>> {
  readonly add: (spec: RawSpec) => Logbook;
  readonly raws: () => readonly RawEvent[];
  /** The kept events in timeline order. */
  readonly events: () => readonly Event[];
}

export function logbook(computer: string = HOST): Logbook {
  const raws: RawEvent[] = [];
  const lastIds = new Map<string, number>();
  const add = (spec: RawSpec): Logbook => {
    const channel = spec.channel ?? channels.system;
    const recordId = spec.recordId ?? (lastIds.get(channel) ?? 0) + 1;
    lastIds.set(channel, recordId);
    raws.push(rawEvent({ computer, ...spec, channel, recordId }));
    return book;
  };
  const writer =
    (family: keyof typeof providers): Write =>
    (seconds, eventId, fields = {}, more = {}) =>
      add({
        provider: providers[family],
        channel: channelOf[family],
        processId: processOf[family],
        at: seconds,
        eventId,
        fields,
        ...more,
      });
  const book: Logbook = {
    stack: writer('stack'),
    connections: writer('connections'),
    sessions: writer('sessions'),
    client: writer('client'),
    security: writer('security'),
    tls: writer('tls'),
    lsa: writer('lsa'),
    add,
    raws: () => raws,
    events: () => eventsOf(raws),
  };
  return book;
}

/** What the catalog keeps of these records, in timeline order. */
export function eventsOf(raws: readonly RawEvent[]): readonly Event[] {
  const catalog = createCatalog();
  return inOrder(raws.flatMap((raw) => catalog.normalize(raw, 'test.evtx') ?? [])).events;
}

/** The attempts of a host whose protocol stack's log was seen all the time, unless the test says otherwise. */
export function correlate(book: Logbook, view: Partial<HostView> = {}): Correlation {
  return correlateHost(book.events(), { host: HOST, stackSeen: true, stackCovers: () => true, ...view });
}

/** Windows 7, or a collection without RdpCoreTS. */
export const withoutStack: Partial<HostView> = { stackSeen: false, stackCovers: () => false };

/** What an attempt consists of, in its order: `RdpCoreTS 131`. */
export const idsOf = (attempt: Attempt | undefined): string[] =>
  (attempt?.events ?? []).map(
    ({ event }) => `${event.source.provider.replace(/^.*-/, '')} ${event.source.eventId}`,
  );

/** The ActivityID the server makes for its n-th connection. */
export const connectionId = (n: number): string =>
  `F420${n.toString(16).toUpperCase().padStart(4, '0')}-81FE-4C2D-9C3B-5A7E00000000`;

export interface ConnectionSpec {
  readonly at: number;
  readonly n: number;
  readonly client?: string;
  readonly port?: number;
  readonly name?: string;
}

/** The records every accepted connection begins with: listener, stack, name, counter. */
export function accept(book: Logbook, spec: ConnectionSpec): string {
  const { n, client = '198.51.100.7', port = 40_000 + n, name = `RDP-Tcp#${n}` } = spec;
  const activityId = connectionId(n);
  book
    .connections(spec.at, 261, { listenerName: 'RDP-Tcp' }, { activityId })
    .stack(spec.at, 131, { ConnType: 'TCP', ClientIP: `${client}:${port}` }, { activityId })
    .stack(spec.at, 65, { ConnectionName: name }, { activityId })
    .stack(spec.at, 141, { InstanceID: n }, { activityId });
  return activityId;
}

/** The records a connection's end is: disconnect and its reason. */
export function close(book: Logbook, seconds: number, activityId: string, reason = 0): void {
  book.stack(seconds, 102, {}, { activityId }).stack(seconds, 103, { ReasonCode: reason }, { activityId });
}

/** The fields of a 4624 or 4625 as NLA writes them; address '-' is what Server 2012 R2 writes. */
export const audit = (more: Readonly<Record<string, string | number>> = {}): FieldValues => ({
  TargetUserName: 'alice',
  TargetDomainName: 'CORP',
  Status: '0xc000006d',
  SubStatus: '0xc000006a',
  LogonType: 3,
  LogonProcessName: 'NtLmSsp ',
  WorkstationName: 'kali',
  IpAddress: '-',
  IpPort: '-',
  ...more,
});

/** Text as the service manager appends it to its records: UTF-16 bytes in hex. */
export const utf16Hex = (text: string): string => Buffer.from(text, 'utf16le').toString('hex').toUpperCase();

/** The binary block of a TermDD 56: 40 bytes of the driver's own header, then the status. */
export const termDdBlock = (status: string): string =>
  `00000400010000000000000038000AC00000000038000AC000000000000000000000000000000000${status}`;
