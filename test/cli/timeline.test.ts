import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderForAll } from '../support/temporary-folder.ts';
import type { Report } from '../../src/model/report.ts';

const sample = 'samples/0x904-unreadable-key';
const rdpwhy = (...args: string[]) =>
  spawnSync(process.execPath, ['bin/rdpwhy.js', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
const timeline = (...args: string[]): readonly string[] => {
  const { status, stdout, stderr } = rdpwhy('timeline', sample, ...args);
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
};
const all = timeline();
let folder = '';
folderForAll((made) => (folder = made));
const timeOf = (line: string): number => Date.parse(line.slice(0, 23) + line.slice(26, 27));

/** The built program, asked for a part of a timeline. */
describe('a part of the timeline', () => {
  test.each([
    [['--since', '08:11'], '2024-03-13T08:11:00Z', '9999-01-01'],
    [['--until', '2024-03-12 08:31'], '0001-01-01', '2024-03-12T08:31:59.999Z'],
    [
      ['--since', '2024-03-13 09:11', '--until', '09:12', '--tz', '+01:00'],
      '2024-03-13T08:11:00Z',
      '2024-03-13T08:12:59.999Z',
    ],
  ])('is what lies between two times: %j', (flags, from, to) => {
    const expected = all.filter((line) => timeOf(line) >= Date.parse(from) && timeOf(line) <= Date.parse(to));
    expect(expected.length).toBeGreaterThan(5);
    expect(expected.length).toBeLessThan(all.length);
    const records = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^\S+/, ''));
    expect(records(timeline(...flags))).toEqual(records(expected));
  });

  test('is what lies so long before the last record', () => {
    const last = timeOf(all.at(-1) ?? '');
    expect(timeline('--since', '30m')).toEqual(all.filter((line) => timeOf(line) >= last - 30 * 60_000));
  });

  test('is what lies up to so long before the last record', () => {
    const last = timeOf(all.at(-1) ?? '');
    const expected = all.filter((line) => timeOf(line) <= last - 30 * 60_000);
    expect(expected.length).toBeGreaterThan(5);
    expect(expected.length).toBeLessThan(all.length);
    expect(timeline('--until', '30m')).toEqual(expected);
  });

  test('is the records of one attempt, as the report has them', () => {
    const { attempts } = JSON.parse(rdpwhy(sample, '--json').stdout) as Report;
    for (const { id, events } of attempts.slice(0, 3)) {
      const lines = timeline('--attempt', id.slice(0, 8));
      const shown = lines.map((line) => Number(/ #(\d+) /.exec(line)?.[1]));
      expect(new Set(shown)).toEqual(new Set(events.map(({ recordId }) => recordId)));
      expect(lines.length).toBe(events.length);
    }
  });

  test('is that of a machine, by any of its names', () => {
    expect(timeline('--host', 'rds01')).toEqual(all);
    expect(timeline('--host', 'RDS01.corp.example')).toEqual(all);
  });

  test('in which nothing lies says so, and of what time the records are', () => {
    const { status, stdout, stderr } = rdpwhy('timeline', sample, '--since', '2030-01-01', '--tz', '+01:00');
    expect([status, stdout]).toEqual([0, '']);
    const [first, last] = [all[0], all.at(-1)].map((line = '') =>
      new Date(timeOf(line) + 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    );
    expect(stderr).toBe(
      `rdpwhy: nothing of these logs lies in that part; their records are of ${first} – ${last} UTC+01:00\n`,
    );
    expect(rdpwhy('timeline', sample, '--since', '2030-01-01', '--quiet').stderr).toBe('');
  });

  test('of logs that bear on nothing says so', () => {
    const file = path.join(folder, 'none.json');
    writeFileSync(
      file,
      '{"Event":{"System":{"Provider":{"Name":"Other"},"EventID":1,"Channel":"Other","Computer":"PC","EventRecordID":1,"TimeCreated":{"SystemTime":"2024-01-01T00:00:00Z"}}}}',
    );
    const { status, stdout, stderr } = rdpwhy('timeline', file);
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^rdpwhy: no record of these logs bears on a connection; .*\n$/);
  });

  test.each([
    [['--since', '08:22', '--until', '08:21'], '--since 08:22 lies after --until 08:21'],
    [['--host', 'nope'], "no machine 'nope' in these logs; there is RDS01.corp.example"],
    [['--attempt', 'zz'], "no attempt begins with 'zz'"],
    [['--attempt', ''], 'attempts begin with'],
    [['--since', 'yesterday'], 'expected a time such as'],
    [['--until', '24x'], 'expected a time such as'],
    [['--since', '24 h'], 'or 30m, 24h, 7d'],
    [['--since', '30m', '--until', '1h'], '--since 30m lies after --until 1h'],
  ])('%j is told', (flags, message) => {
    const { status, stdout, stderr } = rdpwhy('timeline', sample, ...flags);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
