import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain.ts';
import type { Explanation } from '../../src/model/explanation.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const pack = loadPatterns();
const explain = (text: string): Explanation => explainText(text, { packs: [pack] });
const causesOf = ({ causes }: Explanation): readonly string[] => causes.map(({ id }) => id);

describe('what people take an event or a number for', () => {
  test('a lockout is looked up where the account is kept, and leads to its cause', () => {
    const asked = explain('4740');
    expect(causesOf(asked).toSorted()).toEqual(['account-locked-out', 'password-brute-force']);
    expect(asked.collect.map(({ machine }) => machine)).toContain('domain controller');
    expect(asked.events[0]?.note).toContain('User Account Management');
  });

  test('1149 stands in one log of its source', () => {
    expect(explain('event 1149').events[0]?.log).toBe(
      'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
    );
  });

  test('a cached logon is one without a domain controller, and no stored password', () => {
    expect(explain('logon type 12').codes[0]?.meanings[0]?.meaning).toMatch(/cached.*no domain controller/);
  });

  test('a log that two machines have is named once', () => {
    expect(explain('4740').events[0]?.log).toBe('Security');
  });

  test.each(['4768', '4769', '4776'])('%s may be a success', (text) => {
    const [event] = explain(text).events;
    expect(event?.meaning).toContain('with the code 0x0: no failure');
    expect(event?.note).toContain('Status 0x0');
    expect(explain(text).collect.map(({ machine }) => machine)).toContain('domain controller');
    expect(explain('4625').events[0]?.meaning).not.toContain('no failure');
  });

  test('an event that is left out says so, with what its numbers are', () => {
    for (const text of ['227', 'event 227']) {
      const { events, codes, firstStep: step } = explain(text);
      expect(codes).toEqual([]);
      expect(step).toBeUndefined();
      const [stack] = events;
      expect(stack?.log).toContain('RdpCoreTS');
      expect(stack?.meaning).toContain('errors in good connections too');
      expect(stack?.codeFields[0]?.field).toBe('Value');
    }
    // A code by itself.
    expect(explain('257').events).toEqual([]);
  });

  test('an event of Remote Desktop that is left out stands beside another of its number', () => {
    const providers = (text: string) => explain(text).events.map(({ provider }) => provider);
    expect(providers('event 44')).toEqual([
      'Microsoft-Windows-TerminalServices-LocalSessionManager',
      'Microsoft-Windows-TerminalServices-Licensing',
    ]);
    expect(explain('event 44').events[1]?.meaning).toContain('it can be ignored');
    // Of the rest of Windows those that a cause asks for, behind; not CAPI2's 40.
    expect(providers('event 40')).toEqual([
      'Microsoft-Windows-TerminalServices-LocalSessionManager',
      'Microsoft-Windows-Kerberos-Key-Distribution-Center',
    ]);
  });

  test.each(['0x80004005', '0x80070520', '0xD0000242'])(
    '%s, which says little, has a first step and logs',
    (text) => {
      const { firstStep: step, collect, codes } = explain(text);
      expect(codes[0]?.meanings.length).toBeGreaterThan(0);
      expect(step).toBeDefined();
      expect(collect.length).toBeGreaterThan(0);
    },
  );

  test('a status that is wrapped is shown without its wrapping, known or not', () => {
    expect(explain('0xD0000242').codes[0]?.meanings[0]?.note).toContain('0xC0000242');
    expect(explain('0xD0000999').codes[0]?.parts).toContain('0xC0000999');
  });

  test('a call that broke off has causes, however it is written', () => {
    expect(causesOf(explain('0x800706be'))).toEqual(causesOf(explain('win32 1726')));
    expect(causesOf(explain('1726'))).toContain('termservice-crash-loop');
  });

  test('1149 is no logon, and 4625 may be one of a flood', () => {
    expect(explain('1149').events[0]?.note).toContain('no proof');
    expect(causesOf(explain('4625'))).toContain('password-brute-force');
    expect(causesOf(explain('1149'))).not.toContain('password-brute-force');
  });

  test('an unknown code still says which logs decide, and what a slip may have been', () => {
    const asked = explain('0x2308');
    expect(asked.codes[0]?.parts).toContain('2308 is 0x904');
    expect(asked.collect.map(({ channel }) => channel)).toContain('System');
    expect(explain('0x1105').codes[0]?.parts).not.toContain('written without');
  });

  test('0x904 came after something had answered, and a denial from somebody who denies', () => {
    expect(causesOf(explain('0x904'))).not.toContain('dns-resolution-failed');
    expect(causesOf(explain('0x204'))).toContain('local-firewall-block');
    expect(causesOf(explain('extended 0x7'))).not.toContain('network-drop-during-session');
  });

  test('the two client logs of a broker and of Remote Desktop have names of their own', () => {
    const commands = explain('broker-redirect-failed').collect.map(({ command }) => command);
    expect(commands.join('\n')).toContain('-SessionBroker-Client-Operational.evtx');
  });
});
