import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../src/cli/commands/analyze.ts';
import type { Report } from '../../src/model/report.ts';
import type { Confidence } from '../../src/model/vocabulary.ts';
import { diffRenderers, formatsByEnding, timelineRenderers } from '../../src/render.ts';
import { version } from '../../src/version.ts';
import { reportWith } from '../report/sample-report.ts';
import { needsBuild, rdpwhy, rdpwhyOn } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';

/** The built program, as a person runs it. */
describe('rdpwhy', () => {
  let folder = '';
  needsBuild();
  folderForAll((made) => (folder = made));
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
    const report = JSON.parse(rdpwhyOn(bytes, '-', '--json').stdout) as Report;
    expect(report.inputs[0]?.path).toBe('-');
    expect(report.inputs[0]?.records.read).toBeGreaterThan(0);
  });

  test('reads JSON lines from standard input, and of the JSON files in a folder those that are logs', () => {
    const dump = rdpwhy('dump', sample).stdout;
    const attempts = (text: string): unknown =>
      (JSON.parse(text) as Report).attempts.map(({ id, outcome, diagnosis }) => [
        id,
        outcome,
        diagnosis?.cause,
      ]);
    const expected = attempts(rdpwhy(sample, '--json').stdout);
    const piped = rdpwhyOn(Buffer.from(dump), '-', '--json').stdout;
    expect(attempts(piped)).toEqual(expected);
    expect((JSON.parse(piped) as Report).inputs[0]?.format).toBe('json');
    const logs = file('collected');
    mkdirSync(logs);
    writeFileSync(path.join(logs, 'all.jsonl'), dump);
    rdpwhy(sample, '-o', path.join(logs, 'report.json'));
    const { stdout } = rdpwhy(logs, '--json');
    expect(attempts(stdout)).toEqual(expected);
    expect((JSON.parse(stdout) as Report).inputs).toHaveLength(1);
  });

  test('writes files by their ending', () => {
    const { status, stdout } = rdpwhy(sample, '-o', file('out.json'), '-o', file('out.txt'));
    expect([status, stdout]).toEqual([0, '']);
    expect((JSON.parse(readFileSync(file('out.json'), 'utf8')) as Report).tool.name).toBe('rdpwhy');
    expect(readFileSync(file('out.txt'), 'utf8')).toBe(rdpwhy(sample).stdout);
  });

  test('writes every format to a file, of reports, comparisons and timelines, as it prints it', () => {
    const all = Object.entries(formatsByEnding);
    const commands: [string[], typeof all][] = [
      [[sample], all],
      [['diff', sample], all.filter(([, format]) => format in diffRenderers)],
      [['timeline', sample], all.filter(([, format]) => format in timelineRenderers)],
    ];
    for (const [command, endings] of commands) {
      const outputs = endings.flatMap(([ending]) => ['-o', file(`all${ending}`)]);
      expect(rdpwhy(...command, ...outputs)).toMatchObject({ status: 0, stdout: '', stderr: '' });
      for (const [ending, format] of endings) {
        const printed = rdpwhy(...command, '--format', format).stdout;
        expect(readFileSync(file(`all${ending}`), 'utf8') === printed, `${command.join(' ')} ${ending}`).toBe(
          true,
        );
      }
    }
    expect(rdpwhy('diff', sample, '-o', file('all.jsonl')).stderr).toContain('.ndjson');
  });

  test.skipIf(process.platform === 'win32').each([[[]], [['--quiet']], [['timeline']]])(
    'Ctrl-C while it reads ends it with a word: %j',
    async (args) => {
      const child = spawn(process.execPath, ['bin/rdpwhy.js', ...args, '-']);
      let told = '';
      child.stderr.on('data', (data) => (told += String(data)));
      // It has begun to read when it takes more than a pipe holds.
      await new Promise<void>((resolve) => child.stdin.write('x'.repeat(1 << 20), () => resolve()));
      child.kill('SIGINT');
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect(code).toBe(130);
      expect(told).toBe(
        args.includes('--quiet') ? '' : 'rdpwhy: interrupted while reading; there is no report\n',
      );
    },
  );

  test('turns the outcome into an exit code when asked', () => {
    expect(rdpwhy(sample, '--exit-code').status).toBe(10);
    expect(rdpwhy('samples/healthy-day', '--exit-code').status).toBe(0);
  });

  test('calls nothing explained that is only possibly so', () => {
    const base = reportWith('alice');
    const codeWith = (confidence: Confidence): number =>
      codeOf({ ...base, causes: base.causes.map((cause) => ({ ...cause, confidence })) });
    expect(codeWith('likely')).toBe(10);
    expect(codeWith('possible')).toBe(11);
  });

  test.each([
    ['an empty file', 'empty.evtx', '', /empty|no bytes/],
    ['a text file named .evtx', 'notes.evtx', 'dear diary, today I could not connect\n', /plain text/],
    [
      'a zip archive',
      'logs.evtx',
      'PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaa',
      /a zip archive: it is damaged or cut short/,
    ],
    [
      'a zip archive without files',
      'none.zip',
      `PK\u0005\u0006${'\u0000'.repeat(18)}`,
      /no event log among its 0 files/,
    ],
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

  test('names the command that a mistyped one was meant to be', () => {
    expect(rdpwhy('expalin', '0x904').stderr).toContain("did you mean 'rdpwhy explain'?");
    expect(rdpwhy('no-such-logs').stderr).not.toContain('did you mean');
    expect(rdpwhy('0x904').stderr).toContain("did you mean 'rdpwhy explain 0x904'?");
    expect(rdpwhy('an internal error').stderr).toContain("'rdpwhy explain an internal error'");
  });

  test('prints no report where no path is there, and is not silent with --quiet', () => {
    expect(rdpwhy('no-such-logs')).toMatchObject({ status: 3, stdout: '' });
    expect(rdpwhy('no-such-logs', '-q').stdout).toContain('Nothing can be said');
    expect(rdpwhy('no-such-logs', '--json').stdout).toContain('"not-found"');
  });

  test('counts no file for a log that is none', () => {
    expect(rdpwhy(sample, 'README.md').stdout).toContain(rdpwhy(sample).stdout.split('\n')[1] ?? '');
  });

  test.each([
    [['no/such/\u001b[31mplace']],
    [[sample, '--at', '\u001b[31m']],
    [[sample, '--format', '\u001b[31m']],
    [['--\u001b[31m', sample]],
    [['patterns', 'list', '--\u001b[31m']],
  ])('lets nothing that was typed act on the terminal: %j', (args) => {
    const { status, stdout, stderr } = rdpwhy(...args);
    expect(status).toBeGreaterThan(0);
    expect(stderr).toContain('\\u001b[31m');
    expect(stdout + stderr).not.toContain('\u001b');
  });

  test('says that a folder holds no logs', () => {
    mkdirSync(file('bare'));
    const { status, stderr } = rdpwhy(file('bare'));
    expect(status).toBe(3);
    expect(stderr).toContain('no event log below this folder');
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
