import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { version } from '../../src/version.ts';

const sample = 'samples/wrong-password-nla-win10';
const rdpwhy = (...args: string[]) => run(args);
const run = (args: string[], input?: Uint8Array) =>
  spawnSync(process.execPath, ['bin/rdpwhy.js', ...args], { encoding: 'utf8', input, maxBuffer: 1 << 28 });

/** The built program, as a person runs it. */
describe('rdpwhy', () => {
  let folder = '';
  beforeAll(() => {
    expect(existsSync('dist/patterns.json'), 'npm run build comes first').toBe(true);
    folder = mkdtempSync(path.join(tmpdir(), 'rdpwhy-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string): string => path.join(folder, name);

  test('knows its version', () => {
    const { version: published } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(rdpwhy('--version').stdout.trim()).toBe(published);
    expect(version).toBe(published);
  });

  test('analyses by default', () => {
    const { status, stdout, stderr } = rdpwhy(sample);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toBe(rdpwhy('analyze', sample).stdout);
    expect(stdout.split('\n').every((line) => line.length <= 80 || /^ *> /.test(line))).toBe(true);
  });

  test('gives the same JSON twice, whatever the order of the inputs', () => {
    const logs = ['Security.evtx', 'System.evtx'].map((name) => `${sample}/${name}`);
    const first = rdpwhy('--json', ...logs).stdout;
    expect(rdpwhy('analyze', '--format', 'json', ...logs.toReversed()).stdout).toBe(first);
    expect((JSON.parse(first) as Report).schemaVersion).toBe(1);
  });

  test('reads standard input', () => {
    const bytes = readFileSync(`${sample}/Security.evtx`);
    const report = JSON.parse(run(['-', '--json'], bytes).stdout) as Report;
    expect(report.inputs[0]?.path).toBe('-');
    expect(report.inputs[0]?.records.read).toBeGreaterThan(0);
  });

  test('writes files by their ending', () => {
    const { status, stdout } = rdpwhy(sample, '-o', file('out.json'), '-o', file('out.txt'));
    expect([status, stdout]).toEqual([0, '']);
    expect((JSON.parse(readFileSync(file('out.json'), 'utf8')) as Report).tool.name).toBe('rdpwhy');
    expect(readFileSync(file('out.txt'), 'utf8')).toBe(rdpwhy(sample).stdout);
  });

  test('turns the outcome into an exit code when asked', () => {
    expect(rdpwhy(sample, '--exit-code').status).toBe(10);
    expect(rdpwhy('samples/healthy-day', '--exit-code').status).toBe(0);
  });

  test.each([
    ['an empty file', 'empty.evtx', '', /empty|no bytes/],
    ['a text file named .evtx', 'notes.evtx', 'dear diary, today I could not connect\n', /plain text/],
    ['a zip archive', 'logs.evtx', 'PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaa', /zip/],
  ])('says what is wrong with %s and analyses the rest', (_, name, content, message) => {
    writeFileSync(file(name), content);
    const { status, stdout, stderr } = rdpwhy(file(name), sample, '--json');
    expect(status).toBe(3);
    expect(stderr).toContain(name);
    expect(stderr).toMatch(message);
    const report = JSON.parse(stdout) as Report;
    expect(report.problems.some((problem) => problem.input.endsWith(name))).toBe(true);
    expect(report.causes[0]?.cause).toBe('wrong-password');
  });

  test('says that a path does not exist, and analyses the rest', () => {
    const { status, stdout, stderr } = rdpwhy('no/such/place', sample);
    expect(status).toBe(3);
    expect(stderr).toContain('no/such/place: no such file or folder');
    expect(stdout).toContain('password');
  });

  test('says that a folder holds no logs', () => {
    mkdirSync(file('bare'));
    const { status, stderr } = rdpwhy(file('bare'));
    expect(status).toBe(3);
    expect(stderr).toContain('no .evtx or .xml file below this folder');
  });

  test('reads what is left of a log cut in the middle of a record', () => {
    cpSync(sample, file('cut'), { recursive: true });
    const log = path.join(file('cut'), 'Security.evtx');
    writeFileSync(log, readFileSync(log).subarray(0, 4096 + 512 + 3000));
    const { status, stdout } = rdpwhy(file('cut'), '--json');
    const report = JSON.parse(stdout) as Report;
    expect(status).toBe(0);
    expect(report.problems.map((problem) => problem.code)).toContain('truncated');
    const input = report.inputs.find((candidate) => candidate.path === log);
    expect(input?.state).toBe('damaged');
    expect(input?.records.read).toBeGreaterThan(0);
  });

  test.each([
    [['--fromat', 'json']],
    [['--format', 'yaml', sample]],
    [['dump', '--format', 'yaml', sample]],
    [[]],
  ])('ends with 2 for a mistake on the command line: %j', (args) => {
    const { status, stdout, stderr } = rdpwhy(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('    at ');
  });

  test('counts the events that it would read, with nothing else', () => {
    const { status, stdout, stderr } = rdpwhy('timeline', '--raw', '--quiet', sample);
    const [, events, records] = /^(\d+) of (\d+) records can bear on a connection\n$/.exec(stdout) ?? [];
    expect([status, stderr]).toEqual([0, '']);
    const report = JSON.parse(rdpwhy('--json', sample).stdout) as Report;
    const read = report.inputs.reduce((sum, input) => sum + input.records.read, 0);
    const kept = report.inputs.reduce((sum, input) => sum + input.records.events, 0);
    expect(Number(records)).toBe(read);
    expect(Number(events)).toBeGreaterThanOrEqual(kept);
    expect(rdpwhy('timeline', '--raw', 'nowhere').status).toBe(3);
  });

  test('prints the timeline in order', () => {
    const lines = rdpwhy('timeline', sample).stdout.trim().split('\n');
    const times = lines.map((line) => line.slice(0, 27));
    expect(times).toEqual(times.toSorted());
    expect(lines.length).toBeGreaterThan(20);
  });

  test('dumps every record as JSON lines', () => {
    const report = JSON.parse(rdpwhy(sample, '--json').stdout) as Report;
    const lines = rdpwhy('dump', sample).stdout.trim().split('\n');
    expect(lines).toHaveLength(report.inputs.reduce((sum, input) => sum + input.records.read, 0));
    const record = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(Object.keys(record)).toEqual(
      expect.arrayContaining(['recordId', 'time', 'provider', 'eventId', 'fields']),
    );
  });
});
