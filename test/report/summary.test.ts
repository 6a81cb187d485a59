import { describe, expect, test } from 'vitest';
import type { ReportCause, ReportCoverage } from '../../src/model/report.ts';
import { circumstances, outcomeWords } from '../../src/report/circumstances.ts';
import { createPipeline } from '../../src/pipeline.ts';
import { buildSummary } from '../../src/report/build-summary.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { attempt } from '../diagnose/make.ts';
import { reportWith } from './sample-report.ts';

const base = reportWith('alice');
const worked = { attempt: attempt([], { outcome: 'succeeded' }), diagnosis: null };

test('a desktop that did not come up is a failure, although the connection worked', () => {
  const causes = base.causes.map((cause) => ({ ...cause, title: 'The desktop did not come up' }));
  expect(buildSummary([worked], causes, [])).toMatchObject({
    outcome: 'failures-explained',
    headline: 'The desktop did not come up',
    attempts: { failed: 0, succeeded: 1 },
  });
  const harmless = causes.map((cause) => ({ ...cause, failure: false }));
  expect(buildSummary([worked], harmless, []).outcome).toBe('no-failures');
});

test('what was open at the end of the logs, or left no end, is not counted among what did not fail', () => {
  const ended = (['open', 'unknown'] as const).map((outcome) => ({
    attempt: attempt([], { outcome }),
    diagnosis: null,
  }));
  expect(buildSummary([worked, ...ended], [], []).headline).toBe(
    'No failure among 1 of 3 connection attempts; what came of the others these logs do not say',
  );
});

test('logs that bear on nothing are of no machine, and the next step is named', () => {
  const pipeline = createPipeline({ version: 'test', packs: [] });
  pipeline.open({ path: 'Store.evtx' }).end({ format: 'evtx', bytes: 1, state: 'not-read' });
  const text = renderTerminal(pipeline.close(), { width: 200 });
  expect(text).toContain('no connection record · 1 log\n');
  expect(text).toContain('rdpwhy doctor PATH says which logs to save');
});

const missing = (channel: string, causes: readonly string[]): ReportCoverage => ({
  host: 'alice',
  channel,
  state: 'missing',
  firstTime: null,
  lastTime: null,
  ranges: [],
  neededBy: causes,
  collect: `wevtutil epl "${channel}" "${channel}.evtx"`,
});

test.each<[Record<string, string[]>, string]>([
  [{ System: ['wrong-password'] }, 'The log System would tell more; rdpwhy doctor PATH has the command.'],
  [
    // The alphabet says nothing of what a log is worth, and neither do many rare causes.
    { Application: ['a', 'b', 'c'], Security: ['a', 'b'], System: ['a', 'b', 'c'], Zeta: ['a'] },
    'The log System would tell most, then Security and Application; rdpwhy doctor PATH has the commands.',
  ],
])('the logs that would tell more are listed by what they would decide: %j', (causes, text) => {
  const logs = Object.entries(causes);
  const notEvaluated = logs.flatMap(([channel, ids]) => ids.map((cause) => ({ cause, missing: [channel] })));
  const attempts = base.attempts.map((one) => ({
    ...one,
    diagnosis: one.diagnosis && { ...one.diagnosis, cause: null, notEvaluated },
  }));
  const summary = { ...base.summary, outcome: 'failures-unexplained' as const };
  const report = { ...base, summary, attempts, coverage: logs.map(([log, ids]) => missing(log, ids)) };
  expect(renderTerminal(report, { width: 200 })).toContain(text);
});

test('a log with gaps is said to have them', () => {
  const row = {
    ...missing('System', ['wrong-password']),
    state: 'seen' as const,
    firstTime: '2026-03-01T00:00:00.000000Z',
    lastTime: '2026-03-02T00:00:00.000000Z',
  };
  const notEvaluated = [{ cause: 'wrong-password', missing: ['System'] }];
  const attempts = base.attempts.map((one) => ({
    ...one,
    diagnosis: one.diagnosis && { ...one.diagnosis, notEvaluated },
  }));
  const text = (ranges: [number, number][]): string =>
    renderTerminal({ ...base, attempts, coverage: [{ ...row, ranges }] }, { width: 200 });
  expect(text([[1, 9]])).not.toContain('System: it covers');
  expect(
    text([
      [1, 4],
      [7, 9],
    ]),
  ).toContain('UTC with gaps, not all that matters');
});

test('what is told as not explained does not stand in the background as well', () => {
  const attempts = base.attempts.map((one) => ({
    ...one,
    diagnosis: one.diagnosis && { ...one.diagnosis, cause: 'client-canceled', class: 'normal' as const },
  }));
  const causes = base.causes.map((cause) => ({
    ...cause,
    cause: 'client-canceled',
    class: 'normal' as const,
    attempts: attempts.map(({ id }) => id),
  }));
  const text = renderTerminal({ ...base, attempts, causes });
  expect(text).toContain('Not explained: 1 failed attempt');
  expect(text).not.toContain('In the background');
  const left = attempts.map((one) => ({ ...one, outcome: 'unknown' as const }));
  expect(renderTerminal({ ...base, attempts: left, causes })).toContain('In the background');
});

test('the line below the headline counts what no attempt shows, and its time', () => {
  const [cause] = base.causes;
  if (!cause) throw new Error('there is one');
  const { people: _, ...own } = { ...cause, attemptCount: 0, attempts: [], hosts: ['RDS01'] };
  const dead = { ...own, firstTime: '2026-03-03T08:00:00.000000Z', lastTime: '2026-03-03T09:00:00.000000Z' };
  const line = (causes: readonly ReportCause[]): string => circumstances({ ...base, causes }).join(' · ');
  expect(line([dead, { ...dead, cause: 'other' }])).toContain('a failure of RDS01 itself');
  expect(line([dead])).toMatch(/2026-03-01 10:00:00 – 2026-03-03 09:00:00 UTC$/);
  expect(line([{ ...dead, confidence: 'possible' }])).toContain('possibly a failure of RDS01 itself');
  expect(line([{ ...dead, hosts: ['RDS01', 'RDS02'] }])).toContain('failures of 2 hosts themselves');
  expect(line([{ ...dead, failure: false }])).not.toContain('itself');
});

describe('of failures that are explained in part', () => {
  const [known] = base.attempts;
  const unknown = known && {
    ...known,
    id: 'b',
    diagnosis: known.diagnosis && { ...known.diagnosis, cause: null },
  };
  const attempts = known && unknown ? [known, { ...known, id: 'c' }, unknown] : [];
  const report = {
    ...base,
    attempts: attempts.map((one) => ({ ...one, outcome: 'failed' as const })),
    summary: {
      ...base.summary,
      outcome: 'failures-partly-explained' as const,
      attempts: { total: 3, succeeded: 0, failed: 3, open: 0, unknown: 0 },
    },
  };

  test('it is said how many of how many', () => {
    expect(outcomeWords(report)).toBe('2 of 3 failed attempts explained');
  });

  test('it is not counted where not every attempt is listed, or none is explained', () => {
    const bounds = { attemptsNotListed: 7, recordsNotListed: 0, eventsForgotten: 0, sessionsCutShort: 0 };
    expect(outcomeWords({ ...report, bounds })).toBe('some failures explained');
    const none = report.attempts.map((one) => ({ ...one, diagnosis: null }));
    expect(outcomeWords({ ...report, attempts: none })).toBe('some failures explained');
  });
});
