import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../src/report/terminal.ts';
import { accept, HOST, logbook, type Logbook } from '../support/events.ts';
import { reportOn } from '../support/reports.ts';

const rolesOf = (book: Logbook) => reportOn([book]).hosts[0]?.roles;
const add =
  (provider: string, eventId: number, fields = {}) =>
  (book: Logbook): Logbook =>
    book.add({ provider, eventId, fields });
const security = 'Microsoft-Windows-Security-Auditing';
const kernel = 'Microsoft-Windows-Kernel-General';
const running = (service: string) =>
  add('Service Control Manager', 7036, { param1: service, param2: 'running' });

describe('the role of a machine', () => {
  test.each([
    ['server', (book: Logbook) => book.stack(0, 131, { ConnType: 'TCP', ClientIP: '192.0.2.1:1' })],
    ['client', (book: Logbook) => book.client(0, 1024, { Value: 'rds01' })],
    ['gateway', add('Microsoft-Windows-TerminalServices-Gateway', 302, { Username: 'CORP\\alice' })],
    ['gateway', running('Remote Desktop Gateway')],
    ['broker', running('Remote Desktop Connection Broker')],
    ['licence-server', running('Remote Desktop Licensing')],
    ['domain-controller', add(security, 4768, { TargetUserName: 'alice', Status: '0x6' })],
    ['domain-controller', add(security, 4771, { TargetUserName: 'alice', Status: '0x18' })],
    ['domain-controller', add('Microsoft-Windows-Kerberos-Key-Distribution-Center', 11, {})],
  ])('%s, by what only such a machine writes', (role, write) => {
    expect(rolesOf(write(logbook()))).toEqual([role]);
  });

  test.each([
    [
      'an NTLM check, which every machine makes of its own accounts',
      add(security, 4776, { Status: '0xC000006A' }),
    ],
    ["a host's side of the broker", add('Microsoft-Windows-TerminalServices-SessionBroker-Client', 1306, {})],
    ['a boot', add(kernel, 12, { BuildVersion: '17763' })],
  ])('is not told by %s', (_, write) => {
    expect(rolesOf(write(logbook()))).toEqual([]);
  });

  test('several in the order of the contract', () => {
    const book = logbook().client(0, 1024, { Value: 'rds01' });
    accept(book, { at: 1, n: 1 });
    expect(rolesOf(running('Remote Desktop Gateway')(book))).toEqual(['server', 'client', 'gateway']);
  });
});

describe('the build of Windows', () => {
  const buildOf = (book: Logbook) => reportOn([book]).hosts[0]?.osBuild;

  test.each([
    ['Kernel-General 12', add(kernel, 12, { MajorVersion: 10, MinorVersion: 0, BuildVersion: 17763 })],
    [
      'EventLog 6009',
      (book: Logbook) =>
        book.add({
          provider: 'EventLog',
          eventId: 6009,
          fields: ['10.00.', '17763', '', 'Multiprocessor Free', '0'],
        }),
    ],
  ])('is in %s', (_, write) => {
    expect(buildOf(write(logbook()))).toBe(17_763);
  });

  test('is that of the latest start', () => {
    const book = logbook().add({ provider: kernel, eventId: 12, at: 0, fields: { BuildVersion: 17_763 } });
    expect(
      buildOf(book.add({ provider: kernel, eventId: 12, at: 9, fields: { BuildVersion: 20_348 } })),
    ).toBe(20_348);
  });

  test('is not guessed', () => {
    const book = logbook();
    accept(book, { at: 0, n: 1 });
    expect(buildOf(book)).toBeUndefined();
  });
});

test('a clock that was set during an attempt is told on the terminal, another day’s is not', () => {
  const book = logbook();
  const id = accept(book, { at: 590, n: 1 });
  const set = { OldTime: '2026-03-01T10:10:00Z', NewTime: '2026-03-01T09:10:00Z' };
  book.add({ provider: kernel, eventId: 1, at: -3000, fields: set });
  const before = logbook('RDS02.corp.example').add({ provider: kernel, eventId: 1, at: -3000, fields: set });
  accept(before, { at: 9000, n: 2 });
  book.stack(-2990, 103, { ReasonCode: 0 }, { activityId: id });
  const text = renderTerminal(reportOn([book, before]), { width: 200 });
  expect(text).toContain(`${HOST}: its clock was set by -1 h 00 min 00 s at 2026-03-01 10:10:00 UTC`);
  expect(text).not.toContain('RDS02.corp.example: its clock');
});
