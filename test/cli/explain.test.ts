import { describe, expect, test } from 'vitest';
import type { Explanation } from '../../src/model/explanation.ts';
import { needsBuild, rdpwhy, rdpwhyOn } from '../support/built-program.ts';

const explain = (...words: string[]) => rdpwhy('explain', ...words);

/** The built program, as a person runs it. */
describe('rdpwhy explain', () => {
  needsBuild();

  test.each([
    [['0x904', '0x7']],
    [['0x904/0x7']],
    [['-1073741715']],
    [['event', '140']],
    [['event 140']],
    [['36870']],
    [['wrong-password']],
    [['An', 'internal', 'error', 'has', 'occurred']],
    [['An internal error has occurred']],
    [['0xC0DE1234']],
    [['0x516']],
    [['protocol error 0x1104']],
    [['foo 12']],
    [['disk 153']],
    [['Please wait for the Local Session Manager']],
  ])('answers %j within 80 columns, but for commands and addresses', (words) => {
    const { status, stdout, stderr } = explain(...words);
    expect([status, stderr]).toEqual([0, '']);
    const wide = stdout
      .split('\n')
      .filter((line) => line.length > 80 && !/^ *(>|PS>|C:\\>|https?:|\w)/.test(line));
    expect(wide).toEqual([]);
    expect(stdout).toMatch(/\S/);
  });

  test('is headed by the dialog, or by what was asked about', () => {
    expect(explain('An internal error has occurred').stdout).toMatch(/^The dialog: an internal error\n/m);
    expect(explain('udp').stdout).toMatch(/^About UDP\n/);
  });

  test('gives the answer first and the commands last', () => {
    const { stdout } = explain('0x904', '0x7');
    const places = [
      '0x904 with extended 0x7',
      'does not name a cause',
      'cheaply',
      'rdp-cert-private-key-unreadable',
      'wevtutil epl "System"',
    ];
    const found = places.map((text) => stdout.replace(/\s+/g, ' ').indexOf(text));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });

  test('prints JSON for programs', () => {
    const { status, stdout } = explain('--json', '0xC000006D');
    const explanation = JSON.parse(stdout) as Explanation;
    expect(status).toBe(0);
    expect(explanation.schemaVersion).toBe(1);
    expect(explanation.codes[0]?.meanings[0]?.name).toBe('STATUS_LOGON_FAILURE');
    expect(explain('0xC000006D', '--json').stdout).toBe(stdout);
  });

  test.each([['xyzzy'], ['wrong-pasword'], ['99999999999'], ['x'.repeat(3000)], ['']])(
    'ends with 2 and says what can be asked where nothing is known: %.20s',
    (text) => {
      const { status, stdout, stderr } = explain(text);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr.startsWith('rdpwhy: ')).toBe(true);
      expect(stderr).not.toContain('    at ');
    },
  );

  test('says where to begin with a sentence of which nothing is known', () => {
    const { status, stderr } = explain('user cannot login');
    expect(status).toBe(2);
    expect(stderr).toContain("nothing known about 'user cannot login'");
    expect(stderr).toContain('another computer');
    expect(explain('xyzzy').stderr).not.toContain('another computer');
  });

  test('suggests what may have been meant', () => {
    expect(explain('wrong-pasword').stderr).toContain('did you mean wrong-password?');
  });

  test.each([
    '\u001b[31mred\u001b[0m',
    '\u001b]0;title\u0007 0x904',
    '\u202e0x904',
    '\u009b31m internal error',
  ])('lets nothing typed act on the terminal: %j', (text) => {
    const { stdout, stderr } = explain(text);
    // eslint-disable-next-line no-control-regex
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  test('says what can be asked', () => {
    const { status, stdout } = explain('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('rdpwhy explain 0x904 0x7');
    expect(explain().status).toBe(2);
  });
});

test('who pipes the words of a dialog where logs are read is told where to ask', () => {
  const { status, stderr } = rdpwhyOn(Buffer.from('Remote Desktop: error code 0x904\n'), '-');
  expect([status, stderr]).toEqual([3, expect.stringContaining("did you mean 'rdpwhy explain WORDS'?")]);
});
