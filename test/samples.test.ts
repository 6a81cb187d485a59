import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLogReader } from '../parsers/index.ts';
import { analyze } from '../src/analyze.ts';
import type { Report, ReportAttempt } from '../src/model/report.ts';
import { missing, readWithEvtxexport, readWithPythonEvtx } from './support-tests/independent-readers.ts';
import { type EventSpec } from './support/event-spec.ts';
import { eventElement, type XmlElement } from './support/event-xml.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { type Scenario, scenarioFiles, tellScenarios } from './support/scenarios/index.ts';

const scenarios = tellScenarios();
const logs = scenarios.flatMap(({ name, logs }) =>
  [...logs].map(([path, events]) => ({ file: join('samples', name, path), events })),
);

/** `npm run samples` writes the logs that the other tests then find. */
beforeAll(() => {
  if (process.env['RDPWHY_WRITE_SAMPLES'] !== undefined) scenarios.forEach(writeFiles);
});

function writeFiles(scenario: Scenario): void {
  for (const [path, bytes] of scenarioFiles(scenario)) {
    const file = join('samples', scenario.name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

describe('the generator', () => {
  it.each(scenarios)('writes the bytes that lie in samples/$name', (scenario) => {
    for (const [path, bytes] of scenarioFiles(scenario)) {
      const stored = readFileSync(join('samples', scenario.name, path));
      expect(stored.equals(bytes), path).toBe(true);
    }
  });

  it('wrote every log that lies in samples, and keeps them small', () => {
    const stored = readdirSync('samples', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.evtx'))
      .map((path) => join('samples', path));
    expect(stored.toSorted()).toEqual(logs.map(({ file }) => file).toSorted());
    const size = stored.reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(size).toBeLessThan(9_000_000);
  });
});

describe('readers', () => {
  it.skipIf(missing.evtxexport).each(logs)('evtxexport, where installed, reads $file', ({ file, events }) => {
    const ids = readWithEvtxexport(file).map(({ system }) => Number(system['EventRecordID']));
    expect(ids).toEqual(events.map((event) => event.recordId));
  });

  it.skipIf(missing.pythonEvtx).each(logs)(
    'python-evtx, where installed, reads $file',
    ({ file, events }) => {
      const report = readWithPythonEvtx(file, 'headers');
      expect(report.fileHeader && report.chunks.every(({ verified }) => verified)).toBe(true);
      expect(report.recordIds).toEqual(events.map((event) => event.recordId));
    },
  );

  it.each(logs)('our own reader finds every value of $file', ({ file, events }) => {
    const reader = createLogReader({});
    const found: unknown[] = [];
    for (const item of [...reader.feed(readFileSync(file)), ...reader.end()]) {
      if (item.type === 'problem') throw new Error(`${item.problem.code}: ${item.problem.detail}`);
      const { event } = item;
      found.push([event.recordId, event.time, event.provider, event.eventId, event.fields()]);
    }
    const expected = events.map((event) => [
      event.recordId,
      event.time,
      event.provider,
      event.eventId,
      printedFields(event),
    ]);
    expect(found).toEqual(expected);
  });
});

/** The fields as Windows prints them in XML. */
function printedFields(event: EventSpec): { name: string; value: string }[] {
  const payload = childrenOf(eventElement(event)).at(1);
  if (payload === undefined) return [];
  const [root] = childrenOf(payload);
  const leaves = event.payload.type === 'user-data' && root ? childrenOf(root) : childrenOf(payload);
  return leaves.map(({ name, attributes, content }) => {
    const label = name === 'Data' ? (attributes[0]?.[1] ?? '') : name;
    return { name: label, value: typeof content === 'string' ? content : '' };
  });
}

const childrenOf = ({ content }: XmlElement): readonly XmlElement[] =>
  typeof content === 'object' ? content : [];

const packs = [loadPatterns()];
const reports = new Map<string, Report>();
const reportOf = (name: string): Report => {
  const report = reports.get(name);
  if (!report) throw new Error(`no report on ${name}`);
  return report;
};

describe('reports', () => {
  beforeAll(async () => {
    for (const { name } of scenarios) {
      const { report, unreadable } = await analyze([`samples/${name}`], { packs });
      expect(unreadable).toEqual([]);
      reports.set(name, report);
    }
  });

  it.each(scenarios)('on $name is as it was', async ({ name }) => {
    // Which patterns there are changes with every pattern, also with those that have no bearing on this story.
    const { tool, ...report } = reportOf(name);
    const text = `${JSON.stringify({ tool: { name: tool.name }, ...report }, null, 1)}\n`;
    await expect(text).toMatchFileSnapshot(`../samples/${name}/report.json`);
  });

  // What follows is the truth of the stories, written down before any report was read.

  describe('0x904-unreadable-key', () => {
    const name = '0x904-unreadable-key';

    it('blames the unreadable key for all twelve tries of Wednesday', () => {
      const report = reportOf(name);
      expect(report.summary.outcome).toBe('failures-explained');
      expect(report.summary.attempts).toEqual({ total: 13, succeeded: 1, failed: 12, open: 0, unknown: 0 });
      const cause = report.causes[0];
      expect(cause?.cause).toBe('rdp-cert-private-key-unreadable');
      expect(cause?.attempts).toHaveLength(12);
      expect(cause?.clients).toEqual(['10.20.30.11', '10.20.30.12']);
      expect(causesOf(report.attempts.filter(isFailed))).toEqual(['rdp-cert-private-key-unreadable']);
    });

    it('claims to know nobody who failed, for TLS comes before the name', () => {
      const report = reportOf(name);
      expect(report.causes[0]?.accounts).toEqual([]);
      expect(report.attempts.filter(isFailed).map(({ account }) => account)).toEqual(
        Array(12).fill(undefined),
      );
    });

    it('gives every try one Schannel error of its own', () => {
      const failed = reportOf(name).attempts.filter(isFailed);
      const errors = failed.map(({ events }) => recordsOf(events, 36_870));
      expect(errors.map((records) => records.length)).toEqual(Array(12).fill(1));
      expect(new Set(errors.flat()).size).toBe(12);
    });

    it("knows alice's session of the day before", () => {
      const worked = reportOf(name).attempts.find(({ outcome }) => outcome === 'succeeded');
      expect(worked).toMatchObject({ account: { domain: 'CORP', name: 'alice' }, reached: 'desktop' });
      expect(worked?.startedAt).toMatch(/^2024-03-12T08:31:20/);
    });
  });

  describe('credssp-mismatch', () => {
    const name = 'credssp-mismatch';
    const client = 'WS-ALICE.corp.example';
    const host = 'RDS02.corp.example';

    it("names the client's refusal for each of the three tries, which both machines logged", () => {
      const report = reportOf(name);
      expect(report.causes[0]).toMatchObject({ cause: 'credssp-oracle-remediation', confidence: 'certain' });
      expect(attemptsOf(report, client)).toEqual([]);
      const failed = attemptsOf(report, host).filter(isFailed);
      expect(causesOf(failed)).toEqual(['credssp-oracle-remediation']);
      expect(failed.map(({ target }) => target)).toEqual(Array(3).fill('rds02.corp.example'));
      expect(failed.map(({ events }) => recordsOf(events, 6041).length)).toEqual([1, 1, 1]);
      const seenBy = failed.map(({ alsoSeenBy }) => alsoSeenBy?.map((view) => view.host).join());
      expect(seenBy).toEqual(Array(3).fill(client));
    });

    it('counts each try once, and blames no password', () => {
      const report = reportOf(name);
      expect(report.summary.attempts).toEqual({ total: 4, succeeded: 1, failed: 3, open: 0, unknown: 0 });
      const innocent = [
        'wrong-password',
        'unknown-user',
        'password-brute-force',
        'tls-or-vulnerability-scanner',
      ];
      for (const { cause } of report.causes) expect(innocent).not.toContain(cause);
    });

    it('explains everything that failed', () => {
      expect(reportOf(name).summary.outcome).toBe('failures-explained');
    });

    it('knows that it worked on 8 May, and names each record after the machine that wrote it', () => {
      const [first] = attemptsOf(reportOf(name), host);
      expect(first?.startedAt).toMatch(/^2018-05-08T07:51:33/);
      expect(first).toMatchObject({ outcome: 'succeeded', client: { name: 'WS-ALICE' } });
      for (const event of first?.events ?? []) {
        expect(event.host).toBe(event.input.includes('WS-ALICE') ? client : host);
      }
    });

    it('finds that the two clocks agree', () => {
      const skew = reportOf(name).hosts.find((one) => one.name === client)?.clockSkewMs;
      expect(Math.abs(skew ?? Infinity)).toBeLessThan(1000);
    });
  });

  describe('wrong-password-nla-win10', () => {
    const name = 'wrong-password-nla-win10';

    it('says that the password was wrong three times, and then right', () => {
      const report = reportOf(name);
      expect(report.summary.outcome).toBe('failures-explained');
      expect(report.summary.attempts).toEqual({ total: 4, succeeded: 1, failed: 3, open: 0, unknown: 0 });
      expect(report.attempts.map(({ outcome }) => outcome)).toEqual([
        'failed',
        'failed',
        'failed',
        'succeeded',
      ]);
      expect(causesOf(report.attempts.filter(isFailed))).toEqual(['wrong-password']);
      expect(report.causes[0]).toMatchObject({
        cause: 'wrong-password',
        confidence: 'certain',
        clients: ['10.20.30.44'],
        accounts: ['WS-07\\bob'],
      });
    });

    it('takes three typing errors for no attack', () => {
      const classes = reportOf(name).causes.map((cause) => cause.class);
      expect(classes).not.toContain('bruteforce');
    });
  });

  describe('healthy-day', () => {
    const name = 'healthy-day';

    it('finds six connections and no failure; alice taking over her own session is worth a word', () => {
      const report = reportOf(name);
      expect(report.summary.outcome).toBe('no-failures');
      expect(report.summary.attempts).toEqual({ total: 6, succeeded: 6, failed: 0, open: 0, unknown: 0 });
      const other = report.causes.filter((cause) => cause.class !== 'normal');
      expect(other.map(({ cause, attempts }) => [cause, attempts.length])).toEqual([['session-replaced', 1]]);
    });

    it('knows who came from where, and comes back to the right session', () => {
      const seen = reportOf(name).attempts.map(({ account, client, sessionId }) => [
        account?.name,
        client?.address,
        sessionId,
      ]);
      expect(seen).toEqual([
        ['alice', '10.20.30.11', 2],
        ['bob', '10.20.30.12', 3],
        ['carol', '192.0.2.113', 4],
        ['alice', '10.20.30.11', 2],
        ['bob', '10.20.30.12', 3],
        ['alice', '10.20.30.21', 2],
      ]);
    });

    it('gives "replaced by another connection" to the connection that was replaced', () => {
      const withReason5 = reportOf(name).attempts.filter(({ events }) =>
        events.some(({ eventId, summary }) => eventId === 40 && summary.endsWith('reason 5')),
      );
      expect(withReason5.map(({ startedAt }) => startedAt.slice(11, 19))).toEqual(['10:31:48']);
    });

    it('joins UDP side channels to their connections, and file sharing to none', () => {
      const { attempts } = reportOf(name);
      const perAttempt = (eventId: number) => attempts.map(({ events }) => recordsOf(events, eventId).length);
      expect(perAttempt(131)).toEqual([2, 2, 1, 2, 2, 2]);
      expect(perAttempt(68)).toEqual([1, 1, 0, 1, 1, 1]);
      // Two network logons and one for the desktop; carol, an administrator, has two tokens there.
      expect(perAttempt(4624)).toEqual([3, 3, 4, 3, 3, 3]);
    });
  });
});

const isFailed = ({ outcome }: ReportAttempt): boolean => outcome === 'failed';
const attemptsOf = (report: Report, host: string): ReportAttempt[] =>
  report.attempts.filter((attempt) => attempt.host === host);
const causesOf = (attempts: readonly ReportAttempt[]): unknown[] => [
  ...new Set(attempts.map(({ diagnosis }) => diagnosis?.cause)),
];
const recordsOf = (events: ReportAttempt['events'], eventId: number): number[] =>
  events.filter((event) => event.eventId === eventId).map(({ recordId }) => recordId);
