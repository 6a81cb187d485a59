import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createLogReader, type RawEvent } from '../parsers/index.ts';
import type { Pattern } from '../src/model/pattern.ts';
import type { Report } from '../src/model/report.ts';
import { createCatalog } from '../src/normalize/normalize.ts';
import { createPipeline } from '../src/pipeline.ts';
import { loadPatterns } from './support/load-patterns.ts';

/** One attempt as a case expects it; `times` of the same in a row may be said once. */
interface ExpectedAttempt {
  readonly times?: number;
  readonly outcome: string;
  readonly reached: string;
  readonly cause: string | null;
  readonly confidence: string | null;
  readonly alternatives: readonly string[];
}

interface ExpectedCause {
  readonly cause: string;
  readonly scope: string;
  readonly confidence: string;
}

/** Everything a case must give, no more and no less. */
interface Expected {
  readonly attempts: readonly ExpectedAttempt[];
  readonly causes: readonly ExpectedCause[];
}

interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: Expected;
}

const pack = loadPatterns();
const catalog = createCatalog();

const byPattern = new Map(pack.patterns.map((pattern) => [pattern, casesOf(pattern)] as const));

test('there is a folder for every pattern and a pattern in every folder', () => {
  const folders = readdirSync('patterns', { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/').split('/'))
    .filter((parts) => parts.length === 2 && !parts[1]?.includes('.'))
    .map((parts) => parts.join('/'))
    .sort();
  expect(folders).toEqual(pack.patterns.map(({ id, class: parent }) => `${parent}/${id}`).sort());
});

for (const [pattern, cases] of byPattern) {
  describe(pattern.id, () => {
    test.each(cases)('$name', ({ bytes, expected }) => {
      expect(gist(analyze(bytes))).toEqual(spelledOut(expected));
    });

    test('has a case that shows it and a near miss that does not', () => {
      const nearMisses = cases.filter(({ name }) => name.startsWith('near-miss'));
      expect(nearMisses.length).toBeGreaterThan(0);
      for (const { expected } of nearMisses) expect(findings(expected)).not.toContain(pattern.id);
      expect(cases.flatMap(({ expected }) => answers(expected))).toContain(pattern.id);
    });

    test.each(cases)('$name holds only events that the catalog knows', ({ bytes }) => {
      const strangers = read(bytes).filter((event) => !catalog.wants(event.provider, event.eventId));
      expect(strangers.map((event) => `${event.provider} ${event.eventId}`)).toEqual([]);
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

function casesOf(pattern: Pattern): Case[] {
  const folder = path.join('patterns', pattern.class, pattern.id, 'cases');
  const files = readdirSync(folder).sort();
  const names = files.filter((file) => file.endsWith('.xml')).map((file) => file.slice(0, -'.xml'.length));
  const both = names.flatMap((name) => [`${name}.expected.yaml`, `${name}.xml`]);
  expect(files, `${folder}: every .xml has its .expected.yaml`).toEqual(both.sort());
  return names.map((name) => ({
    name,
    bytes: readFileSync(path.join(folder, `${name}.xml`)),
    expected: parse(readFileSync(path.join(folder, `${name}.expected.yaml`), 'utf8')) as Expected,
  }));
}

function analyze(bytes: Uint8Array): Report {
  const pipeline = createPipeline({ version: 'test', packs: [pack] });
  const input = pipeline.open({ path: 'case.xml' });
  const reader = createLogReader({ want: pipeline.catalog.wants, observe: input.observe });
  for (const item of [...reader.feed(bytes), ...reader.end()]) {
    if (item.type !== 'event') throw new Error(`${item.problem.reading}: ${item.problem.detail}`);
    input.push(item.event);
  }
  const { format, state } = reader.status();
  input.end({ format, bytes: bytes.length, state });
  return pipeline.close();
}

function read(bytes: Uint8Array): RawEvent[] {
  const reader = createLogReader({});
  return [...reader.feed(bytes), ...reader.end()].flatMap((item) =>
    item.type === 'event' ? item.event : [],
  );
}

const gist = ({ attempts, causes }: Report): Expected => ({
  attempts: attempts.map(({ outcome, reached, diagnosis }) => ({
    outcome,
    reached,
    cause: diagnosis?.cause ?? null,
    confidence: diagnosis?.confidence ?? null,
    alternatives: diagnosis?.alternatives.map((other) => other.cause) ?? [],
  })),
  causes: causes.map(({ cause, scope, confidence }) => ({ cause, scope, confidence })),
});

const spelledOut = ({ attempts, causes }: Expected): Expected => ({
  attempts: attempts.flatMap(({ times = 1, ...attempt }) => Array.from({ length: times }, () => attempt)),
  causes,
});

/** Every cause a case gives as an answer. */
const answers = ({ attempts, causes }: Expected): string[] => [
  ...attempts.flatMap(({ cause }) => cause ?? []),
  ...causes.map(({ cause }) => cause),
];

/** Every cause a case names at all. */
const findings = (expected: Expected): string[] => [
  ...answers(expected),
  ...expected.attempts.flatMap(({ alternatives }) => alternatives),
];

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
