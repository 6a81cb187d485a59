import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeCode, meaningsOf, type CodeFamily } from '../../src/codes/dictionary.ts';
import { bases } from '../../src/model/vocabulary.ts';

const TABLES = '../shared/knowledge';
const present = existsSync(`${TABLES}/errinfo.tsv`);

type Row = Readonly<Record<string, string>>;

/** The rows of a table, by the names of its first line. */
function readTable(name: string): readonly Row[] {
  if (!present) return [];
  const [head = '', ...lines] = readFileSync(`${TABLES}/${name}`, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((column, i) => [column, cells[i] ?? '']));
  });
}

/** A number as the tables write it: `0xC000006D`, `40 / 0x28`. */
const numberIn = (text: string): number => Number(text.split(' ')[0]);

function expectSame(family: CodeFamily, code: number, row: Row, name: string): void {
  const found = describeCode(family, code);
  expect(found, `${family} ${code}`).toBeDefined();
  if (name !== '') expect(found?.name).toBe(name);
  expect(found?.basis).toBe(row['confidence']);
  expect(bases).toContain(found?.basis);
  expect(found?.source).not.toBe('');
  // The words are our own: not the table's sentence.
  expect(found?.meaning).not.toBe('');
}

/** A name that is a remark in the table, or none. */
const bareName = (name = ''): string => name.replace(/ \(.*$/, '');

describe.skipIf(!present)('the dictionary, against the tables of published codes', () => {
  test.each([
    ['disconnect-reasons.tsv', 'disconnect-reason', 157],
    ['extended-disconnect.tsv', 'extended-reason', 30],
    ['errinfo.tsv', 'error-info', 119],
  ] as const)('%s', (file, family, count) => {
    const rows = readTable(file);
    expect(rows).toHaveLength(count);
    for (const row of rows) expectSame(family, Number(row['code_dec']), row, bareName(row['name']));
  });

  test.each([
    ['LSM-event-40 Reason', 'session-reason', 12],
    ['RdpCoreTS-event-103 ReasonCode', 'connection-reason', 6],
    ['RDP_NEG_FAILURE', 'negotiation-failure', 6],
    ['LICENSE_ERROR_MESSAGE dwErrorCode', 'licence-error', 9],
    ['LICENSE_ERROR_MESSAGE dwStateTransition', 'licence-transition', 4],
    ['Security LogonType', 'logon-type', 10],
  ] as const)('reason-codes.tsv: %s', (name, family, count) => {
    const rows = readTable('reason-codes.tsv').filter(
      (row) => row['family'] === name && /^\d+$/.test(row['code'] ?? ''),
    );
    expect(rows).toHaveLength(count);
    for (const row of rows) expectSame(family, Number(row['code']), row, row['name'] ?? '');
  });

  test('reason-codes.tsv: traces of 226 and 227', () => {
    const traces = readTable('reason-codes.tsv').filter(
      (row) => /^RdpCoreTS-event-22[67]/.test(row['family'] ?? '') && row['code_hex'] !== '',
    );
    expect(traces).toHaveLength(11);
    for (const row of traces) {
      const named = meaningsOf(Number(row['code_hex'])).filter(({ family }) => family === 'stack-trace');
      expect(named.map(({ basis }) => basis)).toContain(row['confidence']);
    }
  });

  test.each([
    ['NTSTATUS', 'ntstatus', 50],
    ['SEC_E', 'hresult', 42],
    ['NTE (key)', 'hresult', 7],
    ['CERT_E/CRYPT_E', 'hresult', 10],
    ['SCARD', 'hresult', 5],
    ['HRESULT', 'hresult', 5],
    ['WIN32', 'win32', 58],
    ['TLS alert (Schannel 36887 received, 36888 sent)', 'tls-alert', 30],
    ['Schannel internal error state', 'schannel-state', 11],
    ['Kerberos (Security 4768/4769/4771 Status)', 'kerberos', 23],
  ] as const)('status-codes.tsv: %s', (domain, family, count) => {
    const rows = readTable('status-codes.tsv').filter((row) => row['domain'] === domain);
    expect(rows).toHaveLength(count);
    for (const row of rows) {
      expectSame(family, numberIn(row['code'] ?? ''), row, bareName(row['name']));
    }
  });

  test('status-codes.tsv: wrapped codes and stray disconnect reasons are found as well', () => {
    const rows = readTable('status-codes.tsv');
    const wrapped = rows.filter((row) => row['domain'] === 'wrapped NTSTATUS');
    expect(wrapped).toHaveLength(4);
    for (const row of wrapped) expect(describeCode('hresult', Number(row['code']))?.name).toMatch(/^STATUS_/);
    const stray = rows.filter((row) => row['domain'] === 'mstsc discReason');
    for (const row of stray)
      expect(describeCode('disconnect-reason', numberIn(row['code'] ?? ''))).toBeDefined();
  });
});

describe('the tables of published codes', () => {
  test(present ? 'are present' : 'are NOT present: the dictionary is not held against them', () => {
    expect(existsSync(`${TABLES}/errinfo.tsv`)).toBe(present);
  });
});
