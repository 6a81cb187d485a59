import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportDiff } from '../../src/model/report-diff.ts';
import { needsBuild, rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';
const corpus = '../shared/corpus/server-2012r2';
const diff = (...args: string[]) => rdpwhy('diff', ...args);
const diffOf = (...args: string[]): ReportDiff => JSON.parse(diff('--json', ...args).stdout) as ReportDiff;

/** The built program, as a person runs it. */
describe('rdpwhy diff', () => {
  let folder = '';
  needsBuild();
  folderForAll((made) => (folder = made));
  const file = (name: string): string => path.join(folder, name);

  test('holds what failed of one side against what worked of it', () => {
    const { status, stdout, stderr } = diff(sample);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(diff(`${sample}#outcome=worked`, `${sample}#outcome=failed`).stdout);
    expect(stdout).toContain('the password is wrong');
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  test('holds what a gateway refused against those who got in, though no attempt failed', () => {
    const { status, stdout, stderr } = diff('samples/gateway-refusal');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^alice and bob got in; bob was refused 5 times at the gateway: /);
  });

  test('has the times of a zone for people, and of UTC for programs', () => {
    const inZone = (...args: string[]): string => diff(...args, sample, '--tz', 'Asia/Kolkata').stdout;
    for (const format of ['terminal', 'markdown', 'html'])
      expect(
        inZone('--format', format)
          .match(/UTC(?:[+-]\d\d:\d\d)?/g)
          ?.filter((zone) => zone !== 'UTC+05:30'),
      ).toEqual([]);
    for (const format of ['json', 'ndjson', 'csv'])
      expect(inZone('--format', format)).toBe(diff('--format', format, sample).stdout);
    expect(diff(sample, '--tz', 'Mars').status).toBe(2);
  });

  test("takes a day as the zone's", () => {
    const healthy = 'samples/healthy-day';
    const args = [`${healthy}#day=2024-06-17`, `${healthy}#day=2024-06-18`, '--tz', 'Pacific/Honolulu'];
    const { good, bad } = diffOf(...args);
    expect([good.attempts.total, bad.attempts.total]).toEqual([3, 3]);
    expect(good.selector).toEqual({ day: '2024-06-17', zone: 'Pacific/Honolulu' });
    const shown = diff(...args).stdout;
    expect(shown).toContain(`${healthy}#day=2024-06-17 `);
    expect(shown).not.toContain('zone=');
  });

  test('takes a saved report for the logs it was made of, in either encoding', () => {
    const report = rdpwhy(sample, '--json').stdout;
    writeFileSync(file('saved.report'), report);
    writeFileSync(file('utf16.json'), Buffer.from(`\ufeff${report}`, 'utf16le'));
    const { good: _, bad: __, ...rest } = diffOf(sample);
    for (const name of ['saved.report', 'utf16.json']) {
      const { good, bad, ...same } = diffOf(file(name));
      expect(same).toEqual(rest);
      expect([good.attempts.total, bad.attempts.total]).toEqual([1, 3]);
    }
  });

  test('gives the same bytes twice', () => {
    const run = (): string =>
      diff('samples/healthy-day', `${sample}#outcome=failed`, '--format', 'json').stdout;
    expect(run()).toBe(run());
  });

  test('a path may hold a #', () => {
    writeFileSync(file('case #7.json'), readFileSync(`${sample}/report.json`));
    expect(diffOf(`${file('case #7.json')}#user=bob`).bad.selector).toEqual({
      user: 'bob',
      outcome: 'failed',
    });
  });

  test.each([
    [[`${sample}#usr=bob`], "did you mean 'user'"],
    [[`${sample}#user=zoe`, sample], "no attempt of user 'zoe'"],
    [[`${sample}#outcome=failed`], 'rdpwhy diff GOOD BAD'],
    [['package.json', sample], "'package.json' is no report"],
    [[sample, sample, '--format', 'xml'], 'known: terminal, json'],
    [[''], 'found nothing'],
    [[], "missing required argument 'good'"],
  ])('%j is a mistake that it explains', (args, message) => {
    const { status, stdout, stderr } = diff(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('a side that is not there is told, and nothing is compared', () => {
    const { status, stdout, stderr } = diff(sample, file('nowhere'));
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain('no such file or folder');
  });

  test('half a report is refused with its place', () => {
    writeFileSync(file('half.json'), readFileSync(`${sample}/report.json`, 'utf8').slice(0, 5000));
    const { status, stderr } = diff(sample, file('half.json'));
    expect(status).toBe(2);
    expect(stderr).toContain('cannot be read');
  });

  test.skipIf(!existsSync(corpus))(
    'corpus: parts a refused logon of a real server from one that worked',
    () => {
      const found = diffOf(`${corpus}#90a6d`, `${corpus}#08d2f`);
      expect(found.parting).toMatchObject({ stage: 'authentication', step: { kind: 'logon-failed' } });
      expect(found.notComparable.filter(({ about }) => about === 'log')).toEqual([]);
    },
  );
});
