import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findingsIn, openCase } from '../src/pattern-cases.ts';
import { loadPatterns } from './support/load-patterns.ts';

const pack = loadPatterns();
const HOME = 'patterns/account/account-disabled';

describe('an open case', () => {
  const log = readFileSync(`${HOME}/cases/plain.xml`);
  const without = { ...pack, patterns: pack.patterns.filter(({ id }) => id !== 'account-disabled') };

  test('answers for one set of patterns after the other, as a case read anew does', () => {
    const opened = openCase(log, [pack]);
    for (const packs of [[pack], [without], [pack]]) {
      expect(opened.findings(packs)).toEqual(findingsIn(log, packs));
    }
    expect(opened.findings([pack])).not.toEqual(opened.findings([without]));
  });

  test('shows the events that the catalog keeps', () => {
    expect(openCase(log, [pack]).events.map(({ kind }) => kind)).toContain('logon-failed');
  });
});

/** `npm run mutate` on a pack of one pattern, into which conditions are put that no case asks for. */
describe('what no case notices', () => {
  let folder = '';
  let survivors: readonly string[] = [];
  beforeAll(() => {
    expect(existsSync('dist/patterns.json'), 'npm run build comes first').toBe(true);
    folder = mkdtempSync(path.join(tmpdir(), 'rdpwhy-mutate-'));
    const home = path.join(folder, 'account/account-disabled');
    cpSync(HOME, home, { recursive: true, filter: (name) => !name.includes('client-log') });
    writeFileSync(path.join(home, 'pattern.yaml'), PATTERN);
    // What it is instead, patterns say that this pack does not have.
    writeFileSync(path.join(home, 'cases/near-miss.expected.yaml'), UNDETERMINED);
    const out = execFileSync(process.execPath, ['bin/dev/mutate-patterns.mjs', '--patterns', folder], {
      encoding: 'utf8',
    });
    survivors = out.split('\n').filter((line) => line.startsWith('  '));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['signs[0].none[0]: dropped', 'signs[0].all[0].has.code.values[1]: value 0x7 dropped'])(
    'is listed: %s',
    (mutation) => {
      expect(survivors.join('\n')).toContain(mutation.replace('0x7', '7'));
    },
  );

  test.each(['signs[0]: dropped', 'signs[0].all[0].has.code: test dropped', 'signs[0].confidence'])(
    'is not what the cases show: %s',
    (mutation) => {
      expect(survivors.join('\n')).not.toContain(mutation);
    },
  );

  test('is listed apart where nothing could notice it', () => {
    expect(survivors.join('\n')).toContain(
      'changes nothing: signs[0].none[0].has.logonType: test dropped: the catalog keeps no other events',
    );
  });
});

const PATTERN = `
id: account-disabled
class: account
title: The account is disabled
stage: authentication
actor: directory
basis: documented
signs:
  - confidence: certain
    all: [{ kind: logon-failed, has: { code: [0xC0000072, 7] } }]
    none: [{ kind: logon-succeeded, has: { logonType: [3, 7, 10, 12] } }]
explanation: The account is disabled.
tellTheUser: Ask for it to be enabled.
remedies: [{ text: Enable it., runOn: directory, risk: safe, actor: directory }]
references: [a test]
`;

const UNDETERMINED = `attempts:
  - { outcome: failed, reached: authentication, cause: null, confidence: possible, alternatives: [] }
causes: []
`;
