import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';
const patterns = (...args: string[]) => rdpwhy('patterns', ...args);

describe('patterns', () => {
  let folder = '';
  let attempt = '';
  const file = (...names: string[]): string => path.join(folder, ...names);
  folderForAll((made) => (folder = made));
  beforeAll(() => {
    const { stdout } = rdpwhy(sample, '--json');
    writeFileSync(file('report.json'), stdout);
    const { attempts } = JSON.parse(stdout) as Report;
    attempt = attempts.find((one) => one.diagnosis?.cause === 'wrong-password')?.id ?? '';
  });

  test('list has every pattern', () => {
    const ids = loadPatterns().patterns.map(({ id }) => id);
    const { status, stdout } = patterns('list', '--json');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { id: string }[]).map(({ id }) => id).sort()).toEqual(ids);
    const text = patterns('list').stdout;
    expect(ids.filter((id) => !text.includes(`  ${id} `))).toEqual([]);
  });

  test.each(
    loadPatterns()
      .patterns.map((pattern) => [pattern.id, pattern] as const)
      .slice(0, 4),
  )('show %s says all of it', (id, pattern) => {
    const { status, stdout } = patterns('show', id);
    expect(status).toBe(0);
    const flat = stdout.replace(/\s+/g, ' ');
    for (const { text } of pattern.remedies) expect(flat).toContain(text.replace(/\s+/g, ' '));
    for (const { ifFalse } of pattern.checks) expect(flat).toContain(ifFalse.replace(/\s+/g, ' '));
    for (const reference of pattern.references) expect(stdout).toContain(reference);
    expect(flat).toContain(pattern.explanation.replace(/\s+/g, ' '));
  });

  test('show names the records that decide', () => {
    const { stdout } = patterns('show', 'wrong-password');
    expect(stdout.startsWith('The password was wrong\n')).toBe(true);
    expect(stdout).toContain('logon-failed where code is 0xC000006A');
    expect(stdout).toContain('Microsoft-Windows-Security-Auditing 4625');
    const { stdout: json } = patterns('show', 'wrong-password', '--json');
    expect(JSON.parse(json)).toMatchObject({ id: 'wrong-password', pack: 'core' });
  });

  test('show proposes what was meant', () => {
    const { status, stderr } = patterns('show', 'wrong-pasword');
    expect(status).toBe(2);
    expect(stderr).toContain("did you mean 'wrong-password'?");
  });

  test('schema knows the events of a pack', () => {
    const committed = JSON.parse(readFileSync('patterns/pattern.schema.json', 'utf8')) as object;
    expect(JSON.parse(patterns('schema').stdout)).toEqual(committed);
    expect(patterns('schema', '--events').stdout).toContain('"eventId"');
  });

  describe('new and test', () => {
    const make = (place: string, ...more: string[]) =>
      patterns('new', place, '--patterns', file('pack'), ...more);

    test('a skeleton that can be read and says what is missing', () => {
      const { status, stdout } = make('client/broken-client');
      expect(status).toBe(0);
      expect(stdout).toContain(path.join('client', 'broken-client', 'pattern.yaml'));
      const result = patterns('test', file('pack'));
      expect(result.status).toBe(1);
      expect(result.stdout).toContain("no case gives 'broken-client' as an answer");
      expect(result.stdout).toContain('no near miss');
      rmSync(file('pack', 'client'), { recursive: true });
    });

    test('a first case of an attempt, without names', () => {
      const { status, stderr } = make(
        'credentials/typed-badly',
        '--from',
        `${file('report.json')}#${attempt}`,
      );
      expect([status, stderr]).toEqual([0, expect.stringContaining('before you share it')]);
      const xml = readFileSync(file('pack', 'credentials', 'typed-badly', 'cases', 'plain.xml'), 'utf8');
      expect(xml).toContain('<Computer>RDS01</Computer>');
      expect(xml).toContain("<Data Name='TargetUserName'>alice</Data>");
      const { client, account, host } = (
        JSON.parse(readFileSync(file('report.json'), 'utf8')) as Report
      ).attempts.find(({ id }) => id === attempt) ?? { host: '' };
      for (const real of [client?.address, account?.name, host]) expect(xml).not.toContain(`>${real}<`);
      expect(readFileSync(file('pack', 'pattern.schema.json'), 'utf8')).toContain('2020-12');
    });

    test('the case shows what differs, and passes when the pattern is right', () => {
      const home = file('pack', 'credentials', 'typed-badly');
      const failing = patterns('test', file('pack'));
      expect(failing.status).toBe(1);
      expect(failing.stdout).toMatch(/expected .*typed-badly.*; found .*wrong-password \(certain\)/);
      // The built-in cause gives way to nobody it does not know: this pack says so by extending it.
      const before = readFileSync(path.join(home, 'pattern.yaml'), 'utf8');
      const all = before.indexOf('      - kind');
      const right = `${before.slice(0, all)}      - { kind: logon-failed, has: { code: 0xC000006A } }\n${before.slice(before.indexOf('explanation'))}`;
      writeFileSync(
        path.join(home, 'pattern.yaml'),
        right
          .replace('confidence: possible', 'confidence: certain')
          .replace('basis: inferred', 'basis: documented'),
      );
      const expected = path.join(home, 'cases', 'plain.expected.yaml');
      writeFileSync(expected, readFileSync(expected, 'utf8').replaceAll('possible', 'certain'));
      cpSync('patterns/credentials/unknown-user/cases/plain.xml', path.join(home, 'cases', 'near-miss.xml'));
      cpSync(
        'patterns/credentials/unknown-user/cases/plain.expected.yaml',
        path.join(home, 'cases', 'near-miss.expected.yaml'),
      );
      writeFileSync(
        path.join(home, 'cases', 'near-miss.expected.yaml'),
        'attempts:\n  - { outcome: failed, reached: authentication, cause: null, confidence: null, alternatives: [] }\ncauses: []\n',
      );
      const alone = patterns('test', file('pack'), '--alone');
      expect(alone.stdout).toContain('pass  plain');
    });

    test.each<[string, string[], RegExp]>([
      ['an unknown class', ['credential/x'], /did you mean 'credentials'/],
      ['no class', ['x'], /expected <class>\/<id>, found 'x'/],
      ['a bad id', ['client/Some_Thing'], /lower-case words/],
      ['a way out of the folder', ['client/../../x'], /expected <class>\/<id>/],
      ['an id that is taken', ['credentials/wrong-password'], /there is a pattern 'wrong-password' already/],
      ['a pattern that is there', ['credentials/typed-badly'], /is there already/],
      ['no attempt', ['client/x', '--from', 'report.json'], /expected --from <report.json>#<attempt id>/],
      [
        'an unknown attempt',
        ['client/x', '--from', 'REPORT#none'],
        /no attempt 'none'; those that did not succeed/,
      ],
      ['no report', ['client/x', '--from', 'package.json#x'], /is no report/],
      ['a report that is not there', ['client/x', '--from', 'nowhere.json#x'], /cannot read the report/],
      [
        'logs without the records',
        ['client/x', '--from', 'REPORT#ATTEMPT', '--logs', 'samples/healthy-day'],
        /records are not in the logs/,
      ],
    ])('new refuses %s', (_, args, says) => {
      const [place = '', ...more] = args.map((arg) =>
        arg.replace('REPORT', file('report.json')).replace('ATTEMPT', attempt),
      );
      const { status, stderr } = make(place, ...more);
      expect(status).toBe(2);
      expect(stderr).toMatch(says);
      expect(existsSync(file('pack', 'client', 'x'))).toBe(false);
    });

    test('test names mistakes of an expectation by line and column', () => {
      const expected = file('pack', 'credentials', 'typed-badly', 'cases', 'plain.expected.yaml');
      writeFileSync(expected, 'attempts:\n  - { outcom: failed }\ncauses: []\n');
      const { status, stdout } = patterns('test', file('pack'), '--alone');
      expect(status).toBe(1);
      expect(stdout).toMatch(/plain\.expected\.yaml:2:7: unknown key 'outcom'.*did you mean 'outcome'/);
    });

    test('test tells of a case that is too large to be one, and reads the others', () => {
      const expected = file('pack', 'credentials', 'typed-badly', 'cases', 'huge.expected.yaml');
      writeFileSync(expected, '# '.repeat(400_000));
      cpSync(
        file('pack', 'credentials', 'typed-badly', 'cases', 'plain.xml'),
        file('pack', 'credentials', 'typed-badly', 'cases', 'huge.xml'),
      );
      const { status, stdout, stderr } = patterns('test', file('pack'), '--alone');
      expect([status, stderr]).toEqual([1, '']);
      expect(stdout).toContain('huge.expected.yaml');
      expect(stdout).toContain('expected at most 524288 bytes, found 800000');
    });

    test('test ends with 2 where the pack itself has mistakes', () => {
      const { status, stderr } = patterns('test', 'patterns');
      expect(status).toBe(2);
      expect(stderr).toContain("is taken by an earlier pack; say 'extends: ");
    });
  });
});
