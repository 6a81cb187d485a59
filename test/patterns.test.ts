import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Pattern } from '../src/model/pattern.ts';
import { createCatalog } from '../src/normalize/normalize.ts';
import { findingsIn, gapsIn, strangersIn } from '../src/pattern-cases.ts';
import { readCases } from '../src/test-pack.ts';
import { loadPatterns } from './support/load-patterns.ts';

const pack = loadPatterns();
const catalog = createCatalog();

const byPattern = new Map(pack.patterns.map((pattern) => [pattern, readCases('patterns', pattern)] as const));

test('there is a folder for every pattern and a pattern in every folder', () => {
  const folders = readdirSync('patterns', { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/').split('/'))
    .filter((parts) => parts.length === 2 && !parts[1]?.includes('.'))
    .map((parts) => parts.join('/'))
    .sort();
  expect(folders).toEqual(pack.patterns.map(({ id, class: parent }) => `${parent}/${id}`).sort());
});

for (const [pattern, { cases, mistakes, strays }] of byPattern) {
  describe(pattern.id, () => {
    test.each(cases)('$name', ({ log, expected }) => {
      expect(findingsIn(log, [pack])).toEqual(expected);
    });

    test('has a case that shows it and a near miss that does not', () => {
      expect(gapsIn(pattern, cases)).toEqual([]);
    });

    test('has an expectation for every case, free of mistakes, and nothing else', () => {
      expect([...mistakes, ...strays]).toEqual([]);
    });

    test.each(cases)('$name holds only events that the catalog knows', ({ log }) => {
      expect(strangersIn(log, catalog)).toEqual([]);
    });

    test('says what to do, at what risk and how to go back', () => {
      for (const remedy of pattern.remedies) {
        expect(remedy.text).toMatch(/\.$/);
        if (remedy.command !== undefined) expect(remedy.shell, remedy.command).toBeDefined();
        if (remedy.risk === 'security-lowering')
          expect(remedy.undo ?? remedy.undoCommand, remedy.text).toBeDefined();
        if (lowersProtection(remedy)) {
          expect([remedy.purpose, remedy.risk], remedy.text).toEqual(['diagnostic', 'security-lowering']);
        }
      }
      const worst = pattern.remedies.map((remedy) => remedy.risk === 'security-lowering');
      expect(worst[0] ?? false, 'the safe remedies come first').toBe(false);
    });
  });
}

test('what lowers the protection is recognised', () => {
  const remedy = { text: '', purpose: 'fix', runOn: 'host', risk: 'safe', actor: 'host' } as const;
  const off = [
    'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp" /v UserAuthentication /d 0 /f',
    'reg add "HKLM\\SYSTEM\\X" /v SecurityLayer /t REG_DWORD /d 0 /f',
    'netsh advfirewall set allprofiles state off',
    'Set-NetFirewallProfile -All -Enabled False',
    'reg add "HKLM\\X" /v AllowEncryptionOracle /t REG_DWORD /d 2 /f',
  ];
  for (const command of off) expect(lowersProtection({ ...remedy, command }), command).toBe(true);
  for (const text of ['Turn NLA off.', 'Switch off the firewall.', 'Disable Network Level Authentication.']) {
    expect(lowersProtection({ ...remedy, text }), text).toBe(true);
  }
  for (const text of [
    'Limit the firewall rule to your addresses.',
    'With NLA the password cannot be changed.',
  ]) {
    expect(lowersProtection({ ...remedy, text }), text).toBe(false);
  }
});

/** Turns off what protects the host: NLA, the TLS layer, the firewall, or the CredSSP check. */
function lowersProtection({ text, command = '' }: Pattern['remedies'][number]): boolean {
  const protection = '(NLA|Network Level Authentication|firewall|encryption)';
  return (
    new RegExp(`\\bdisabl(e|es|ing)\\b[^.]*\\b${protection}\\b`, 'i').test(text) ||
    new RegExp(`\\b(turn|switch)\\w*\\b[^.]*\\b${protection}\\b[^.]*\\boff\\b`, 'i').test(text) ||
    new RegExp(`\\b(turn|switch)\\w*\\s+off\\b[^.]*\\b${protection}\\b`, 'i').test(text) ||
    /\b(UserAuthentication|SecurityLayer)\b.*\/d 0\b/i.test(command) ||
    /\bAllowEncryptionOracle\b.*\/d 2\b/i.test(command) ||
    /\bMinEncryptionLevel\b.*\/d [12]\b/i.test(command) ||
    /advfirewall.*state off|NetFirewallProfile.*-Enabled False/i.test(command)
  );
}
