import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { EventRef, Report, ReportAttempt } from '../../src/model/report.ts';
import { micros } from '../../src/model/time.ts';
import { renderCsv } from '../../src/report/csv.ts';
import { renderDiffCsv } from '../../src/report/diff-csv.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { timelineCsv, timelineTimesketch } from '../../src/report/timeline.ts';
import { renderTimesketch } from '../../src/report/timesketch.ts';
import { diffOf, sampleReport } from './diff/make.ts';
import { reportWith } from './sample-report.ts';

const page = readFileSync('docs/FORMATS.md', 'utf8');
const tool = reportWith().tool;
const key: Report = { ...sampleReport('0x904-unreadable-key'), tool };

type Row = Readonly<Record<string, string>>;
const rowsOf = (pieces: Iterable<string>): Row[] =>
  parse<Row>([...pieces].join(''), { columns: true, bom: true });

const event: Event = {
  kind: 'logon-failed',
  stage: 'authentication',
  time: micros(1_772_000_000_123_456),
  host: 'RDS01',
  source: { input: 'S.evtx', channel: 'Security', provider: 'P', eventId: 4625, recordId: 7 },
  activityId: undefined,
  processId: undefined,
  facts: { account: 'alice', client: '10.0.0.1', code: 0xc000006a, text: 'a;=1' },
  summary: 'logon of alice failed',
};

describe('CSV', () => {
  test('has a row for each attempt, of which the page on formats names every column', () => {
    const rows = rowsOf(renderCsv(key));
    expect(rows.map((row) => row['attempt'])).toEqual(key.attempts.map(({ id }) => id));
    const columns = [rows[0], rowsOf(timelineCsv([event]))[0]].flatMap((row) => Object.keys(row ?? {}));
    expect(columns.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('counts attempts that are not listed, by what came of them', () => {
    const bounds = { attemptsNotListed: 1000, eventsForgotten: 0, sessionsCutShort: 0 };
    const { attempts } = key.summary;
    const summary = {
      ...key.summary,
      attempts: {
        ...attempts,
        total: attempts.total + 1000,
        failed: attempts.failed + 999,
        open: attempts.open + 1,
      },
    };
    const rows = rowsOf(renderCsv({ ...key, summary, bounds }));
    const of = (outcome: string): number =>
      rows.filter((row) => row['outcome'] === outcome).reduce((sum, row) => sum + Number(row['count']), 0);
    expect({ failed: of('failed'), succeeded: of('succeeded'), open: of('open') }).toEqual({
      failed: attempts.failed + 999,
      succeeded: attempts.succeeded,
      open: 1,
    });
    expect(rows.filter((row) => row['attempt'] === '').map((row) => row['count'])).toEqual(['999', '1']);
  });

  test('has a row for each failure that no attempt shows', () => {
    const rows = rowsOf(renderCsv({ ...sampleReport('gateway-refusal'), tool }));
    expect(rows.map(({ attempt, outcome }) => [attempt !== '', outcome])).toEqual([
      [true, 'succeeded'],
      [true, 'succeeded'],
      [false, 'failed'],
    ]);
    expect(rows[2]).toMatchObject({
      count: '5',
      host: 'RDG01.corp.example',
      cause: 'rdg-rap-denied',
      confidence: 'certain',
      actor: 'gateway',
      domain: 'CORP',
      account: 'bob',
      clientAddress: '203.0.113.44',
    });
    const ofHosts = rowsOf(renderCsv({ ...sampleReport('firewall-public'), tool }));
    expect(ofHosts.filter(({ attempt }) => attempt === '')).toMatchObject([
      { count: '1', outcome: 'failed', cause: 'network-profile-public', host: 'WS-07', account: '' },
    ]);
  });

  test.each([
    ['a flood', 'password-brute-force', 'background'],
    ['what heads the report', 'logon-from-attacking-address', 'heads'],
  ] as const)('says of an attempt that is part of %s so, whose side and what to do', (_, id, prominence) => {
    const [cause] = key.causes;
    const [first] = key.attempts;
    if (!cause || !first) throw new Error('the sample has both');
    const remedies = cause.remedies.map((remedy) => ({ ...remedy, text: 'of the finding' }));
    const finding = { ...cause, cause: id, prominence, scope: 'host', actor: 'outsider', remedies } as const;
    const [row, ...others] = rowsOf(renderCsv({ ...key, causes: [{ ...finding, attempts: [first.id] }] }));
    expect(row).toMatchObject({ foldedAs: id, actor: 'outsider', nextStep: 'of the finding' });
    expect(new Set(others.map(({ foldedAs }) => foldedAs))).toEqual(new Set(['']));
  });

  test('of a comparison has a row for each step', () => {
    const diff = diffOf(sampleReport('healthy-day'), key);
    const steps = diff.ladder.flatMap((row) => row.steps);
    const rows = rowsOf(renderDiffCsv(diff));
    expect(rows.map((row) => row['text'])).toEqual(steps.map(({ text }) => text));
    expect(rows.map((row) => Number(row['badSeen']))).toEqual(steps.map(({ bad }) => bad.seen));
  });

  test('of a timeline holds all facts, in JSON that no apostrophe breaks', () => {
    const [row] = rowsOf(timelineCsv([event]));
    expect(JSON.parse(row?.['facts'] ?? '')).toEqual(event.facts);
    expect(row).toMatchObject({
      timeUtc: '2026-02-25T06:13:20.123456Z',
      client: '10.0.0.1',
      account: 'alice',
    });
  });
});

interface SketchLine {
  readonly message: string;
  readonly datetime: string;
  readonly timestamp_desc: string;
  readonly computer_name: string;
  readonly channel: string;
  readonly record_number: number;
  readonly attempt_id?: string;
  readonly tag?: readonly string[];
  readonly [field: string]: unknown;
}
const linesOf = (pieces: Iterable<string>): SketchLine[] =>
  [...pieces].map((line) => JSON.parse(line) as SketchLine);
const recordOf = (one: EventRef): string => `${one.host} ${one.channel} ${one.recordId}`;

describe('Timesketch', () => {
  test('has each cited record once, in the order of time, with the fields that Timesketch asks for', () => {
    const lines = linesOf(renderTimesketch(key));
    const cited = [
      ...key.attempts.flatMap(({ events, diagnosis }) => [...events, ...(diagnosis?.evidence ?? [])]),
      ...key.causes.flatMap(({ evidence, changes, lastSuccess, nextSuccess }) => [
        ...evidence,
        ...changes,
        ...(lastSuccess ? [lastSuccess] : []),
        ...(nextSuccess ? [nextSuccess] : []),
      ]),
    ];
    const records = lines.map((line) => `${line.computer_name} ${line.channel} ${line.record_number}`);
    expect(records.toSorted()).toEqual([...new Set(cited.map(recordOf))].toSorted());
    const times = lines.map(({ datetime }) => datetime);
    expect(times).toEqual(times.toSorted());
    for (const line of lines) {
      expect(line.message).not.toBe('');
      expect(line.datetime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
      expect(line.timestamp_desc).toBe('Event Logged');
    }
  });

  test('says of a record whose it is and what it proves', () => {
    const [evidence] = key.causes[0]?.evidence ?? [];
    const line = linesOf(renderTimesketch(key)).find((one) => one.record_number === evidence?.recordId);
    const attempt = key.attempts.find(({ diagnosis }) =>
      diagnosis?.evidence.some(({ recordId }) => recordId === evidence?.recordId),
    );
    expect(line).toMatchObject({ attempt_id: attempt?.id, outcome: 'failed', confidence: 'likely' });
    expect(line?.tag).toEqual(['rdp-failed', 'evidence', 'rdp-cert-private-key-unreadable']);
  });

  test('joins what several attempts say of one record', () => {
    const [first] = key.attempts;
    if (!first) throw new Error('the sample has attempts');
    const twin: ReportAttempt = { ...first, id: 'ffff', outcome: 'failed' };
    const line = linesOf(renderTimesketch({ ...key, attempts: [first, twin], causes: [] }))[0];
    expect(line).toMatchObject({ attempt_id: `${first.id}, ffff`, outcome: 'succeeded, failed' });
  });

  test('takes a time that no calendar has, and every fact as text', () => {
    const odd = { ...event, time: micros(910_692_730_085_000_000) };
    const [good, bad] = linesOf(timelineTimesketch([event, odd]));
    expect(good).toMatchObject({ username: 'alice', client_address: '10.0.0.1', fact_code: '3221225578' });
    expect(bad).toMatchObject({
      datetime: '1970-01-01T00:00:00.000000+00:00',
      timestamp_desc: 'Time Not Readable',
    });
  });
});

describe('Markdown', () => {
  test('says cause, certainty, who acts, the next step with its command, and what to tell the user, in that order', () => {
    const text = renderMarkdown(key);
    const [cause] = key.causes;
    const [step] = cause?.remedies ?? [];
    const places = [
      '## Remote Desktop: ',
      `### 1. ${cause?.title}`,
      '**How sure:** likely',
      '**Who acts:** ',
      `**Next step:** ${step?.text}`,
      `\`\`\`powershell\n${step?.command}\n\`\`\``,
      `> ${cause?.tellTheUser}`,
      'event 36870, record 44887',
    ].map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('is short, whatever the report', () => {
    for (const name of ['0x904-unreadable-key', 'gateway-refusal', 'client-log-alone', 'license-grace-over'])
      expect(renderMarkdown({ ...sampleReport(name), tool }).length, name).toBeLessThan(5000);
  });

  test('shows names that mean something to Markdown as code, and leaves words as they are', () => {
    const text = renderMarkdown(reportWith('CORP\\alice_b'));
    expect(text).toContain('The password of `CORP\\alice_b` was wrong');
  });
});
