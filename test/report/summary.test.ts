import { expect, test } from 'vitest';
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

test.each([
  [['System'], 'The System log of that time would tell more; the command is below.'],
  [
    ['System', 'Security', 'Application'],
    'The Application, Security and System logs of that time would tell more; the commands are below.',
  ],
])('the logs that would tell more are listed: %j', (missing, text) => {
  const attempts = base.attempts.map((one) => ({
    ...one,
    diagnosis: one.diagnosis && {
      ...one.diagnosis,
      cause: null,
      notEvaluated: [{ cause: 'wrong-password', missing }],
    },
  }));
  expect(renderTerminal({ ...base, attempts }, { width: 200 })).toContain(text);
});

test('a log with gaps is said to have them', () => {
  const row = {
    host: 'RDS01',
    channel: 'System',
    state: 'seen' as const,
    firstTime: '2026-03-01T00:00:00.000000Z',
    lastTime: '2026-03-02T00:00:00.000000Z',
    neededBy: ['wrong-password'],
    collect: 'wevtutil epl "System" "System.evtx"',
  };
  const text = (ranges: [number, number][]): string =>
    renderTerminal({ ...base, coverage: [{ ...row, ranges }] }, { width: 200 });
  expect(text([[1, 9]])).toContain('UTC, not all of the failures');
  expect(
    text([
      [1, 4],
      [7, 9],
    ]),
  ).toContain('UTC with gaps, not all of the failures');
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
