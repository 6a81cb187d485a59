import { expect, test } from 'vitest';
import type { ReportAttempt, ReportCause, ReportDiagnosis } from '../../src/model/report.ts';
import type { HostVerdict } from '../../src/model/verdict.ts';
import { verdictLine } from '../../src/report/verdict-line.ts';
import { sampleReport } from './diff/make.ts';

const report = sampleReport('credssp-mismatch');
const failed = report.attempts.find(({ outcome }) => outcome === 'failed');
const cause = report.causes.find(({ failure }) => failure);

type Confidence = ReportDiagnosis['confidence'];
const said = { verdictId: '1f2e', revision: 1, change: 'new' } as const;

const lineOf = (attempt: ReportAttempt, confidence: Confidence): string =>
  verdictLine({
    type: 'verdict',
    ...said,
    attempt: { ...attempt, diagnosis: attempt.diagnosis && { ...attempt.diagnosis, confidence } },
  });

const hostLineOf = (of: ReportCause, confidence: Confidence): string =>
  verdictLine({ type: 'host-verdict', ...said, host: 'RDS01', cause: { ...of, confidence } });

test('a live line says so where a cause is only possible', () => {
  if (!failed?.diagnosis || !cause) throw new Error('the sample has no failure');
  const { headline } = failed.diagnosis;
  const shownInNone = { ...cause, attemptCount: 0, attempts: [] };
  expect(lineOf(failed, 'likely')).toMatch(`failed: ${headline}`);
  expect(lineOf(failed, 'possible')).toMatch(`failed, possibly: ${headline}`);
  expect(hostLineOf(shownInNone, 'likely')).toMatch(`failed: ${cause.title}`);
  expect(hostLineOf(shownInNone, 'possible')).toMatch(`failed, possibly: ${cause.title}`);
});

test('what several attempts have together is said of all of them, by when it was', () => {
  if (!cause) throw new Error('the sample has no failure');
  const groupLine = (of: Partial<ReportCause>, more: Partial<HostVerdict> = {}): string =>
    verdictLine({
      type: 'host-verdict',
      ...said,
      host: 'RDS01.corp.example',
      cause: { ...cause, ...of },
      ...more,
    });
  const broke: Partial<ReportCause> = {
    title: 'It broke',
    confidence: 'likely',
    firstTime: '2026-03-02T08:00:00.000000Z',
    accounts: ['CORP\\alice', 'CORP\\bob'],
    clients: ['192.0.2.1', '192.0.2.2'],
    attemptCount: 2,
  };
  const together = { from: '2026-03-02T14:05:03.000000Z', to: '2026-03-02T14:05:09.000000Z' };
  expect(groupLine(broke, { together })).toBe('2026-03-02 14:05:03 UTC  RDS01  2 users  together: It broke');
  expect(groupLine({ ...broke, attemptCount: 5, confidence: 'possible' })).toBe(
    '2026-03-02 08:00:00 UTC  RDS01  5 attempts of 2 users  together, possibly: It broke',
  );
  expect(groupLine({ ...broke, accounts: ['CORP\\alice'], attemptCount: 1 })).toBe(
    '2026-03-02 08:00:00 UTC  RDS01  user CORP\\alice  noted: It broke',
  );
  expect(groupLine({ ...broke, prominence: 'heads' })).toMatch('2 users  urgent: It broke');
  const flood = { ...broke, prominence: 'background', clients: ['192.0.2.1'], attemptCount: 30 } as const;
  expect(groupLine(flood, { change: 'revised', revision: 3 })).toBe(
    '2026-03-02 08:00:00 UTC  RDS01  30 attempts from client 192.0.2.1  together: It broke (revision 3)',
  );
  expect(groupLine(broke, { change: 'withdrawn' })).toMatch(
    '2 users  withdrawn: by later records it is not so (It broke)',
  );
});
