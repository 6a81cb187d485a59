import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** The built program: a worker cannot run TypeScript. */
const rdpwhy = (...args: string[]) =>
  spawnSync(process.execPath, ['bin/rdpwhy.js', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });

const corpus = '../shared/corpus';
const reportOf = (threads: number, ...paths: string[]): string => {
  const { status, stdout, stderr } = rdpwhy('--json', '--hash', '--threads', String(threads), ...paths);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
};

describe('threads', () => {
  test.each(['samples/healthy-day', 'samples/credssp-mismatch', 'samples/wrong-password-nla-win10'])(
    '%s: the report of three threads is that of one, byte for byte',
    (folder) => {
      const report = reportOf(1, folder);
      expect(report.length).toBeGreaterThan(1000);
      expect(reportOf(3, folder) === report).toBe(true);
    },
  );

  test.skipIf(!existsSync(corpus)).each(['server-2012r2', 'win10-1803', 'win11', 'with-xml', 'parser'])(
    'corpus %s: the same, problems and all',
    (folder) => {
      expect(reportOf(2, `${corpus}/${folder}`) === reportOf(1, `${corpus}/${folder}`)).toBe(true);
    },
    20_000,
  );

  test('the timeline is the same too', () => {
    const [one, two] = ['1', '2'].map(
      (n) => rdpwhy('timeline', '--threads', n, 'samples/healthy-day').stdout,
    );
    expect(two === one).toBe(true);
  });

  test('what cannot be read is told in its place', () => {
    const { status, stderr } = rdpwhy('--threads', '2', 'samples/healthy-day', 'package.json', 'nowhere');
    expect(status).toBe(3);
    expect(stderr.split('\n').filter((line) => line !== '')).toHaveLength(2);
  });

  test.each(['0', '-1', '1.5', 'many'])('%s is no number of threads', (text) => {
    const { status, stderr } = rdpwhy('--threads', text, 'samples/healthy-day');
    expect(status).toBe(2);
    expect(stderr).toContain(`found '${text}'`);
  });
});
