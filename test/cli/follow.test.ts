import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderForEach } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';
let folder = '';
folderForEach((made) => (folder = made));

/** Follows until so many lines were printed, then ends it as a person does. */
async function followUntil(
  lines: number,
  ...args: readonly string[]
): Promise<{ stdout: string; code: number }> {
  const child = spawn(process.execPath, ['bin/rdpwhy.js', '--follow', ...args]);
  let stdout = '';
  let isEnded = false;
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    if (isEnded || stdout.split('\n').length <= lines) return;
    isEnded = child.kill('SIGINT');
  });
  const [code] = (await once(child, 'close')) as [number];
  return { stdout, code };
}

describe('rdpwhy --follow', () => {
  test('prints a line for each attempt, and the report when it is ended', async () => {
    const { stdout, code } = await followUntil(4, sample, '--settle', '0', '--poll-interval', '20');
    expect(code).toBe(0);
    expect(stdout.match(/failed: The password was wrong/g)).toHaveLength(3);
    expect(stdout).toContain('What to do');
  });

  test('reads logs that appear in a folder, and goes on with its state without saying anything twice', async () => {
    const output = join(folder, 'verdicts.ndjson');
    const logs = join(folder, 'logs');
    cpSync(sample, logs, { recursive: true });
    const args = [
      logs,
      '--format',
      'ndjson',
      '--state',
      join(folder, 'state'),
      '-o',
      output,
      '--settle',
      '0',
    ];
    await followUntil(3, ...args, '--poll-interval', '20');
    const said = readFileSync(output, 'utf8').trim().split('\n');
    expect(said).toHaveLength(4);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ type: 'verdict', revision: 1, change: 'new' });
    const again = spawn(process.execPath, ['bin/rdpwhy.js', '-f', ...args, '--poll-interval', '20']);
    setTimeout(() => again.kill('SIGINT'), 1500);
    await once(again, 'close');
    expect(readFileSync(output, 'utf8').trim().split('\n')).toEqual(said);
  });

  test.skipIf(process.platform === 'win32')(
    'without a path asks for one: only Windows has live channels',
    () => {
      const { stderr, status } = spawnSync(process.execPath, ['bin/rdpwhy.js', '--follow'], {
        encoding: 'utf8',
      });
      expect(stderr).toContain('name files or folders to follow');
      expect(status).toBe(2);
    },
  );

  test.each([
    [['--hash'], 'a log that grows has no checksum'],
    [['--redact', '--state', 'x'], '--redact with --state needs --redact-map'],
    [['-', '--state', 'x'], '--state is not for what is piped in'],
    [['--on-verdict', 'a', '--on-verdict-shell', 'b'], 'found both'],
    [['--on-verdict-arg', 'a'], 'for a program named with --on-verdict'],
    [['--user', ' '], 'expected a name after --user'],
    [['--format', 'html'], "unknown format 'html' while following; known: terminal, ndjson"],
    [['-o', 'x.html'], 'name a .ndjson file'],
  ])('refuses %j', (args, message) => {
    const { stderr, status } = spawnSync(process.execPath, ['bin/rdpwhy.js', '-f', sample, ...args], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
