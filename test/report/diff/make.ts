import { readFileSync } from 'node:fs';
import type { ReportDiff } from '../../../src/model/report-diff.ts';
import type { EventRef, Report, ReportAttempt, ReportCoverage } from '../../../src/model/report.ts';
import { catalogRows } from '../../../src/normalize/catalog/index.ts';
import { summaryReader } from '../../../src/normalize/read-summary.ts';
import { compare } from '../../../src/report/diff/compare.ts';
import { readReport } from '../../../src/report/diff/read-report.ts';
import { readSelector } from '../../../src/report/diff/read-selector.ts';

/** Compares, with the selectors as people write them; throws where nothing is selected. */
export function diffOf(good: Report, bad: Report, goodText = '', badText = '', zone?: string): ReportDiff {
  const diff = compare(
    good,
    bad,
    { good: sideOf('good', goodText, zone), bad: sideOf('bad', badText, zone) },
    summaryReader(catalogRows),
  );
  if ('mistake' in diff) throw new Error(diff.mistake);
  return diff;
}

function sideOf(source: string, text: string, zone?: string) {
  const selector = text === '' ? {} : readSelector(text, zone);
  if (typeof selector === 'string') throw new Error(selector);
  return { source, selector };
}

/** The saved report of a sample. */
export function sampleReport(name: string): Report {
  const report = readReport(JSON.parse(readFileSync(`samples/${name}/report.json`, 'utf8')));
  if (typeof report === 'string') throw new Error(report);
  return report;
}

const core = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
export const coreChannel = `${core}/Operational`;

/** A time of the one day of these tests, by its seconds. */
export const at = (seconds: number): string =>
  `2026-03-01T10:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.000000Z`;

export const event = (
  eventId: number,
  recordId: number,
  seconds: number,
  more: Partial<EventRef>,
): EventRef => ({
  input: 'x',
  host: 'RDS01',
  channel: coreChannel,
  provider: core,
  eventId,
  recordId,
  time: at(seconds),
  kind: 'connection-closed',
  summary: 'connection closed',
  ...more,
});

export const accepted = (recordId: number, seconds: number): EventRef =>
  event(131, recordId, seconds, {
    kind: 'connection-accepted',
    stage: 'network',
    summary: `TCP connection accepted from 10.0.0.1:${recordId}`,
  });

export const established = (recordId: number, seconds: number): EventRef =>
  event(98, recordId, seconds, {
    kind: 'security-established',
    stage: 'authentication',
    summary: 'security established',
  });

/** An attempt of these events, tied by ActivityID. */
export function attemptOf(
  id: string,
  events: readonly EventRef[],
  more: Partial<ReportAttempt> = {},
): ReportAttempt {
  const [first, last] = [events[0], events.at(-1)];
  return {
    id,
    host: 'RDS01',
    seenBy: 'server',
    client: { address: '10.0.0.1' },
    transport: 'tcp',
    startedAt: first?.time ?? at(0),
    endedAt: last?.time ?? at(0),
    durationMs: 0,
    outcome: 'failed',
    reached: 'network',
    events,
    links: events.map((_, place) => ({ event: place, by: 'activity-id', strength: 'exact' })),
    diagnosis: null,
    ...more,
  };
}

export const coverageOf = (more: Partial<ReportCoverage> = {}): ReportCoverage => ({
  host: 'RDS01',
  channel: coreChannel,
  state: 'seen',
  firstTime: at(0),
  lastTime: at(3000),
  ranges: [[1, 9999]],
  neededBy: [],
  collect: '',
  ...more,
});

export const reportOf = (
  attempts: readonly ReportAttempt[],
  coverage: readonly ReportCoverage[] = [coverageOf()],
): Report => ({
  schemaVersion: 1,
  tool: { name: 'rdpwhy', version: '0', patterns: { count: 0, packs: [] } },
  inputs: [],
  hosts: [{ name: 'RDS01', aliases: ['rds01.corp.example'], roles: ['server'] }],
  coverage,
  summary: {
    outcome: 'no-failures',
    headline: '',
    attempts: { total: attempts.length, succeeded: 0, failed: 0, open: 0, unknown: 0 },
  },
  causes: [],
  attempts,
  problems: [],
});
