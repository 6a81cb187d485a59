import { describe, expect, test } from 'vitest';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { summaryReader } from '../../src/normalize/read-summary.ts';
import { createSummary } from '../../src/normalize/summary.ts';

const read = summaryReader(catalogRows);
const audit = 'Microsoft-Windows-Security-Auditing';

describe('reading an event back from its line', () => {
  test('every line of the catalog can be read, and gives no name away', () => {
    for (const row of catalogRows) {
      const facts = Object.fromEntries(
        Object.entries(row.facts).map(([name, { as }]) => [
          name,
          /^(text|address|account|domain|luid|service|timestamp)$/.test(as) ? `x-${name}` : 0x80070005,
        ]),
      );
      const summary = createSummary(row.summary)(facts);
      const step = read({ ...row, summary });
      expect(step, row.summary).toBeDefined();
      expect(step?.text).not.toMatch(/x-(account|client|connectionName|target|workstation|member)/);
      if ('code' in facts && row.summary.includes('{code}')) expect(step?.facts['code']).toBe(facts['code']);
    }
  });

  test('keeps what decides and drops whom it happened to', () => {
    const summary = 'logon of bob failed: 0xC000006A, logon type 3, from 10.20.30.44';
    const step = read({ provider: audit, eventId: 4625, summary });
    expect(step).toEqual({
      text: 'logon of … failed: 0xC000006A, logon type 3',
      facts: { code: 0xc000006a, logonType: 3 },
    });
  });

  test('a name that reads like the line changes nothing', () => {
    const name = 'x failed: 0x00000000, logon type 9, from y';
    const summary = `logon of ${name} failed: 0xC000006A, logon type 3, from 10.20.30.44`;
    expect(read({ provider: audit, eventId: 4625, summary })?.facts['code']).toBe(0xc000006a);
  });

  test.each([
    ['an unknown event', 'Nobody', 1, 'anything'],
    ['the line of another version', audit, 4625, 'Anmeldung fehlgeschlagen'],
    ['a line without end', audit, 4625, `logon of ${' failed: '.repeat(10_000)}`],
  ])('gives nothing for %s', (_, provider, eventId, summary) => {
    expect(read({ provider, eventId, summary })).toBeUndefined();
  });

  test('the number of a session is an id', () => {
    const provider = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
    const step = read({ provider, eventId: 72, summary: 'stack call LogonNotify(SessionId=3)' });
    expect(step?.text).toBe('stack call LogonNotify(SessionId=…)');
  });
});
