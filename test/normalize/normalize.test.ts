import { describe, expect, test } from 'vitest';
import type { Event, Facts } from '../../src/model/event.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { channelOfFile, channels } from '../../src/normalize/channels.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import {
  audit,
  HOST,
  providers,
  rawEvent,
  termDdBlock,
  utf16Hex,
  type FieldValues,
  type RawSpec,
} from '../support/events.ts';

const catalog = createCatalog();
const normalize = (spec: RawSpec): Event | undefined => catalog.normalize(rawEvent(spec), 'x.evtx');
const security = (eventId: number, fields: FieldValues): Event | undefined =>
  normalize({ provider: providers.security, channel: channels.security, eventId, fields });

/** The facts that are there: an absent field gives no fact. */
const present = (facts: Facts | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value !== undefined));

interface Told {
  readonly of: string;
  readonly eventId: number;
  readonly fields: FieldValues;
  readonly kind: string;
  readonly facts: Record<string, unknown>;
}

const told: readonly Told[] = [
  {
    of: 'stack',
    eventId: 131,
    fields: { ConnType: 'TCP', ClientIP: '194.61.24.102:39550' },
    kind: 'connection-accepted',
    facts: { transport: 'TCP', client: '194.61.24.102', clientPort: 39550 },
  },
  {
    of: 'stack',
    eventId: 139,
    fields: { ResultCode: '0x80090304', IPString: '194.61.24.102' },
    kind: 'security-layer-failed',
    facts: { code: 0x80090304, client: '194.61.24.102' },
  },
  {
    of: 'stack',
    eventId: 72,
    fields: { InterfaceName: 'RdpPlatform', MethodName: 'SetErrorInfo(0xc)' },
    kind: 'stack-call',
    facts: { method: 'SetErrorInfo(0xc)', errorInfo: 12 },
  },
  {
    of: 'sessions',
    eventId: 40,
    // A small reason or a decimal HRESULT stands in the same field.
    fields: { Session: 2, Reason: 2147942464 },
    kind: 'session-disconnect-reason',
    facts: { sessionId: 2, reason: 0x80070040 },
  },
  {
    of: 'sessions',
    eventId: 21,
    fields: { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' },
    kind: 'session-logged-on',
    facts: { account: 'alice', domain: 'CORP', sessionId: 2, client: '198.51.100.7' },
  },
  {
    of: 'connections',
    eventId: 1149,
    fields: { Param1: 'alice', Param2: '', Param3: '198.51.100.7' },
    kind: 'authentication-passed',
    facts: { account: 'alice', client: '198.51.100.7' },
  },
  {
    of: 'connections',
    eventId: 1056,
    fields: ['RDS01.corp.example'],
    kind: 'certificate-created',
    facts: { certificate: 'RDS01.corp.example' },
  },
  {
    of: 'client',
    eventId: 226,
    fields: { EventName: 'TsSslEventInvalidState', 'Error Code': '-2147418113' },
    kind: 'client-state-error',
    facts: { event: 'TsSslEventInvalidState', code: 0x8000ffff },
  },
  {
    of: 'lsa',
    eventId: 6041,
    fields: ['TERMSRV/74.118.139.108', '4'],
    kind: 'credssp-version-refused',
    facts: { target: 'TERMSRV/74.118.139.108', version: 4 },
  },
  {
    of: 'lsa',
    eventId: 6041,
    fields: { TargetName: 'TERMSRV/rds01', TargetVersion: '2' },
    kind: 'credssp-version-refused',
    facts: { target: 'TERMSRV/rds01', version: 2 },
  },
  {
    of: 'tls',
    eventId: 36870,
    fields: { Type: 'server', ErrorCode: '0x8009030d', ErrorStatus: '10001' },
    kind: 'tls-key-unreadable',
    facts: { side: 'server', code: 0x8009030d, state: 10001 },
  },
  {
    // Server 2022: two fields stand before the ones that older systems have.
    of: 'tls',
    eventId: 36870,
    fields: {
      CallerProcessId: '1104',
      CallerProcessImageName: 'svchost.exe',
      Type: 'server',
      ErrorCode: '0x8009030d',
      ErrorStatus: '10001',
    },
    kind: 'tls-key-unreadable',
    facts: { process: 'svchost.exe', side: 'server', code: 0x8009030d, state: 10001 },
  },
  {
    of: 'TermDD',
    eventId: 56,
    fields: {
      '': '\\Device\\Termdd',
      client: '198.51.100.7',
      Binary: termDdBlock('B50000D0'),
    },
    kind: 'security-layer-failed',
    facts: { client: '198.51.100.7', code: 0xd00000b5 },
  },
  {
    of: 'Service Control Manager',
    eventId: 7034,
    fields: {
      param1: 'Службы удаленных рабочих столов',
      param2: '3',
      Binary: utf16Hex('TermService/4'),
    },
    kind: 'service-crashed',
    facts: { service: 'TermService', count: 3 },
  },
  {
    // The start type's event has no binary data but names the service in its fourth field.
    of: 'Service Control Manager',
    eventId: 7040,
    fields: {
      param1: '원격 데스크톱 서비스',
      param2: 'demand start',
      param3: 'disabled',
      param4: 'TermService',
    },
    kind: 'service-start-type-changed',
    facts: { service: 'TermService', from: 'demand start', to: 'disabled' },
  },
];

const nameOf = (of: string): string => (of in providers ? providers[of as keyof typeof providers] : of);

describe('an event gets our meaning', () => {
  test.each(told.map((row) => [`${row.of} ${row.eventId}`, row] as const))('%s', (_, row) => {
    const event = normalize({ provider: nameOf(row.of), eventId: row.eventId, fields: row.fields });
    expect(event?.kind).toBe(row.kind);
    expect(present(event?.facts)).toEqual(row.facts);
  });

  test('keeps who wrote it, where and when', () => {
    const event = normalize({
      provider: providers.stack,
      channel: channels.stack,
      eventId: 102,
      recordId: 77,
      activityId: 'F42079E8-81FE-4C2D-9C3B-5A7E00000000',
      processId: 1956,
      at: 1.5,
    });
    expect(event).toMatchObject({
      host: HOST,
      activityId: 'F42079E8-81FE-4C2D-9C3B-5A7E00000000',
      processId: 1956,
      source: { input: 'x.evtx', channel: channels.stack, eventId: 102, recordId: 77 },
    });
  });
});

describe('a failed logon', () => {
  test.each([
    ['the sub status says why', '0xc000006d', '0xc000006a', 0xc000006a],
    ['the status does where the sub status is zero', '0xc000015b', '0x0', 0xc000015b],
    ['an expired password is in the sub status', '0xc000006e', '0xc0000071', 0xc0000071],
    ['the status may be an HRESULT', '0x80090302', '0x0', 0x80090302],
  ])('%s', (_, Status, SubStatus, code) => {
    expect(security(4625, audit({ Status, SubStatus }))?.facts['code']).toBe(code);
  });

  test.each([
    [2, false],
    [3, true],
    [4, false],
    [5, false],
    [7, true],
    [10, true],
    [11, false],
    [12, true],
  ])('of logon type %i is kept: %s', (LogonType, kept) => {
    expect(security(4625, audit({ LogonType })) !== undefined).toBe(kept);
  });

  test('is not the event system’s housekeeping of the same number', () => {
    const fields = ['80070005', 'Windows'];
    expect(normalize({ provider: 'Microsoft-Windows-EventSystem', eventId: 4625, fields })).toBeUndefined();
    expect(catalog.wants('EventSystem', 4625)).toBe(false);
  });
});

describe('what has no bearing on a connection is not kept', () => {
  test.each([
    ['a computer’s own logon', 4624, audit({ TargetUserName: 'RDS02$' })],
    ['a logon at the keyboard', 4624, audit({ LogonType: 2 })],
    ['credentials that were not presented from anywhere', 4648, { TargetUserName: 'alice', IpAddress: '-' }],
    ['the end of a network logon', 4634, { TargetUserName: 'alice', TargetLogonId: '0x1', LogonType: 3 }],
  ])('%s', (_, eventId, fields) => {
    expect(security(eventId, fields)).toBeUndefined();
  });

  test.each([
    ['Print Spooler', false],
    ['Remote Desktop Services', true],
  ])('a crash of %s is kept: %s', (param1, kept) => {
    const event = normalize({
      provider: 'Service Control Manager',
      eventId: 7034,
      fields: { param1, param2: '1' },
    });
    expect(event !== undefined).toBe(kept);
  });

  test('nor what no row knows', () => {
    expect(normalize({ provider: providers.stack, eventId: 9999 })).toBeUndefined();
    expect(normalize({ provider: '__proto__', eventId: 131 })).toBeUndefined();
  });
});

describe('one id means many things', () => {
  test.each([
    [226, 'stack', 'state-machine-error'],
    [226, 'client', 'client-state-error'],
    [1102, 'client', 'client-server-address'],
    [1102, 'Microsoft-Windows-Eventlog', 'log-cleared'],
  ])('%i of %s', (eventId, of, kind) => {
    expect(normalize({ provider: nameOf(of), eventId })?.kind).toBe(kind);
  });

  test('and its channel does not matter: certificate events of the connection manager stand in System', () => {
    const row = catalogRows.find(({ eventId }) => eventId === 1057);
    const inSystem = normalize({
      provider: row?.provider ?? '',
      channel: channels.system,
      eventId: 1057,
      fields: ['x'],
    });
    expect(inSystem?.kind).toBe('certificate-create-failed');
  });
});

describe('the one line for people', () => {
  test('leaves out what is not known, and shows codes as hex', () => {
    const event = security(4625, audit());
    expect(event?.summary).toBe('logon of alice failed: 0xC000006A, logon type 3');
    const known = security(4625, audit({ IpAddress: '198.51.100.7' }));
    expect(known?.summary).toBe(`${event?.summary}, from 198.51.100.7`);
  });

  test('takes text from the log as text: it fills no blanks of its own', () => {
    const event = security(4625, audit({ TargetUserName: '{code}[x]$&', IpAddress: '{code}' }));
    expect(event?.summary).toBe('logon of {code}[x]$& failed: 0xC000006A, logon type 3, from {code}');
  });
});

describe('a log without records is known by its file name', () => {
  test.each([
    ['Security.evtx', channels.security],
    ['C:\\logs\\Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx', channels.stack],
    ['/tmp/microsoft-windows-terminalservices-rdpclient%4operational.xml', channels.client],
    ['Microsoft-Windows-TerminalServices-RDPClient%254Operational.csv', channels.client],
    ['rdpwhy-host/Microsoft-Windows-RemoteDesktopServices-RdpCoreTS-Operational.evtx', channels.stack],
    ['Security-2026.evtx', undefined],
    ['notes.txt', undefined],
  ])('%s', (file, channel) => {
    expect(channelOfFile(file)).toBe(channel);
  });
});

test('only some of a row’s events show that a stage was reached', () => {
  const stageOf = (method: string) =>
    normalize({
      provider: providers.stack,
      channel: channels.stack,
      eventId: 72,
      fields: { MethodName: method },
    })?.stage;
  expect(
    ['PrepareForAccept', 'OnStartLicensing', 'SendClientLicense', 'ProtocolComplete'].map(stageOf),
  ).toEqual([undefined, 'licensing', 'licensing', undefined]);
});
