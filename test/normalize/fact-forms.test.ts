import { describe, expect, test } from 'vitest';
import type { FactValue } from '../../src/model/event.ts';
import { readFact, splitEndpoint, type FactForm } from '../../src/normalize/fact-forms.ts';
import { rawEvent, termDdBlock, utf16Hex } from '../support/events.ts';

const read = (as: FactForm, value: string): FactValue | undefined =>
  readFact(rawEvent({ provider: 'any', eventId: 1, fields: { Field: value } }), { from: ['Field'], as });

const forms: readonly [FactForm, string, FactValue | undefined][] = [
  ['text', ' NtLmSsp ', 'NtLmSsp'],
  ['text', '-', undefined],
  ['text', '', undefined],
  ['text', '  ', undefined],

  ['number', '3', 3],
  ['number', '0x28', 40],
  ['number', '-1', -1],
  ['number', '[3391]', 3391],
  ['number', '4294967296', 4294967296],
  ['number', '3 ms', undefined],
  ['number', '1e3', undefined],
  ['number', '0x', undefined],
  ['number', '99999999999999999999', undefined],

  ['code', '0x80090304', 0x80090304],
  ['code', '0xC000006D', 0xc000006d],
  ['code', '3221225581', 0xc000006d],
  ['code', '-1073741715', 0xc000006d],
  ['code', '-2147024891', 0x80070005],
  ['code', '0xffffffff80070005', 0x80070005],
  ['code', '18446744071562526725', 0x80070005],
  ['code', '0x0', 0],
  ['code', 'STATUS_LOGON_FAILURE', undefined],

  ['hex-code', 'c0000005', 0xc0000005],
  ['hex-code', '80000003', 0x80000003],
  ['hex-code', '0xC0000409', 0xc0000409],
  ['hex-code', 'rdpcorets.dll', undefined],

  ['dword', '5E0000C0', 0xc000005e],
  ['dword', '5E0000', undefined],
  ['dword', '5E0000C000000000', undefined],

  ['service-state', utf16Hex('TermService/4'), 4],
  ['service-state', utf16Hex('TermService'), undefined],
  ['service-state', 'running', undefined],

  ['set-error-info', 'SetErrorInfo(0xc)', 12],
  ['set-error-info', 'SetErrorInfo(5)', 5],
  ['set-error-info', 'OnDisconnected', undefined],
  ['set-error-info', 'SetErrorInfo()', undefined],

  ['address', '194.61.24.102:39550', '194.61.24.102'],
  ['address', '[10.0.2.17]:56873', '10.0.2.17'],
  ['address', '[FE80::1%4]:5000', 'fe80::1'],
  ['address', 'fe80::1%eth0', 'fe80::1'],
  ['address', '2001:DB8::7', '2001:db8::7'],
  ['address', '[2001:db8::7]', '2001:db8::7'],
  ['address', '::ffff:192.0.2.5', '192.0.2.5'],
  ['address', '[::ffff:192.0.2.5]:3389', '192.0.2.5'],
  ['address', '192.0.2.5', '192.0.2.5'],
  ['address', '::1', '::1'],
  ['address', '-', undefined],
  // What Windows writes where it knows of no address: on the logon screen of a virtual machine's console.
  ['address', '0.0.0.0', undefined],
  ['address', '::', undefined],
  ['address', '49274', undefined],

  ['port', '194.61.24.102:39550', 39550],
  ['port', '[fe80::1%4]:5000', 5000],
  ['port', '49274', 49274],
  ['port', '0', 0],
  ['port', '192.0.2.5', undefined],
  ['port', '::1', undefined],

  ['account', 'CORP\\alice', 'alice'],
  ['account', 'alice', 'alice'],
  ['account', 'alice@corp.example', 'alice@corp.example'],
  ['account', 'CORP\\', undefined],
  ['domain', 'CORP\\alice', 'CORP'],
  ['domain', 'alice', undefined],
  ['domain', '\\alice', undefined],

  ['luid', '0x00000000000ABCDE', '0xabcde'],
  ['luid', '0x3e7', '0x3e7'],
  ['luid', '0x0', '0x0'],
  ['luid', '999', '0x3e7'],
  ['luid', '3e7', undefined],

  ['service', utf16Hex('TermService/4\0'), 'TermService'],
  ['service', utf16Hex('SessionEnv'), 'SessionEnv'],
  ['service', 'Remote Desktop Services', 'TermService'],
  ['service', 'Remotedesktopdienste', 'TermService'],
  ['service', 'Службы удаленных рабочих столов', 'TermService'],
  ['service', 'Print Spooler', 'Print Spooler'],

  ['last-dword', termDdBlock('32000AD0'), 0xd00a0032],
  ['last-dword', termDdBlock('B50000D0'), 0xd00000b5],
  ['last-dword', termDdBlock(''), undefined],
  ['last-dword', '32000AD0', undefined],

  ['timestamp', '2026-03-01T10:00:00.123456700Z', '2026-03-01T10:00:00.123456700Z'],
  ['timestamp', 'yesterday', undefined],
];

describe('a field becomes a fact', () => {
  test.each(forms)('%s %j gives %j', (form, value, expected) => {
    expect(read(form, value)).toBe(expected);
  });
});

describe('where a fact comes from', () => {
  const event = rawEvent({ provider: 'any', eventId: 1, fields: { Status: '0xC000015B', SubStatus: '0x0' } });

  test('is the first field that gives one', () => {
    expect(readFact(event, { from: ['Absent', 'Status'], as: 'code' })).toBe(0xc000015b);
    expect(readFact(event, { from: ['Absent'], as: 'code' })).toBeUndefined();
  });

  test('passes over a zero only when told so', () => {
    expect(readFact(event, { from: ['SubStatus', 'Status'], as: 'code' })).toBe(0);
    expect(readFact(event, { from: ['SubStatus', 'Status'], as: 'code', skipZero: true })).toBe(0xc000015b);
  });

  test('may have to match, and is then what the group holds', () => {
    const text = rawEvent({
      provider: 'any',
      eventId: 1,
      fields: { A: 'ohne', B: 'Zugriff verweigert. (0x5)' },
    });
    const match = /\((0x[0-9a-f]+)\)/i;
    expect(readFact(text, { from: ['A', 'B'], as: 'code', match })).toBe(5);
    expect(readFact(text, { from: ['A', 'B'], as: 'text', match: /verw\w+/ })).toBe('verweigert');
    expect(readFact(text, { from: ['A'], as: 'code', match })).toBeUndefined();
  });

  test('may be a place among unnamed data', () => {
    const classic = rawEvent({ provider: 'LsaSrv', eventId: 6041, fields: ['TERMSRV/74.118.139.108', '4'] });
    expect(readFact(classic, { from: ['TargetName', 0], as: 'text' })).toBe('TERMSRV/74.118.139.108');
    expect(readFact(classic, { from: [2], as: 'text' })).toBeUndefined();
  });
});

describe('an endpoint', () => {
  test.each([
    ['10.0.0.1:5000', { address: '10.0.0.1', port: 5000 }],
    ['[10.0.0.1]:5000', { address: '10.0.0.1', port: 5000 }],
    ['fe80::1', { address: 'fe80::1' }],
    ['5000', { port: 5000 }],
    ['local', { address: 'local' }],
  ])('%s', (text, expected) => {
    expect(splitEndpoint(text)).toEqual(expected);
  });
});
