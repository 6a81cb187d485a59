import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { needsBuild, rdpwhy } from '../support/built-program.ts';

const key = 'samples/0x904-unreadable-key';
const reportOn = (...args: string[]) => JSON.parse(rdpwhy(...args, '--json').stdout) as Report;

/** The built program, told what the person saw. */
describe('analyze with a stated symptom', () => {
  needsBuild();

  test('heads the report with it, in JSON and in the terminal', () => {
    const flags = [key, '--code', '0x904/0x7', '--at', '08:11', '--client', '10.20.30.12'];
    const { symptom, attempts, summary } = reportOn(...flags);
    expect(symptom).toMatchObject({
      code: '0x904',
      extended: '0x7',
      at: '2024-03-13T08:11:00.000000Z',
      client: '10.20.30.12',
      cause: 'rdp-cert-private-key-unreadable',
      fits: 'yes',
    });
    const meant = attempts.find(({ id }) => id === symptom?.matched);
    expect(meant?.startedAt).toMatch(/^2024-03-13T08:11:/);
    expect(summary.outcome).toBe('failures-explained');
    const { status, stdout } = rdpwhy(...flags, '--exit-code');
    expect(status).toBe(10);
    expect(stdout.indexOf('0x904 = ')).toBeLessThan(stdout.indexOf('What to do'));
    expect(stdout.split('\n').every((line) => line.length <= 80 || /^ *(PS|C:\\)?> /.test(line))).toBe(true);
  });

  test.each([
    [['--code', '0x904', '0x7', key]],
    [[key, '--code', '0x904', '0x7']],
    [[key, '--code', '2308 7']],
    [[key, '--code=0x904 0x7']],
  ])('takes both halves of a code: %j', (args) => {
    expect(reportOn(...args).symptom).toMatchObject({ code: '0x904', extended: '0x7' });
  });

  test('takes no second code in place of the first', () => {
    const { status, stdout, stderr } = rdpwhy(key, '--code', '0x904', '--code', '0x204');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--code 0x904/0x7');
  });

  test('obeys the zone of the text, then that of --tz', () => {
    const at = (...args: string[]) => reportOn(key, ...args).symptom?.at;
    expect(at('--at', '09:11', '--tz', 'Europe/Berlin')).toBe('2024-03-13T08:11:00.000000Z');
    expect(at('--at', '2024-03-13T08:11Z', '--tz', 'Europe/Berlin')).toBe('2024-03-13T08:11:00.000000Z');
    expect(at('--at', '2024-03-13 08:11')).toBe('2024-03-13T08:11:00.000000Z');
  });

  test.each([[['--code', '0x807']], [['--at', '2024-03-14T10:00Z']], [['--client', '10.99.9.9']]])(
    'says that nothing matches: %j',
    (flags) => {
      const { symptom, summary, causes } = reportOn(key, ...flags);
      expect([symptom?.matched, symptom?.cause, summary.outcome]).toEqual([
        null,
        null,
        'insufficient-evidence',
      ]);
      expect(causes[0]?.cause).toBe('rdp-cert-private-key-unreadable');
      const { status, stdout } = rdpwhy(key, ...flags, '--exit-code');
      expect(status).toBe(12);
      expect(stdout).toMatch(/attempts\s+cover\s+\d{4}-/);
    },
  );

  test.each([
    [['--user', 'mallory'], /^12 failed attempts name nobody; mallory's may be any/],
    [
      ['--client', 'WS-NOWHERE'],
      /^12 failed attempts name no computer; that of client WS-NOWHERE may be any/,
    ],
  ])('tells the cause of failures that may be of whom no record names: %j', (flags, told) => {
    const { symptom, summary } = reportOn(key, ...flags);
    expect(symptom).toMatchObject({ cause: 'rdp-cert-private-key-unreadable', fits: 'unknown' });
    expect(symptom?.text).toMatch(told);
    expect(summary.outcome).toBe('failures-explained');
  });

  test.each([
    [['--code', 'bogus'], "found 'bogus'"],
    [['--code', 'x'.repeat(5000)], 'found'],
    [['--code', '\u001b[31m'], '\\u001b'],
    [['--at', 'noon'], "found 'noon'"],
    [['--at', '\u001b[31m'], '\\u001b'],
    [['--at', '14:05', '--tz', 'Mars'], "found 'Mars'"],
    [['--user', ' '], '--user'],
  ])('takes %j for a mistake, before it reads any log', (flags, told) => {
    const { status, stdout, stderr } = rdpwhy(key, ...flags);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('\u001b');
    expect(stderr.length).toBeLessThan(400);
  });

  test('has no symptom where none was stated', () => {
    expect(reportOn(key)).not.toHaveProperty('symptom');
  });
});
