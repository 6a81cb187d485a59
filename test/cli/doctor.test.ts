import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Doctor } from '../../src/model/doctor.ts';
import { needsBuild, rdpwhy } from '../support/built-program.ts';
import { folderForEach } from '../support/temporary-folder.ts';

const doctor = (...args: readonly string[]) => rdpwhy('doctor', ...args);

/** The built program, as a person runs it. */
describe('rdpwhy doctor', () => {
  let folder = '';
  needsBuild();
  folderForEach((made) => (folder = made));

  test('names the log that is not there, its machine and the command, the same each time', () => {
    cpSync('samples/wrong-password-nla-win10', folder, { recursive: true });
    rmSync(join(folder, 'Security.evtx'));
    const { status, stdout, stderr } = doctor(folder);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/On WS-07 .*\n.*Security[^]*> wevtutil epl "Security" "Security\.evtx" \/ow:true/);
    expect(doctor(folder).stdout).toBe(stdout);
  });

  test('prints JSON, and writes files by their endings', () => {
    const file = join(folder, 'doctor.json');
    const { status, stdout } = doctor('samples/healthy-day', '--json', '-o', join(folder, 'doctor.txt'));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      verdict: 'enough',
    } satisfies Partial<Doctor>);
    // What goes to a file is not printed as well.
    expect(doctor('samples/healthy-day', '--json', '-o', file).stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toBe(stdout);
  });

  test('ends with 3 where a path gave nothing readable, and says what to ask for all the same', () => {
    const { status, stdout, stderr } = doctor(folder);
    expect(status).toBe(3);
    expect(stderr).toContain('no event log below this folder');
    expect(stdout).toContain('wevtutil epl "Security"');
  });

  test.each([
    [[], 'expected logs'],
    [['--live', 'samples'], 'takes no path'],
    ...(process.platform === 'win32' ? [] : [[['--live'], 'this is not Windows'] as [string[], string]]),
  ])('ends with 2 for %j', (args, message) => {
    const { status, stdout, stderr } = doctor(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('says in its help that the live form was not run on Windows yet', () => {
    expect(doctor('--help').stdout.replaceAll(/\s+/g, ' ')).toContain('was not run on Windows yet');
  });
});
