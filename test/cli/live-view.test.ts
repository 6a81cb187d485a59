import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { growingHost } from '../support/growing-host.ts';
import { createRandom } from '../support/scenarios/random.ts';
import { simulateHost } from '../support/simulate/simulate.ts';
import { program } from '../support/programs.ts';
import { hasTerminals, openTerminal } from '../support/terminal.ts';
import { folderForEach } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';
const quick = ['--settle', '0', '--poll-interval', '50'];
let folder = '';
folderForEach((made) => (folder = made));

/** The escape sequences that take a screen have been taken back. */
const isRestored = (output: string): boolean =>
  output.lastIndexOf('\u001b[?25h') > output.lastIndexOf('\u001b[?25l') &&
  output.lastIndexOf('\u001b[?7h') > output.lastIndexOf('\u001b[?7l') &&
  output.lastIndexOf('\u001b[?1049l') > output.lastIndexOf('\u001b[?1049h');

/** Without util-linux's `script` there is no terminal to look at. */
describe.skipIf(!hasTerminals)('the live view in a terminal (needs script, of util-linux)', () => {
  test('shows attempts, fits the screen when it changes, and leaves it as it was with the summary', async () => {
    const terminal = openTerminal(['-f', sample, ...quick]);
    await terminal.until(/bob +worked/);
    expect(terminal.screen()[0]).toMatch(/^Following 5 logs .* UTC$/);
    expect(terminal.screen()[23]).toMatch(/183 records · no gaps/);
    expect(terminal.screen().join('\n')).toMatch(
      /Causes +last hour {2}in all\n The password was wrong: bob +\d+ +3\n/,
    );
    expect(terminal.isOwnScreen()).toBe(false);

    terminal.resize(50, 12);
    await terminal.until(/^Following 5 logs {10,15}\d{4}.*UTC\n/);
    expect(terminal.screen()).toHaveLength(12);
    expect(terminal.screen()[11]).toBe('Ctrl-C ends it');
    terminal.resize(200, 50);
    await terminal.until(/records · no gaps · Ctrl-C ends it$/);
    expect(terminal.screen()).toHaveLength(50);

    terminal.type('\u0003');
    expect(await terminal.ended).toBe(0);
    expect(terminal.isOwnScreen()).toBe(true);
    expect(isRestored(terminal.output())).toBe(true);
    const shown = terminal.screen().join('\n');
    expect(shown).not.toContain('Following');
    expect(shown).toContain('Attempts of 2024-09-03');
  });

  test('shows an attempt open before it is judged, in one line', async () => {
    const records = [
      ...simulateHost({ hosts: 3, attempts: 3, seed: 5, noise: 0, missing: 0 }, 0, () => {}),
    ].sort((a, b) => a.filed - b.filed);
    const host = growingHost(folder, records, createRandom(5), ['grows']);
    const terminal = openTerminal(['-f', folder, '--settle', '2', '--poll-interval', '50'], { columns: 120 });
    await terminal.until(/No logs to follow yet/);
    let wasOpen = false;
    for (const step of host.steps) {
      host.grow(step);
      await wait(60);
      wasOpen ||= / open +so far: /.test(terminal.screen().join('\n'));
    }
    expect(wasOpen).toBe(true);
    await terminal.until(/ 0 open/);
    const rows = terminal.screen().filter((line) => /^ [\d: -]+ {2}\S+/.test(line));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toMatch(/ (failed|worked|client left|unclear|broke off|still open) /);
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(0);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('gives the screen back on %s', async (name) => {
    const terminal = openTerminal(['-f', sample, ...quick]);
    await terminal.until(/bob/);
    terminal.signal(name);
    expect(await terminal.ended).toBe(0);
    expect(terminal.isOwnScreen()).toBe(true);
    expect(isRestored(terminal.output())).toBe(true);
  });

  test('ends soon while it reads what is there, with the report of that part', async () => {
    const text = readFileSync(join(sample, 'Security.evtx'));
    const other = {
      Channel: 'System',
      Computer: 'RDS01',
      ProviderName: 'x',
      EventID: 1,
      Text: 'x'.repeat(900),
    };
    const line = `${JSON.stringify({ ...other, TimeCreated: '2026-03-14 09:00:00 +0000' })}\n`;
    writeFileSync(join(folder, 'a.evtx'), text);
    writeFileSync(join(folder, 'b.json'), line.repeat(120_000));
    const terminal = openTerminal(['-f', folder, ...quick]);
    await terminal.until(/^Reading what is there … [1-9]\d? % · Ctrl-C ends it\n/);
    const begun = performance.now();
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(0);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(terminal.isOwnScreen()).toBe(true);
    expect(isRestored(terminal.output())).toBe(true);
    expect(terminal.output()).toContain('Attempts of 2024-09-03');
    expect(terminal.output()).toMatch(/rdpwhy: the following ended when \d+ % of what was there was read/);
  });

  test('gives the screen back after an error', async () => {
    const map = join(folder, 'place', 'map.json');
    mkdirSync(join(folder, 'place'));
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    const terminal = openTerminal(['-f', logs, '--redact-map', map, ...quick]);
    await terminal.until(/No logs/);
    // The mapping of the first names has no place any more.
    rmSync(join(folder, 'place'), { recursive: true });
    cpSync(sample, logs, { recursive: true });
    expect(await terminal.ended).toBe(2);
    expect(terminal.isOwnScreen()).toBe(true);
    expect(isRestored(terminal.output())).toBe(true);
    expect(terminal.screen().join('\n')).toContain('cannot write');
  });

  test('gives the screen back while it is stopped, and takes it again', async () => {
    const terminal = openTerminal(['-f', sample, ...quick]);
    await terminal.until(/bob/);
    terminal.signal('SIGTSTP');
    // The terminal stops with its program, and may show what that wrote before when both go on.
    await wait(500);
    terminal.signal('SIGCONT');
    const taken = (): readonly string[] => terminal.output().split('\u001b[?1049h');
    await expect.poll(() => taken().length, { timeout: 20_000 }).toBe(3);
    expect(isRestored(taken().slice(0, 2).join('\u001b[?1049h'))).toBe(true);
    await terminal.until(/Following 5 logs/);
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(0);
  });

  test('ends at once at the second Ctrl-C, with the screen given back', async () => {
    const slow = program(folder, 'slow', 'sleep 8');
    const terminal = openTerminal(['-f', sample, ...quick, '--on-verdict', slow]);
    await terminal.until(/bob +worked/);
    const begun = performance.now();
    terminal.type('\u0003');
    await terminal.until(/In the background/);
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    expect(performance.now() - begun).toBeLessThan(6000);
    expect(terminal.isOwnScreen()).toBe(true);
  });

  test('is not there with --no-live, on a dumb terminal, and for lines of JSON', async () => {
    for (const [args, env] of [
      [['--no-live'], {}],
      [[], { TERM: 'dumb' }],
      [['--format', 'ndjson'], {}],
    ] as const) {
      const terminal = openTerminal(['-f', sample, ...quick, ...args], { env, rows: 100 });
      await expect.poll(() => terminal.output().split('\n').length, { timeout: 20_000 }).toBeGreaterThan(4);
      terminal.type('\u0003');
      expect(await terminal.ended).toBe(0);
      expect(terminal.output()).not.toContain('\u001b[?1049h');
    }
  });

  test('shows what goes wrong on the screen, and says it again when that is given back', async () => {
    const terminal = openTerminal(['-f', sample, join(folder, 'none'), ...quick, '--on-verdict', '/no/such']);
    await terminal.until(/'\/no\/such' could not be run/);
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(0);
    expect(terminal.output()).toMatch(/rdpwhy: .*none: no such file or folder.*; it is waited for/);
    expect(terminal.output()).toMatch(/rdpwhy: '\/no\/such' could not be run/);
  });

  test('shows pseudonyms alone where it is told to', async () => {
    const map = join(folder, 'map.json');
    const terminal = openTerminal(['-f', sample, ...quick, '--redact-map', map, '--user', 'bob']);
    await terminal.until(/>\d.*worked/);
    expect(existsSync(map)).toBe(true);
    const known = readFileSync(map, 'utf8');
    const name = Object.entries((JSON.parse(known) as { tokens: Record<string, string> }).tokens).find(
      ([, original]) => original === 'bob',
    )?.[0];
    expect(terminal.screen().join('\n')).toContain(name);
    expect(terminal.screen().join('\n')).not.toContain('bob');
    writeFileSync(map, known);
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(0);
    expect(terminal.output()).not.toMatch(/\bbob\b/);
  });
});
