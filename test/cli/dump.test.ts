import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { rdpwhy, rdpwhyOn } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';
const log = `${sample}/Security.evtx`;

const run = (args: readonly string[], input?: Uint8Array) => rdpwhyOn(input, 'dump', ...args);
const linesOf = (text: string): string[] => text.trimEnd().split('\n');

/** The built program, as a person runs it. */
describe('rdpwhy dump', () => {
  let folder = '';
  folderForAll((made) => (folder = made));

  test('prints flat JSON lines by default', () => {
    const { status, stdout, stderr } = run([log]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const line of linesOf(stdout)) {
      const record = JSON.parse(line) as { time: string };
      expect(record.time).toMatch(/\.\d{7}Z$/);
      expect(record).toHaveProperty('fields');
    }
    expect(run([log, '--format', 'ndjson', '--shape', 'flat']).stdout).toBe(stdout);
  });

  test('writes to a file what it would print', () => {
    const file = path.join(folder, 'out.ndjson');
    expect(run([log, '-o', file])).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe(run([log]).stdout);
  });

  test.each(['ndjson', 'jsonl', 'xml', 'csv'])('the ending .%s of a file says how', (ending) => {
    const file = path.join(folder, `told.${ending}`);
    const format = ending === 'jsonl' ? 'ndjson' : ending;
    expect(run([log, '-o', file])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe(run([log, '--format', format]).stdout);
  });

  test('an ending that says nothing may have any format, and one that says another is refused', () => {
    const file = path.join(folder, 'plain.log');
    expect(run([log, '-o', file, '--format', 'csv']).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(run([log, '--format', 'csv']).stdout);
    const refused = run([log, '-o', path.join(folder, 'events.csv'), '--format', 'xml']);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('ask for two formats');
  });

  test('prints the nested shape', () => {
    const { status, stdout } = run([log, '--shape', 'windows']);
    expect(status).toBe(0);
    const [record] = linesOf(stdout).map((line) => JSON.parse(line) as { Event: { System: object } });
    expect(Object.keys(record?.Event.System ?? {})).toEqual(
      expect.arrayContaining(['Provider', 'EventID', 'TimeCreated', 'EventRecordID', 'Channel', 'Computer']),
    );
  });

  test('prints XML that the program reads back to the same records', () => {
    const { status, stdout } = run([log, '--format', 'xml']);
    expect(status).toBe(0);
    expect(XMLValidator.validate(stdout)).toBe(true);
    const file = path.join(folder, 'back.xml');
    writeFileSync(file, stdout);
    expect(run([file]).stdout).toBe(run([log]).stdout);
    expect(run([file, '--format', 'csv']).stdout).toBe(run([log, '--format', 'csv']).stdout);
    expect(run([file, '--format', 'xml']).stdout).toBe(stdout);
  });

  test('prints CSV with a header', () => {
    const { status, stdout } = run([log, '--format', 'csv']);
    expect(status).toBe(0);
    expect(stdout.split('\r\n')[0]).toMatch(/^recordId,time,provider,.*,fields$/);
  });

  test('reads standard input, and all logs of a folder', () => {
    expect(run(['-'], readFileSync(log)).stdout).toBe(run([log]).stdout);
    expect(linesOf(run([sample]).stdout).length).toBeGreaterThan(linesOf(run([log]).stdout).length);
  });

  test.each(['ndjson', 'xml', 'csv'])('what it prints as %s is read back to the same answer', (format) => {
    const printed = path.join(folder, `printed.${format}`);
    writeFileSync(printed, run(['--format', format, sample]).stdout);
    const answer = (place: string) => {
      const { stdout } = rdpwhy(place, '--json');
      const { attempts, causes, summary } = JSON.parse(stdout) as Report;
      return {
        attempts: attempts.map(({ startedAt, endedAt, outcome }) => ({ startedAt, endedAt, outcome })),
        causes: causes.map(({ cause, confidence }) => [cause, confidence]),
        outcome: summary.outcome,
      };
    };
    expect(answer(printed)).toEqual(answer(sample));
  });

  test('says what could not be read, and goes on', () => {
    const cut = path.join(folder, 'cut.evtx');
    writeFileSync(cut, readFileSync(log).subarray(0, 4096 + 512 + 3000));
    const damaged = run([cut]);
    expect(damaged.status).toBe(0);
    expect(damaged.stderr).toContain(`${cut}: chunk: expected 65536 bytes, found 3512 (at byte 7608)`);
    expect(linesOf(damaged.stdout).length).toBeGreaterThan(0);
    const none = path.join(folder, 'none.evtx');
    writeFileSync(none, 'no log at all');
    const unreadable = run([none, 'no/such/file', log]);
    expect(unreadable.status).toBe(3);
    expect(unreadable.stderr).toContain('none.evtx: first bytes: expected an event log, found plain text');
    expect(unreadable.stderr).toContain('no/such/file: no such file or folder');
    expect(unreadable.stdout).toBe(run([log]).stdout);
  });

  test.each([
    [['--format', 'yaml', log]],
    [['--shape', 'round', log]],
    [['--format', 'xml', '--shape', 'windows', log]],
  ])('ends with 2 for a mistake: %j', (args) => {
    const { status, stdout, stderr } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^rdpwhy: /);
  });
});
