import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { needsBuild, rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/gateway-refusal';

describe('rdpwhy --redact', () => {
  let folder = '';
  needsBuild();
  folderForAll((made) => (folder = made));
  const file = (name: string): string => path.join(folder, name);
  const jsonOf = (stdout: string): Report => JSON.parse(stdout) as Report;

  test('takes another key each time, and says that names are pseudonyms', () => {
    const [one, other] = [rdpwhy('--redact', sample), rdpwhy('--redact', sample)];
    expect([one.status, one.stderr]).toEqual([0, '']);
    expect(one.stdout).toContain('Names and addresses here are pseudonyms');
    expect(one.stdout).not.toMatch(/RDG01|\bbob\b|198\.51\.100/);
    expect(one.stdout).not.toBe(other.stdout);
  });

  test('with a mapping gives the same pseudonyms again, for other logs too, and reveal turns them back', () => {
    const map = file('map.json');
    const first = rdpwhy(sample, '--json', '--redact-map', map);
    expect(first.status).toBe(0);
    expect(first.stderr).toContain('keep it to yourself');
    if (process.platform !== 'win32') expect(statSync(map).mode & 0o777).toBe(0o600);
    const other = rdpwhy('samples/license-cal-type', '--json', '--redact-map', map, '-o', file('b.json'));
    expect(other.status).toBe(0);
    expect(rdpwhy(sample, '--json', '--redact-map', map, '--quiet')).toMatchObject({
      stdout: first.stdout,
      stderr: '',
    });

    writeFileSync(file('a.json'), first.stdout);
    for (const [name, logs] of [
      ['a', sample],
      ['b', 'samples/license-cal-type'],
    ] as const) {
      const hosts = (text: string) =>
        jsonOf(text)
          .hosts.map(({ name }) => name)
          .sort();
      const back = rdpwhy('reveal', file(`${name}.json`), '--redact-map', map);
      expect(hosts(back.stdout)).toEqual(hosts(rdpwhy('--json', logs).stdout));
    }
    expect(rdpwhy('reveal', file('a.json'), '--redact-map', map, '-o', file('back.json')).stdout).toBe('');
    expect(jsonOf(readFileSync(file('back.json'), 'utf8')).redacted).toContain('turned back');
  });

  test.each([
    ['a report', [sample, '-o'], 'both.json'],
    ['a timeline', ['timeline', sample, '-o'], 'both.csv'],
    ['a case pack', ['pack', sample, '-o'], 'both.zip'],
    ['the verdicts of a following', ['-f', '-', '-o'], 'both.ndjson'],
  ])('%s is not written over the mapping, there already or not', (_, words, name) => {
    const lost = (output: string): void => {
      const { status, stdout, stderr } = rdpwhy(...words, output, '--redact-map', file(name));
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`'${output}' is the private mapping, and would be lost`);
    };
    const byAnotherName = `${folder}/../${path.basename(folder)}/${name}`;
    for (const output of [file(name), byAnotherName]) lost(output);
    expect(existsSync(file(name))).toBe(false);

    rdpwhy(sample, '--redact-map', file(name), '-o', file('other.txt'));
    const mapping = readFileSync(file(name), 'utf8');
    for (const output of [file(name), byAnotherName]) lost(output);
    expect(readFileSync(file(name), 'utf8')).toBe(mapping);
  });

  test('the state of a following is not written over the mapping', () => {
    const words = ['bin/rdpwhy.js', '-f', sample, '--state', file('both.state')];
    const { status, stderr } = spawnSync(
      process.execPath,
      [...words, '--redact-map', file('both.state')],
      // Otherwise it would follow for ever.
      { encoding: 'utf8', timeout: 10_000 },
    );
    expect([status, stderr]).toEqual([2, expect.stringContaining('is the private mapping')]);
    expect(existsSync(file('both.state'))).toBe(false);
  });

  test('reveal does not write over the mapping', () => {
    const map = file('kept.json');
    rdpwhy(sample, '--redact-map', map, '-o', file('kept.md'));
    const before = readFileSync(map, 'utf8');
    const { status, stderr } = rdpwhy('reveal', file('kept.md'), '--redact-map', map, '-o', map);
    expect([status, stderr]).toEqual([2, expect.stringContaining('is the private mapping')]);
    expect(readFileSync(map, 'utf8')).toBe(before);
  });

  test('reveal says so where the mapping is of another run, and leaves the report as it is', () => {
    const [own, other] = [file('own.json'), file('other.json')];
    rdpwhy(sample, '--redact-map', own, '-o', file('own.md'));
    rdpwhy(sample, '--redact-map', other, '-o', file('other.md'));
    const { status, stdout, stderr } = rdpwhy('reveal', file('own.md'), '--redact-map', other);
    expect([status, stdout]).toEqual([0, readFileSync(file('own.md'), 'utf8')]);
    expect(stderr).toContain(`no pseudonym of ${other} stands in ${file('own.md')}`);
    expect(rdpwhy('reveal', file('own.md'), '--redact-map', own).stderr).toBe('');
  });

  test('tells who typed a path of that path, and nobody else', () => {
    const missing = file('alice/Security.evtx');
    const { status, stdout, stderr } = rdpwhy('--redact', missing, '--json');
    expect(status).toBe(3);
    expect(stderr).toContain(missing);
    expect(stdout).not.toContain('alice');
  });

  test('reaches the timeline', () => {
    const { status, stdout } = rdpwhy('timeline', '--redact', sample);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/RDG01|\bbob\b|198\.51\.100/);
  });

  test('tells mistakes', () => {
    writeFileSync(file('no-map.json'), '{}');
    const usage = (...args: string[]) => {
      const { status, stderr } = rdpwhy(...args);
      expect(status).toBe(2);
      return stderr;
    };
    expect(usage(sample, '--redact-map', file('no-map.json'))).toContain('no private mapping');
    expect(usage('reveal', file('a.json'), '--redact-map', file('none.json'))).toContain('there is no');
    expect(usage('reveal', file('a.json'))).toContain('--redact-map');
  });
});
