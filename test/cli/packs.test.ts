import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';

const pattern = `id: expired-token
class: credentials
title: "The token has \\e[31mexpired"
stage: authentication
actor: user
basis: documented
signs:
  - confidence: certain
    all: [{ kind: token-refused, has: { code: 7 } }]
explanation: The token of {account} has expired.
tellTheUser: Get a new token.
remedies: [{ text: Get a new token., command: "token\\e[2J", runOn: client, risk: safe, actor: user }]
references: [a page]
`;
const events = `- provider: Acme-Tokens
  eventId: 9
  kind: token-refused
  stage: authentication
  facts: { account: { from: [User, 0], as: text }, code: { from: [Code], as: code } }
  summary: token of {account} refused
  basis: documented
`;
const activity = '{F42035EB-6DEA-426B-856E-D32C0F0F0000}';
const record = (provider: string, id: number, channel: string, second: number, data: string): string =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${provider}'/><EventID>${id}</EventID><Version>0</Version><Level>4</Level><TimeCreated SystemTime='2026-03-02T08:15:0${second}.0000000Z'/><EventRecordID>${id + second}</EventRecordID><Correlation ActivityID='${activity}'/><Channel>${channel}</Channel><Computer>RDS01</Computer><Security/></System><EventData>${data}</EventData></Event>`;
const core = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const log = `<Events>${[
  record(
    core,
    131,
    `${core}/Operational`,
    0,
    "<Data Name='ConnType'>TCP</Data><Data Name='ClientIP'>192.0.2.5:50000</Data>",
  ),
  record('Acme-Tokens', 9, 'Acme/Operational', 1, "<Data Name='User'>alice</Data><Data Name='Code'>7</Data>"),
  record(core, 143, `${core}/Operational`, 2, "<Data Name='error'>64</Data>"),
  record(core, 102, `${core}/Operational`, 3, ''),
].join('\n')}</Events>`;

describe('--patterns', () => {
  let folder = '';
  const file = (...names: string[]): string => path.join(folder, ...names);
  const put = (text: string, ...names: string[]): void => {
    mkdirSync(path.dirname(file(...names)), { recursive: true });
    writeFileSync(file(...names), text);
  };
  folderForAll((made) => (folder = made));
  beforeAll(() => {
    put(pattern, 'mine', 'credentials', 'expired-token', 'pattern.yaml');
    put(events, 'mine', 'events.yaml');
    put(log, 'logs', 'acme.xml');
    cpSync(`${sample}/System.evtx`, file('logs', 'System.evtx'));
  });

  test('finds causes of a pack by events of its own, and names the pack', () => {
    const { status, stdout, stderr } = rdpwhy(file('logs'), '--patterns', file('mine'), '--json');
    expect([status, stderr]).toEqual([0, '']);
    const { causes, attempts, tool } = JSON.parse(stdout) as Report;
    expect(causes[0]).toMatchObject({ cause: 'expired-token', confidence: 'certain', scope: 'attempt' });
    expect(causes[0]?.explanation).toBe('The token of alice has expired.');
    expect(attempts[0]?.events.map(({ kind }) => kind)).toContain('token-refused');
    expect(tool.patterns.packs.map(({ name }) => name)).toEqual(['core', 'mine']);
    expect(tool.patterns.packs[1]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('gives the same with threads: workers know the events as well', () => {
    const json = (threads: string) =>
      rdpwhy(file('logs'), '--patterns', file('mine'), '--json', '--threads', threads).stdout;
    expect(json('2')).toBe(json('1'));
    expect(json('2')).toContain('token-refused');
  });

  test("never lets a pack's text act on the terminal", () => {
    const { status, stdout } = rdpwhy(file('logs'), '--patterns', file('mine'));
    expect(status).toBe(0);
    expect(stdout).toContain('expired');
    expect(stdout).toContain('\\u001b[2J');
    expect(stdout).not.toContain('\u001b');
    const page = rdpwhy('patterns', 'show', 'expired-token', '--patterns', file('mine')).stdout;
    const list = rdpwhy('patterns', 'list', '--patterns', file('mine')).stdout;
    for (const text of [page, list]) {
      expect(text).toContain('\\u001b[31m');
      expect(text).not.toContain('\u001b');
    }
  });

  test('lists all mistakes of all packs, as file:line:column, and uses none', () => {
    put(pattern.replace('stage:', 'stagee:'), 'bad', 'credentials', 'expired-token', 'pattern.yaml');
    put(events.replace('as: code', 'as: cod\\e'), 'bad', 'events.yaml');
    const args = ['--patterns', file('bad'), '--patterns', file('nowhere'), '--patterns', file('mine')];
    const { status, stdout, stderr } = rdpwhy(sample, ...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/events\.yaml:5:78: expected one of .*; found 'cod\\e'/);
    expect(stderr).toMatch(/pattern\.yaml:4:1: unknown key 'stagee'.*did you mean 'stage'\?/);
    expect(stderr).toContain(`${file('nowhere')}: no such file or folder`);
    // A good pack is not excused from what an earlier one has declared.
    expect(stderr).toContain("Acme-Tokens 9 is known already, as 'token-refused'");
    expect(stderr).toMatch(/^rdpwhy: 5 mistakes in the patterns; none of them is used/);
  });

  test.each<[string, (name: string) => void, RegExp]>([
    ['a file', (name) => put('', name), /expected a folder of patterns, found a file/],
    ['an empty folder', (name) => mkdirSync(file(name)), /<class>\/<id>\/pattern.yaml; found none/],
    [
      'a huge file',
      (name) => put('x'.repeat(600_000), name, 'a', 'b', 'pattern.yaml'),
      /at most 524288 bytes/,
    ],
    [
      'a folder for a file',
      (name) => mkdirSync(file(name, 'a', 'b', 'pattern.yaml'), { recursive: true }),
      /found none/,
    ],
    [
      'a pattern in the root',
      (name) => put(pattern.replace('token-refused, has: { code: 7 }', 'logon-failed'), name, 'pattern.yaml'),
      /expected the id of its folder, ''/,
    ],
    [
      'a device',
      (name) => {
        mkdirSync(file(name, 'a', 'b'), { recursive: true });
        symlinkSync('/dev/zero', file(name, 'a', 'b', 'pattern.yaml'));
      },
      /expected a file, found something else/,
    ],
  ])('refuses %s', (what, make, says) => {
    const name = what.replaceAll(' ', '-');
    make(name);
    const { status, stderr } = rdpwhy(sample, '--patterns', file(name));
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });
});
