import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { Report } from '../src/model/report.ts';
import { loadPatterns } from './support/load-patterns.ts';

const folder = mkdtempSync(join(tmpdir(), 'rdpwhy-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STACK = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const stackLog = `${STACK}%4Operational.csv`;

/** As Event Viewer saves a log; the words of a message are the system's. */
const table = (rows: readonly (readonly [time: string, source: string, id: number, message: string])[]) =>
  [
    'Level,Date and Time,Source,Event ID,Task Category',
    ...rows.map(([time, source, id, text]) => `Information,${time},${source},${id},None,"${text}"`),
  ].join('\r\n');

const connection = table([
  ['9/13/2024 11:14:08 AM', STACK, 102, 'The server has terminated main RDP connection with the client.'],
  [
    '9/13/2024 11:14:07 AM',
    STACK,
    140,
    'A connection from the client computer with an IP address of 10.20.30.44 failed because the user name or password is not correct.',
  ],
  [
    '9/13/2024 11:14:05 AM',
    STACK,
    131,
    'The server accepted a new TCP connection from client 10.20.30.44:54245.',
  ],
]);

/** The message of 4625 as Windows words it, with or without what it adds below; in words of another language it is as long. */
const refusal = (address: string, port: string, more: string): string =>
  table([
    [
      '9/13/2024 11:14:07 AM',
      'Microsoft-Windows-Security-Auditing',
      4625,
      `An account failed to log on.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tNULL SID\r\n\tLogon ID:\t\t0x0\r\n\r\nLogon Type:\t\t\t3\r\n\r\nAccount For Which Logon Failed:\r\n\tAccount Name:\t\tbob\r\n\r\nFailure Information:\r\n\tStatus:\t\t\t0xC000006D\r\n\tSub Status:\t\t0xC000006A\r\n\r\nProcess Information:\r\n\tCaller Process ID:\t0x0\r\n\r\nNetwork Information:\r\n\tWorkstation Name:\tLT-BOB\r\n\tSource Network Address:\t${address}\r\n\tSource Port:\t\t${port}\r\n\r\nDetailed Authentication Information:\r\n\tKey Length:\t\t0\r\n${more}`,
    ],
  ]);
const common = '\r\nThe most common types are 2 (interactive) and 3 (network).\r\n';

async function reportOf(files: Readonly<Record<string, string>>): Promise<Report> {
  const own = mkdtempSync(join(folder, 'case-'));
  mkdirSync(own, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
  return (await analyze([own], { packs: [loadPatterns()] })).report;
}
const verdicts = ({ attempts }: Report) =>
  attempts.map(({ client, outcome, diagnosis }) => [
    client?.address,
    outcome,
    diagnosis?.cause,
    diagnosis?.confidence,
  ]);

test('a refusal that the protocol stack names is a failed attempt, without an ActivityID, too', async () => {
  const report = await reportOf({ [stackLog]: connection });
  expect(verdicts(report)).toEqual([['10.20.30.44', 'failed', 'wrong-password', 'likely']]);
  expect(report.summary).toMatchObject({
    outcome: 'failures-explained',
    headline: 'The user name or password was wrong',
  });
});

test.each([
  ['with an address and port 0', '10.20.30.44', '0', common, '10.20.30.44', 'likely'],
  ['without the words below', '10.20.30.44', '0', '', '10.20.30.44', 'likely'],
  ['without an address', '-', '-', common, undefined, 'possible'],
  ['without either', '-', '-', '', undefined, 'possible'],
])('a refused logon is read from its message, %s', async (_, address, port, more, client, confidence) => {
  const report = await reportOf({ 'Security.csv': refusal(address, port, more) });
  expect(verdicts(report)).toEqual([[client, 'failed', 'wrong-password', confidence]]);
});

test('a refused logon of file sharing, which has a port, is none', async () => {
  const report = await reportOf({ 'Security.csv': refusal('10.20.30.44', '49812', common) });
  expect(report.attempts).toEqual([]);
});

test('both logs tell of one attempt', async () => {
  const report = await reportOf({
    [stackLog]: connection,
    'Security.csv': refusal('10.20.30.44', '0', common),
  });
  expect(verdicts(report)).toEqual([['10.20.30.44', 'failed', 'wrong-password', 'certain']]);
});

test('accounts with their domain and the protocols are told by messages, too', async () => {
  const manager = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
  const { attempts } = await reportOf({
    [stackLog]: table([
      ['9/13/2024 11:14:06 AM', STACK, 131, 'Une nouvelle connexion UDP du client 10.20.30.44:61391.'],
      ['9/13/2024 11:14:05 AM', STACK, 131, 'Une nouvelle connexion TCP du client 10.20.30.44:54245.'],
    ]),
    [`${manager}%4Operational.csv`]: table([
      [
        '9/13/2024 11:14:09 AM',
        manager,
        21,
        'Ouverture de session :\r\n\r\nUtilisateur : CORP\\alice\r\nID de session : 3\r\nAdresse : 10.20.30.44',
      ],
    ]),
  });
  expect(attempts.map(({ client, account }) => [client?.address, account?.name])).toEqual([
    ['10.20.30.44', 'alice'],
  ]);
});

test('a log whose name and form do not say its channel is taken for that of its events', async () => {
  const { inputs } = await reportOf({ 'what came.csv': connection });
  expect(inputs.map(({ channels }) => channels)).toEqual([[`${STACK}/Operational`]]);
});
