import { describe, expect, test } from 'vitest';
import {
  allCodes,
  codeFields,
  codeShape,
  describeCode,
  describeFact,
  families,
  formatCode,
  meaningsOf,
  meaningsOfName,
} from '../../src/codes/dictionary.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';

const familiesOf = (code: number): readonly string[] => meaningsOf(code).map(({ family }) => family);

describe('a number', () => {
  test('has a meaning for every family that knows it', () => {
    expect(familiesOf(7)).toEqual(
      expect.arrayContaining([
        'extended-reason',
        'error-info',
        'session-reason',
        'licence-error',
        'logon-type',
        'kerberos',
      ]),
    );
    expect(familiesOf(258)).toEqual(expect.arrayContaining(['extended-reason', 'error-info', 'win32']));
    expect(familiesOf(1028)).toEqual(['disconnect-reason', 'error-info']);
  });

  test('is the same number however it is written', () => {
    expect(describeCode('ntstatus', -1073741715)).toBe(describeCode('ntstatus', 0xc000006d));
    expect(meaningsOf(-1073741715)).toEqual(meaningsOf(3221225581));
  });

  test('is unwrapped where it wraps another', () => {
    expect(describeCode('hresult', 0x80070040)?.name).toBe('ERROR_NETNAME_DELETED');
    expect(describeCode('hresult', 0xd00a0032)?.name).toBe('STATUS_RDP_PROTOCOL_ERROR');
    expect(describeCode('hresult', 0x80070005)?.name).toBe('E_ACCESSDENIED');
    expect(describeCode('ntstatus', 0xd00a0032)).toBeUndefined();
    expect(describeCode('hresult', 0x8007fff0)).toBeUndefined();
  });

  test('is found by its name', () => {
    expect(meaningsOfName('status_logon_failure').map(({ code }) => code)).toEqual([0xc000006d]);
    expect(meaningsOfName('')).toEqual([]);
  });

  test('is written as its family writes it', () => {
    expect(formatCode('disconnect-reason', 2308)).toBe('0x904');
    expect(formatCode('tls-alert', 40)).toBe('40');
  });
});

describe('the families', () => {
  test('name a number once, but for traces, where the component tells', () => {
    const keys = allCodes
      .filter(({ family }) => family !== 'stack-trace')
      .map(({ family, code }) => `${family} ${code}`);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test('all have codes and all codes a known family', () => {
    expect(new Set(allCodes.map(({ family }) => family))).toEqual(new Set(Object.keys(families)));
  });
});

describe('a number in an event', () => {
  const core = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
  const sessions = { provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager', eventId: 40 };
  const client = { provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore', eventId: 1026 };
  const audit = { provider: 'Microsoft-Windows-Security-Auditing', eventId: 4625 };

  test('is named by the family of its field', () => {
    expect(describeFact(sessions, 'reason', 3)?.family).toBe('session-reason');
    expect(describeFact(client, 'reason', 3)?.name).toBe('disconnectReasonByServer');
    expect(describeFact(client, 'reason', 12)).toBeUndefined();
    expect(describeFact(sessions, 'reason', 2308)).toBeUndefined();
    expect(describeFact(sessions, 'reason', 2147942464)?.name).toBe('ERROR_NETNAME_DELETED');
    expect(describeFact({ provider: core, eventId: 103 }, 'reason', 4399)?.name).toBe(
      'ERRINFO_GRAPHICS_SUBSYSTEM_FAILED',
    );
    expect(describeFact({ provider: core, eventId: 103 }, 'reason', 14)?.family).toBe('connection-reason');
    expect(describeFact({ provider: core, eventId: 142 }, 'code', 64)?.name).toBe('ERROR_NETNAME_DELETED');
    expect(describeFact(audit, 'code', 0xc000006a)?.name).toBe('STATUS_WRONG_PASSWORD');
    expect(describeFact(audit, 'status', 0x80090302)?.name).toBe('SEC_E_UNSUPPORTED_FUNCTION');
    expect(describeFact({ provider: 'Schannel', eventId: 36888 }, 'alert', 40)?.name).toBe(
      'handshake_failure',
    );
    expect(describeFact({ provider: 'TermDD', eventId: 56 }, 'code', 0xd00a0032)?.name).toBe(
      'STATUS_RDP_PROTOCOL_ERROR',
    );
  });

  test('that is no code has no meaning', () => {
    expect(describeFact(client, 'server', 3)).toBeUndefined();
  });

  test.each(codeFields.map((row) => [`${row.provider} ${row.eventId} ${row.fact}`, row] as const))(
    '%s is a fact of the catalog, where the catalog has the event',
    (_, { provider, eventId, fact, field }) => {
      const row = catalogRows.find((one) => one.provider === provider && one.eventId === eventId);
      if (row) expect(row.facts[fact]?.from).toContain(field);
    },
  );
});

describe('an unknown number', () => {
  test.each([
    [0xc0de1234, { form: 'NTSTATUS', severity: 'error', facility: '222', number: 0x1234, customer: false }],
    [
      0x8009ffff,
      {
        form: 'HRESULT',
        severity: 'error',
        facility: 'security (SSPI, keys)',
        number: 0xffff,
        customer: false,
      },
    ],
    [
      0xd00a0099,
      {
        form: 'HRESULT that wraps an NTSTATUS',
        severity: 'error',
        facility: 'Terminal Services',
        number: 0x99,
      },
    ],
    [0xe0434352, { form: 'NTSTATUS', severity: 'error', facility: '67', number: 0x4352, customer: true }],
    [
      0x40000016,
      { form: 'NTSTATUS', severity: 'information', facility: 'general', number: 0x16, customer: false },
    ],
    [9999, { form: 'plain number' }],
  ])('%i shows its parts', (code, shape) => {
    expect(codeShape(code)).toEqual(shape);
  });
});
