import { expect, test } from 'vitest';
import type { ReportAttempt, ReportCause, ReportDiagnosis } from '../../src/model/report.ts';
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
  expect(lineOf(failed, 'likely')).toMatch(`failed: ${headline}`);
  expect(lineOf(failed, 'possible')).toMatch(`failed, possibly: ${headline}`);
  expect(hostLineOf(shownInNone, 'likely')).toMatch(`failed: ${cause.title}`);
  expect(hostLineOf(shownInNone, 'possible')).toMatch(`failed, possibly: ${cause.title}`);
});
