import { describe, expect, test } from 'vitest';
import type { Report, ReportCause, ReportDiagnosis } from '../../../src/model/report.ts';
import { reportWith } from '../sample-report.ts';
import { accepted, attemptOf, diffOf, event, reportOf } from './make.ts';

const [sample] = reportWith('RDS01').causes;
const [known] = reportWith('RDS01').attempts;

const causeOf = (id: string, attempts: readonly string[], more: Partial<ReportCause> = {}): ReportCause => {
  if (!sample) throw new Error('the sample report has a cause');
  return { ...sample, cause: id, title: id, attempts, attemptCount: attempts.length, ...more };
};

const diagnosed = (cause: string): ReportDiagnosis | null =>
  known?.diagnosis ? { ...known.diagnosis, cause, headline: cause } : null;

/** Attempts that are refused at TLS, each with this diagnosis of its own. */
const refusedAll = (ids: readonly string[], cause: string) =>
  ids.map((id, i) =>
    attemptOf(
      id,
      [
        accepted(10 * i, 10 * i),
        event(36874, 10 * i + 1, 10 * i + 1, {
          kind: 'tls-no-common-cipher',
          stage: 'tls',
          summary: 'no cipher',
        }),
      ],
      { diagnosis: diagnosed(cause), reached: 'tls' },
    ),
  );

const worked = reportOf([attemptOf('a1', [accepted(1, 0)], { outcome: 'succeeded' })]);
const causesIn = (good: Report, bad: Report) => diffOf(good, bad).causes.map(({ cause }) => cause);

describe('the causes of a side are those of its report', () => {
  const ids = ['b1', 'b2', 'b3'];
  const flood: Report = {
    ...reportOf([...refusedAll(ids, 'no-common-cipher'), ...refusedAll(['c1'], 'wrong-password')]),
    causes: [
      causeOf('wrong-password', ['c1']),
      causeOf('tls-or-vulnerability-scanner', ids, { prominence: 'background' }),
    ],
  };

  test('a flood has its attempts, whatever each is diagnosed as', () => {
    const diff = diffOf(worked, { ...flood, causes: flood.causes.slice(1) });
    expect(diff.causes).toMatchObject([{ cause: 'tls-or-vulnerability-scanner', on: 'bad', bad: 3 }]);
    expect(diff.headline).toContain('Only there: tls-or-vulnerability-scanner');
    expect(diff.headline).not.toContain('no-common-cipher');
  });

  test('one person stands before a flood', () => {
    expect(causesIn(worked, flood)).toEqual(['wrong-password', 'tls-or-vulnerability-scanner']);
  });

  test.each<[string, readonly ReportCause[]]>([
    ['what heads a report', [causeOf('z', ['b1'], { prominence: 'heads' }), causeOf('a', ['b1', 'b2'])]],
    ['what is surer', [causeOf('z', ['b1']), causeOf('a', ['b1', 'b2'], { confidence: 'possible' })]],
    ['what more attempts show', [causeOf('z', ['b1', 'b2']), causeOf('a', ['b1'])]],
    ['what the report ranks first', [causeOf('z', ['b1']), causeOf('a', ['b1'])]],
  ])('%s stands first, whatever it is called', (_, causes) => {
    expect(causesIn(worked, { ...flood, causes })).toEqual(['z', 'a']);
    expect(causesIn({ ...flood, causes }, worked)).toEqual(['z', 'a']);
  });
});

describe('figures say of what they are', () => {
  const failed = reportOf(refusedAll(['b1', 'b2'], 'no-common-cipher'));
  const mixed = (id: string) =>
    reportOf([
      attemptOf(`${id}1`, [accepted(1, 0)], { outcome: 'succeeded' }),
      attemptOf(`${id}2`, [accepted(50, 50)]),
    ]);

  test('attempts of a side that worked and failed are not called working', () => {
    const { headline } = diffOf(mixed('a'), failed);
    expect(headline).toContain('in 2 of 2 failing attempts, in none of the working side');
    expect(diffOf(failed, mixed('a')).headline).toContain(
      'in 2 of 2 attempts of the working side, in none of the failing side',
    );
  });

  test('those of one that all worked are', () => {
    expect(diffOf(worked, failed).headline).toContain('in 2 of 2 failing attempts, in no working one');
  });
});
