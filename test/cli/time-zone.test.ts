import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name))
    : [];
const samples = foldersIn('samples');
/** Real logs begin late and end early. */
const evalset = foldersIn('../shared/evalset').slice(0, 12);
const printed = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/rdpwhy.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
};
/** UTC without an offset behind it. */
const bare = /UTC(?![+-]\d\d:\d\d)/g;

/** The built program, asked for the times of a zone. */
describe('--tz', () => {
  test.each(samples)('is the zone of every time that people read of %s', (sample) => {
    for (const format of ['terminal', 'markdown', 'html']) {
      const shown = printed(sample, '--format', format, '--tz', 'Asia/Kolkata', '--at', '08:11', '--quiet');
      // The dates of records and of commands are the logs' own.
      expect(shown.match(bare) ?? [], format).toEqual([]);
      expect(shown).toContain('UTC+05:30');
    }
    expect(printed('doctor', sample, '--tz', 'Asia/Kolkata', '--quiet').match(bare) ?? []).toEqual([]);
    const lines = printed('timeline', sample, '--tz', 'Asia/Kolkata', '--quiet').trimEnd().split('\n');
    expect(lines.filter((line) => !/^\d{4}-\d\d-\d\dT[\d:.]+\+05:30 {2}/.test(line))).toEqual([]);
  });

  test.each(evalset)('is also that of sentences about logs of the evalset: %s', (folder) => {
    expect(printed(folder, '--tz', 'Asia/Kolkata', '--quiet').match(bare) ?? []).toEqual([]);
  });

  test.each(['json', 'ndjson', 'csv', 'timesketch'])(
    'changes nothing of what programs read: %s',
    (format) => {
      const [sample = ''] = samples;
      const both = [[], ['--tz', 'Asia/Kolkata']].map((zone) =>
        printed(sample, '--format', format, ...zone, '--quiet'),
      );
      expect(both[1]).toBe(both[0]);
    },
  );
});
