import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { dumpRecords } from '../src/dump.ts';
import type { Report, ReportAttempt, ReportCause } from '../src/model/report.ts';
import { findLogs } from '../src/input/find-logs.ts';
import { loadPatterns } from './support/load-patterns.ts';

const CORPUS = '../shared/corpus';
const present = existsSync(CORPUS);
const reportOf = async (folder: string): Promise<Report> =>
  (await analyze([`${CORPUS}/${folder}`], { packs: [loadPatterns()] })).report;

const withEvent = (attempt: ReportAttempt, provider: string, eventId: number) =>
  attempt.events.filter((event) => event.provider.endsWith(provider) && event.eventId === eventId);
const ofCause = (report: Report, cause: string): ReportAttempt[] =>
  report.attempts.filter((attempt) => attempt.diagnosis?.cause === cause);

/** The facts were counted by other means and other hands before this program existed. */
describe.skipIf(!present)('server-2012r2: a flood, a password attack, and a logon of the attacker', () => {
  let report: Report;
  test('is read', async () => {
    report = await reportOf('server-2012r2');
    expect(report.problems).toEqual([]);
  });

  const connected = (): ReportAttempt[] =>
    report.attempts.filter((attempt) => withEvent(attempt, 'RdpCoreTS', 131).length > 0);

  test('has 346 attempts with an accepted connection', () => {
    expect(connected()).toHaveLength(346);
    expect(connected().every((attempt) => withEvent(attempt, 'RdpCoreTS', 131).length === 1)).toBe(true);
  });

  test('247 failed for want of a common cipher, each with the Schannel pair of its own moment', () => {
    const failed = ofCause(report, 'no-common-cipher');
    expect(failed).toHaveLength(247);
    const used = new Set<number>();
    for (const { diagnosis, outcome, events } of failed) {
      expect(outcome).toBe('failed');
      const pair = diagnosis?.evidence.filter((event) => event.provider === 'Schannel') ?? [];
      expect(pair.map((event) => event.eventId)).toEqual([36874, 36888]);
      expect(pair[1]?.recordId).toBe((pair[0]?.recordId ?? 0) + 1);
      const refusal = events.find((event) => event.eventId === 139);
      expect(pair.map((event) => event.time)).toEqual([refusal?.time, refusal?.time]);
      for (const event of pair) used.add(event.recordId);
    }
    expect(used.size).toBe(2 * 247);
  });

  test('95 failed for a wrong password, each with one failed logon of its own', () => {
    const failed = ofCause(report, 'wrong-password');
    expect(failed).toHaveLength(95);
    const used = new Set<number>();
    for (const attempt of failed) {
      expect(attempt.outcome).toBe('failed');
      const logons = withEvent(attempt, 'Security-Auditing', 4625);
      expect(logons).toHaveLength(1);
      used.add(logons[0]?.recordId ?? 0);
      // The audit gives no address: lying inside the attempt is all that ties it.
      expect(attempt.diagnosis?.confidence).toBe('likely');
    }
    expect(used.size).toBe(95);
  });

  test('of the 4 that passed authentication 2 worked and 2 were left by their client', () => {
    const passed = connected().filter((a) => withEvent(a, 'RemoteConnectionManager', 1149).length > 0);
    expect(passed).toHaveLength(4);
    expect(passed.filter((attempt) => attempt.outcome === 'succeeded')).toHaveLength(2);
    const left = passed.filter((attempt) => attempt.diagnosis?.cause === 'client-canceled');
    expect(left.map((attempt) => attempt.diagnosis?.class)).toEqual(['normal', 'normal']);
    expect(left.every((attempt) => attempt.outcome !== 'failed')).toBe(true);
  });

  test('what the wrapped log no longer covers is coverage, not attempts', () => {
    const row = (channel: string) => report.coverage.find((coverage) => coverage.channel.endsWith(channel));
    expect(row('RemoteConnectionManager/Operational')?.unattributed).toBe(1938 - 346);
    expect(row('System')?.unattributed).toBe(2 * (29_205 - 247));
    expect(report.attempts.length).toBeLessThan(360);
  });

  test('is headed by the logon of the attacking address, then by the folded flood', () => {
    const [first, ...rest] = report.causes;
    expect(first?.cause).toBe('logon-from-attacking-address');
    expect(first?.clients).toEqual(['194.61.24.102']);
    expect(first?.accounts.join()).toContain('Administrator');
    const folded = rest.filter((cause) => cause.prominence === 'background' && cause.class === 'bruteforce');
    const size = (id: string): number | undefined =>
      folded.find((cause) => cause.cause === id)?.attempts.length;
    expect(size('tls-or-vulnerability-scanner')).toBe(247);
    expect(size('password-brute-force')).toBe(95);
    expect(report.causes.map((cause) => cause.cause)).not.toContain('no-common-cipher');
    expect(report.causes.flatMap(adviceOf).join(' ')).not.toMatch(/cipher suite order/i);
  });

  test('knows the four names of the one host', () => {
    expect(report.hosts.map((host) => host.name)).toEqual(['CITADEL-DC01.C137.local']);
    expect(report.hosts[0]?.aliases).toHaveLength(3);
  });

  test('is the same twice, byte for byte', async () => {
    expect(JSON.stringify(await reportOf('server-2012r2'))).toBe(JSON.stringify(report));
  });
});

const adviceOf = (cause: ReportCause): string[] =>
  cause.remedies.map((remedy) => `${remedy.text} ${remedy.command}`);

describe.skipIf(!present)('win10-1803: guessed passwords, no Security log', () => {
  test('126 attempts failed on their credentials, none of them for certain', async () => {
    const report = await reportOf('win10-1803');
    const failed = report.attempts.filter((attempt) => attempt.diagnosis?.class === 'credentials');
    expect(failed).toHaveLength(126);
    for (const { diagnosis, outcome } of failed) {
      expect(outcome).toBe('failed');
      expect(diagnosis?.cause).toBe('wrong-password');
      expect(diagnosis?.confidence).not.toBe('certain');
      expect(diagnosis?.alternatives.map((other) => other.cause)).toContain('unknown-user');
    }
    const missing = report.coverage.filter((row) => row.state === 'missing').map((row) => row.channel);
    expect(missing).toContain('Security');
  });
});

describe.skipIf(!present)('win11: a healthy workstation', () => {
  test('shows no failure and says which logs were not there', async () => {
    const report = await reportOf('win11');
    expect(report.summary.outcome).toBe('no-failures');
    expect(report.summary.headline).toContain('RdpCoreTS/Operational');
    expect(report.summary.headline).toContain('RemoteConnectionManager/Operational');
  });
});

/** One line for each record, by record id; line ends as XML has them, which cannot carry the CR of a CRLF. */
async function recordLines(file: string): Promise<string[]> {
  let text = '';
  for await (const item of dumpRecords([file])) {
    if (item.type !== 'output') throw new Error(JSON.stringify(item));
    text += Buffer.from(item.bytes).toString();
  }
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line): [number, string] => {
      const { recordId } = JSON.parse(line) as { recordId: number };
      return [recordId, line.replaceAll(String.raw`\r\n`, String.raw`\n`)];
    });
  return lines.sort(([a], [b]) => a - b).map(([, line]) => line);
}

describe.skipIf(!present)('with-xml: the binary log and the XML that Windows exported from it', () => {
  test.each([
    ['Application', 366],
    ['Security', 1715],
    ['System', 1247],
  ])('%s: the same %i records', async (name, count) => {
    const binary = await recordLines(`${CORPUS}/with-xml/${name}.evtx`);
    expect(binary).toHaveLength(count);
    expect(await recordLines(`${CORPUS}/with-xml/${name}.xml`)).toEqual(binary);
  });
});

const files = present ? findLogs([CORPUS]).files.filter((file) => file.endsWith('.evtx')) : [];

describe.skipIf(!present)('every log of the corpus', () => {
  test.each(files.map((file) => [file]))('%s is read', async (file) => {
    const { report } = await analyze([file], { packs: [] });
    expect(report.inputs).toHaveLength(1);
    expect(report.inputs[0]?.format).toBe('evtx');
  });
});

describe('the corpus', () => {
  test(present ? `is present: ${files.length} logs` : 'is NOT present: its tests are skipped', () => {
    expect(present ? files.length : 1).toBeGreaterThan(0);
  });
});
