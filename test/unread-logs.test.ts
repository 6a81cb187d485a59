import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { makeCasePack } from '../src/case-pack.ts';
import { checkLogs } from '../src/doctor.ts';
import { exportCommand } from '../src/model/export-command.ts';
import type { Report, ReportCoverage } from '../src/model/report.ts';
import { channels } from '../src/normalize/channels.ts';
import { lookUpIn } from '../src/report/diff/sight.ts';
import { verdictOf } from './support/comparable-report.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
const STACK = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx';

let folder = '';
folderForEach((made) => (folder = made));
const log = (): string => path.join(folder, STACK);
const reportOn = async (where = folder): Promise<Report> => (await analyze([where], { packs })).report;
const rowOf = ({ coverage }: Report): ReportCoverage | undefined =>
  coverage.find(({ channel }) => channel === channels.stack);

/** All that is concluded; that a file is there and damaged is said besides. */
const concluded = (report: Report): unknown => verdictOf({ ...report, problems: [] });

beforeEach(() => {
  cpSync('samples/wrong-password-nla-win10', folder, { recursive: true });
  rmSync(path.join(folder, 'report.json'));
});

/** A log that was in use when it was copied, and of which only the first 4096 bytes came along. */
function headInUse(bytes: Buffer): Buffer {
  const head = Buffer.alloc(bytes.length);
  bytes.copy(head, 0, 0, 4096);
  head.writeUInt32LE(1, 120);
  return head;
}

const ruins: readonly (readonly [how: string, why: string, ruin: (bytes: Buffer) => Uint8Array])[] = [
  ['of no bytes', 'the file is empty', () => new Uint8Array(0)],
  ['cut in its head', 'the file ends early', (bytes) => bytes.subarray(0, 2000)],
  ['cut behind its head', 'the file ends early', (bytes) => bytes.subarray(0, 4096)],
  ['full of zeros', 'it is no event log', (bytes) => Buffer.alloc(bytes.length)],
  ['zero behind its head', 'it is damaged', (bytes) => Buffer.from(bytes).fill(0, 4096)],
  ['copied in use and zero', 'it was copied while in use, and no record is in the copy', headInUse],
];

describe.each(ruins)('a log %s', (_how, why, ruin) => {
  test('counts as one that is missing, and is said to be unreadable', async () => {
    const bytes = readFileSync(log());
    rmSync(log());
    const without = await reportOn();
    writeFileSync(log(), ruin(bytes));
    const report = await reportOn();
    expect(concluded(report)).toEqual(concluded(without));
    expect(rowOf(report)).toMatchObject({
      state: 'missing',
      unread: why,
      collect: exportCommand(channels.stack),
    });
  });
});

describe('a log that could not be read', () => {
  beforeEach(() => writeFileSync(log(), ''));

  test('is exported again, not asked whether it is enabled', async () => {
    const { doctor } = await checkLogs([folder], { packs });
    const asked = doctor.ask.flatMap(({ logs }) => logs).find(({ channel }) => channel === channels.stack);
    expect(asked).toMatchObject({ lack: 'unread', command: exportCommand(channels.stack) });
    expect(asked?.text).toMatch(
      /^RdpCoreTS\/Operational: could not be read \(the file is empty\); save it again/,
    );
    expect(doctor.found.flatMap(({ logs }) => logs).map(({ channel }) => channel)).not.toContain(
      channels.stack,
    );
  });

  test('is told apart from those that were not there', async () => {
    for (const name of readdirSync(folder))
      if (name !== STACK && name !== 'System.evtx') rmSync(path.join(folder, name));
    const { headline } = (await reportOn()).summary;
    expect(headline).toContain(
      'Logs that could not be read: RdpCoreTS/Operational. Logs that were not there: ',
    );
    expect(headline.match(/RdpCoreTS\/Operational/g)).toHaveLength(1);
  });

  test('is not taken for one that was switched off or cleared', async () => {
    const report = await reportOn();
    const [attempt] = report.attempts;
    expect(attempt && lookUpIn(report)(attempt, channels.stack)).toBe('unread');
  });

  test('is handed on in a case pack as that', async () => {
    const made = await makeCasePack([folder], { packs });
    const file = path.join(folder, 'case.zip');
    await made.write(file);
    const received = rowOf(await reportOn(file));
    expect(received).toMatchObject({ state: 'missing', stated: true, unread: 'the file is empty' });
  });
});
