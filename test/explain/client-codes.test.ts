import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain.ts';
import type { Explanation } from '../../src/model/explanation.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const pack = loadPatterns();
const explain = (text: string): Explanation => explainText(text, { packs: [pack] });
const familiesOf = ({ codes }: Explanation): readonly string[] =>
  codes.flatMap(({ meanings }) => meanings.map(({ family }) => family));
const causesOf = ({ causes }: Explanation): readonly string[] => causes.map(({ id }) => id);

describe('a second code that the server sent as error info', () => {
  test.each([
    ['0x3 0xF', 'display-driver-failure'],
    ['0x3 0x11', 'display-driver-failure'],
    ['0x3/0x12', 'display-driver-failure'],
    ['Error code: 0x3 Extended error code: 0x11', 'display-driver-failure'],
    ['0x3 0x10', 'winlogon-or-shell-failure'],
    ['0x3 0x17', 'winlogon-or-shell-failure'],
    ['0x3 0x18', 'winlogon-or-shell-failure'],
    ['0x3 0x112f', 'rdp-service-busy-memory'],
  ])('makes a pair with the first, and is what it is: %s', (text, cause) => {
    const { pair, causes, suggestions, firstStep } = explain(text);
    expect(pair?.reason.name).toBe('disconnectReasonByServer');
    expect(pair?.extended.name).toMatch(/^ERRINFO_/);
    expect(pair?.verdict).toContain(pair?.extended.meaning);
    expect(causes.map(({ id }) => id)).toContain(cause);
    // The server ended it because of that, and not because somebody asked for it.
    expect(causes.map(({ id }) => id)).not.toContain('admin-disconnected');
    expect({ suggestions, firstStep }).toEqual({ suggestions: [], firstStep: undefined });
  });
});

describe('what clients show and no list of codes has', () => {
  const channelsOf = ({ collect }: Explanation): readonly string[] => collect.map(({ channel }) => channel);

  test.each([
    ['0x1104', 'port-conflict'],
    ['0x2407', 'not-in-remote-desktop-users'],
    ['0x516', 'session-replaced'],
    ['0xd06', 'client-out-of-resources'],
    ['0x207', 'ntlm-restricted'],
  ])('%s leads to the causes that people met with it', (text, cause) => {
    const asked = explain(text);
    expect(familiesOf(asked)).toEqual(['disconnect-reason']);
    expect(causesOf(asked)).toContain(cause);
  });

  test.each([
    ['0x8009030E', 'hresult', 'duplicate-machine-sid'],
    ['0xC00002FD', 'ntstatus', 'kerberos-encryption-mismatch'],
    ['0x80090342', 'hresult', 'kerberos-encryption-mismatch'],
  ])('%s, a status that no dialog shows, leads to its cause', (text, family, cause) => {
    const asked = explain(text);
    expect(familiesOf(asked)).toEqual([family]);
    expect(causesOf(asked)).toContain(cause);
  });

  test('a code that people met with few causes, or none, comes with a first step and the logs of both sides', () => {
    for (const text of ['0x516', '0x1104', '0x607', '0x3000064', '0x300006d']) {
      const asked = explain(text);
      expect(asked.firstStep, text).toBeDefined();
      expect(asked.collect.map(({ machine }) => machine)).toEqual(expect.arrayContaining(['host', 'client']));
    }
    expect(channelsOf(explain('0x3000064'))).toContain(
      'Microsoft-Windows-TerminalServices-Gateway/Operational',
    );
    expect(channelsOf(explain('0x607'))).not.toContain(
      'Microsoft-Windows-TerminalServices-Gateway/Operational',
    );
  });

  test('what is understood, or was never on a screen, needs no first step', () => {
    for (const text of [
      '0x904 0x7',
      '0x807',
      '0x2407',
      'alert 0',
      'logon type 5',
      'event 140',
      'wrong-password',
    ])
      expect(explain(text).firstStep, text).toBeUndefined();
  });

  test.each(['0x204', '516', '0x108', 'error 10061', 'cannot-connect', 'The remote computer is turned off'])(
    'of a host that gives no answer, the port is tried before a log is asked for: %s',
    (text) => {
      const asked = explain(text);
      expect(asked.firstStep).toContain('Test-NetConnection SERVER -Port 3389');
      const shown = renderExplanation(asked);
      expect(shown.indexOf('Test-NetConnection')).toBeLessThan(shown.indexOf('causes can show'));
      expect(shown.indexOf('Test-NetConnection')).toBeLessThan(shown.indexOf('wevtutil'));
    },
  );

  test('what broke later is not tried so', () => {
    for (const text of ['0x904', '0x104', '0x516'])
      expect(explain(text).firstStep ?? '').not.toContain('Test-Net');
  });

  test.each([
    'AVD 0x3000046',
    '0x3000046',
    "We couldn't connect because there are currently no available resources. Try again later or contact tech support for help if this keeps happening.",
  ])('no session host of Azure Virtual Desktop was free, and its gateway gives no log: %s', (text) => {
    const asked = explain(text);
    expect(causesOf(asked).toSorted()).toEqual(
      expect.arrayContaining([
        'drain-mode',
        'max-connections-reached',
        'virtual-desktop-agent-broken',
        'virtual-desktop-unregistered',
      ]),
    );
    expect(asked.collect.map(({ machine }) => machine)).not.toContain('gateway');
    expect(renderExplanation(asked).replaceAll(/\s+/g, ' ')).toContain("The gateway there is Microsoft's");
  });

  test('of Azure Virtual Desktop no log of a gateway is asked for, whatever the code', () => {
    expect(explain('AVD 0x3000064').collect.map(({ machine }) => machine)).not.toContain('gateway');
    expect(explain('0x3000064').collect.map(({ machine }) => machine)).toContain('gateway');
  });

  test('the number of an Android client, written without its 0x, is found', () => {
    expect(explain('2607').codes[0]).toMatchObject({ hex: '0x2607' });
  });
});
