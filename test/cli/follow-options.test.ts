import { spawn, spawnSync, execFileSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { program } from '../support/programs.ts';
import { folderForEach } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';
const quick = ['--settle', '0', '--poll-interval', '20'];
let folder = '';
folderForEach((made) => (folder = made));

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

const start = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['bin/rdpwhy.js', '--follow', ...args]);

/** Waits for the end; ends it as a person does when so many lines were printed. */
async function ended(child: ChildProcessWithoutNullStreams, lines = Infinity): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  let isTold = false;
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    // A second one would end it at once.
    if (!isTold && stdout.split('\n').length > lines) isTold = child.kill('SIGINT');
  });
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { stdout, stderr, code };
}

/** The sample's events as exported XML, in the order of time. */
function exported(): string {
  const args = ['bin/rdpwhy.js', 'dump', sample, '--format', 'xml'];
  const events =
    execFileSync(process.execPath, args, { encoding: 'utf8' }).match(/<Event[ >].*?<\/Event>/gs) ?? [];
  const timeOf = (event: string): string => /SystemTime=["']([^"']+)/.exec(event)?.[1] ?? '';
  return `<Events>${events.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1)).join('\n')}</Events>`;
}

/** A refused logon, as an exported event. */
const refusal = (who: number): string =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>` +
  `<Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4625</EventID><EventRecordID>${who}</EventRecordID>` +
  `<TimeCreated SystemTime="2026-03-14T09:0${who}:00Z"/><Channel>Security</Channel><Computer>RDS01</Computer></System>` +
  `<EventData><Data Name="TargetUserName">user${who}</Data><Data Name="IpAddress">203.0.113.${who}</Data>` +
  `<Data Name="LogonType">10</Data><Data Name="Status">0xc000006d</Data><Data Name="SubStatus">0xc000006a</Data>` +
  `</EventData></Event>\n`;

async function writeSlowly(to: Writable, text: string): Promise<void> {
  for (let from = 0; from < text.length; from += 9001) {
    to.write(text.slice(from, from + 9001));
    await wait(5);
  }
  to.end();
}

describe('a log that is piped in', () => {
  test('is followed to its end, and then there is the report', async () => {
    const child = start('-', ...quick, '--exit-code');
    const result = ended(child);
    await writeSlowly(child.stdin, exported());
    const { stdout, code } = await result;
    expect(stdout.match(/failed: The password was wrong/g)).toHaveLength(3);
    expect(stdout).toContain('What to do');
    expect(code).toBe(10);
  });

  test.skipIf(process.platform === 'win32')(
    'may come by a named pipe, whose writer comes later',
    async () => {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const child = start(pipe, ...quick);
      const result = ended(child);
      await wait(700);
      await writeSlowly(createWriteStream(pipe), exported());
      const { stdout, code } = await result;
      expect(stdout.match(/failed: The password was wrong/g)).toHaveLength(3);
      expect(code).toBe(0);
    },
  );

  test.skipIf(process.platform === 'win32')('lets Ctrl-C end it while it waits', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '-']) {
      const child = start(path, ...quick);
      const result = ended(child);
      await wait(3000);
      child.kill('SIGINT');
      expect((await result).code).toBe(0);
    }
  });

  test('that is none is told', async () => {
    const child = start('-', ...quick);
    const result = ended(child);
    child.stdin.end('no log at all');
    const { stderr, code } = await result;
    expect(stderr).toContain('-: expected an event log, found plain text');
    expect(code).toBe(0);
  });
});

describe('a program for each verdict', () => {
  test.skipIf(process.platform === 'win32')('gets each as JSON', async () => {
    const out = join(folder, 'out');
    const hook = program(folder, 'hook', 'cat >> "$1"');
    await ended(
      start(sample, ...quick, '--format', 'ndjson', '--on-verdict', hook, `--on-verdict-arg=${out}`),
      4,
    );
    const told = readFileSync(out, 'utf8').trim().split('\n');
    const said = told.map((line) => JSON.parse(line) as { type: string; attempt: { outcome: string } });
    expect(said.map(({ type, attempt }) => `${type} ${attempt.outcome}`).sort()).toEqual([
      'verdict failed',
      'verdict failed',
      'verdict failed',
      'verdict succeeded',
    ]);
  });

  test.skipIf(process.platform === 'win32')('gets a failure that shows in no attempt', async () => {
    const out = join(folder, 'out');
    const hook = program(folder, 'hook', 'cat >> "$1"');
    await ended(
      start('samples/gateway-refusal/RDG01', ...quick, '--on-verdict', hook, `--on-verdict-arg=${out}`),
      1,
    );
    const told = readFileSync(out, 'utf8').trim().split('\n');
    expect(told.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        type: 'host-verdict',
        change: 'new',
        host: 'RDG01.corp.example',
        cause: { cause: 'rdg-rap-denied', failure: true, accounts: ['CORP\\bob'] },
      },
    ]);
  });

  test('says what went wrong, once each, and nothing with --quiet', async () => {
    const args = [sample, ...quick, '--on-verdict-shell', 'exit 7'];
    const { stderr } = await ended(start(...args), 4);
    expect(stderr.match(/'exit 7' ended with exit code 7/g)).toHaveLength(1);
    expect((await ended(start(...args, '--quiet'), 4)).stderr).toBe('');
  });
});

describe('while following', () => {
  test('a stated symptom heads the report', async () => {
    const { stdout } = await ended(start(sample, ...quick, '--user', 'bob', '--code', '0x204'), 4);
    expect(stdout).toMatch(/0x204/);
  });

  test('pseudonyms stand in every output, and the mapping turns them back', async () => {
    const map = join(folder, 'map.json');
    const output = join(folder, 'out.ndjson');
    const { stdout, stderr } = await ended(start(sample, ...quick, '--redact-map', map, '-o', output), 4);
    const written = readFileSync(output, 'utf8');
    for (const text of [stdout, written]) expect(text).not.toMatch(/\bbob\b|WS-07|10\.20\.30\.44/i);
    expect(stderr).toContain('keep it to yourself');
    writeFileSync(join(folder, 'report.txt'), stdout);
    const { stdout: real } = spawnSync(
      process.execPath,
      ['bin/rdpwhy.js', 'reveal', join(folder, 'report.txt'), '--redact-map', map],
      { encoding: 'utf8' },
    );
    expect(real).toContain('WS-07\\bob');
    expect(real).toContain('10.20.30.44');
  });

  test('nothing is said of what was there at the start, where that is asked for', async () => {
    const grown = join(folder, 'grown.xml');
    const [early, late] = [refusal(1), refusal(2)];
    writeFileSync(grown, early);
    const child = start(
      folder,
      ...quick,
      '--format',
      'ndjson',
      '--from-now',
      '--state',
      join(folder, 'state'),
    );
    const result = ended(child, 1);
    // What was there was read when the state says so.
    while (!existsSync(join(folder, 'state')) || readFileSync(join(folder, 'state')).length < 500)
      await wait(20);
    appendFileSync(grown, late);
    const { stdout, stderr, code } = await result;
    const said = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Verdict);
    expect(said.map(({ attempt }) => attempt.account?.name)).toEqual(['user2']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  test('archives are told once, for they are not followed, whenever they come', async () => {
    const pack = (name: string): void => writeFileSync(join(folder, name), 'PK\u0003\u0004');
    for (const name of ['case.zip', 'old.gz']) pack(name);
    const child = start(folder, ...quick);
    child.stderr.once('data', () => {
      pack('later.zip');
      writeFileSync(join(folder, 'later.xml'), refusal(1));
    });
    const { stderr } = await ended(child, 1);
    const why = 'archives are not followed; unpack them, or analyze them without --follow\n';
    expect(stderr).toBe(
      `rdpwhy: ${join(folder, 'case.zip')} and 1 more: ${why}rdpwhy: ${join(folder, 'later.zip')}: ${why}`,
    );
  });

  test('a pattern takes what matches it later, too, but nothing that the run itself writes', async () => {
    const [state, output] = [join(folder, 'state'), join(folder, 'out.ndjson')];
    const child = start(join(folder, '*'), ...quick, '--state', state, '-o', output);
    const result = ended(child, 2);
    while (!existsSync(`${state}.lock`)) await wait(20);
    await wait(200);
    writeFileSync(join(folder, 'first.xml'), refusal(1));
    await wait(200);
    writeFileSync(join(folder, 'second.xml'), refusal(2));
    const { stdout, stderr, code } = await result;
    expect(stdout).toMatch(/user1 +failed[^]*user2 +failed/);
    expect(stderr).toMatch(
      /\*: no file or folder matches this pattern: .*; what matches it later is followed\n$/,
    );
    expect(code).toBe(0);
  });

  test('a reader that goes away ends it quietly, with what it wrote whole and its state free', async () => {
    const [state, output] = [join(folder, 'state'), join(folder, 'out.ndjson')];
    const child = start('samples', ...quick, '--format', 'ndjson', '--state', state, '-o', output);
    const result = ended(child);
    child.stdout.once('data', () => child.stdout.destroy());
    const { stderr, code } = await result;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(existsSync(`${state}.lock`)).toBe(false);
    const lines = readFileSync(output, 'utf8').trim().split('\n');
    const types = new Set(lines.map((line) => (JSON.parse(line) as { type: string }).type));
    expect(types).toEqual(new Set(['verdict', 'host-verdict']));
  });

  test.skipIf(process.platform === 'win32')(
    'a disk that is full ends it with a sentence and the report',
    () => {
      const [state, output] = [join(folder, 'state'), join(folder, 'out.ndjson')];
      const args = [sample, '--follow', ...quick, '--state', state, '-o', output];
      // Files may not grow beyond a few kilobytes.
      const { stdout, stderr, status } = spawnSync(
        'sh',
        ['-c', 'ulimit -f 4; exec "$0" "$@"', process.execPath, 'bin/rdpwhy.js', ...args],
        { encoding: 'utf8', timeout: 20_000 },
      );
      expect(stderr.trim().split('\n')).toEqual([
        expect.stringMatching(/cannot write .*; the following ended there$/),
      ]);
      expect(stdout).toContain('What to do');
      expect(status).toBe(1);
      expect(existsSync(`${state}.lock`)).toBe(false);
    },
  );

  test('the help says which output it takes', () => {
    const { stdout } = spawnSync(process.execPath, ['bin/rdpwhy.js', 'analyze', '--help'], {
      encoding: 'utf8',
    });
    const ofOutput = /--output <file>(.*?)--follow {2}/s.exec(stdout)?.[1] ?? '';
    expect(ofOutput.replaceAll(/\s+/g, ' ')).toContain('with --follow one file');
    expect(ofOutput.replaceAll(/\s+/g, ' ')).toContain('only .ndjson');
  });

  test.each([['--settle', '5'], ['--from-now'], ['--on-verdict', 'x'], ['--poll-interval', '5']])(
    'and only then there is %s',
    (...args) => {
      const { stderr, status } = spawnSync(process.execPath, ['bin/rdpwhy.js', sample, ...args], {
        encoding: 'utf8',
      });
      expect(stderr).toContain(`${args[0]} is for --follow`);
      expect(status).toBe(2);
    },
  );
});
