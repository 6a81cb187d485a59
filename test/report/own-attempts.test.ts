import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/model/attempt.ts';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import type { ReportSymptom } from '../../src/model/report.ts';
import { formatMicros } from '../../src/model/time.ts';
import { buildSummary } from '../../src/report/build-summary.ts';
import { toldCauses } from '../../src/report/told-causes.ts';
import { pattern } from '../diagnose/make.ts';
import { at, HOST } from '../support/events.ts';
import { alice, bob, causesOf, code, coverage, from, symptomOf, time, tried } from './make-symptom.ts';
import { reportWith } from './sample-report.ts';

describe('somebody of whom nothing is known to have failed', () => {
  const worked = tried('w', 0, null, { ...alice, ...from('10.0.0.1'), outcome: 'succeeded' });
  const summaryOf = (attempts: readonly DiagnosedAttempt[], symptom: ReportSymptom) =>
    buildSummary(attempts, causesOf({ attempts }), coverage, { symptom });

  test.each<[string, Partial<Attempt>, string]>([
    ['worked', { outcome: 'succeeded' }, 'it worked.'],
    ['was still open', { outcome: 'open' }, 'it was still open where these logs end.'],
    ['ended nobody knows how', { outcome: 'unknown' }, 'these logs do not say what came of it.'],
  ])('is told that their attempt %s', (_, more, told) => {
    const own = { ...tried('w', 0, null, { ...alice, ...from('10.0.0.1'), ...more }), diagnosis: null };
    for (const stated of [{ user: 'alice' }, { client: '10.0.0.1' }, { user: 'alice', ...time(60) }]) {
      const symptom = symptomOf(stated, [own]);
      expect(symptom).toMatchObject({ matched: 'w', cause: null, fits: 'yes' });
      expect(symptom.text).toContain(`by alice on ${HOST}: ${told}`);
      expect(summaryOf([own, worked], symptom).outcome).toBe('no-failures');
    }
  });

  test('is told the cause of an attempt that broke without having failed', () => {
    for (const outcome of ['unknown', 'open'] as const) {
      const own = tried('x', 0, 'account-locked-out', { ...alice, outcome });
      const later = tried('y', 900, null, { ...alice, outcome: 'succeeded' });
      const symptom = symptomOf({ user: 'alice' }, [own, later]);
      expect(symptom).toMatchObject({ matched: 'x', cause: 'account-locked-out', fits: 'yes' });
      // A code alone picks none that is not known to have failed, unless it speaks for it.
      expect(symptomOf(code('0x0'), [own]).matched).toBeNull();
    }
  });

  test('is told what was going on at a time when nothing failed', () => {
    const symptom = symptomOf(time(60), [worked, tried('w2', 300, null, { ...bob, outcome: 'succeeded' })]);
    expect(symptom).toMatchObject({ matched: 'w', fits: 'yes' });
    expect(symptom.text).toContain('No attempt at that time failed');
    expect(symptom.text).toContain('The nearest of 2');
  });

  test('is told of their own before what names nobody', () => {
    const stranger = tried('s', 60, 'wrong-password', from('10.0.0.9'));
    const symptom = symptomOf({ user: 'alice' }, [worked, stranger]);
    expect(symptom).toMatchObject({ matched: 'w', fits: 'unknown' });
    expect(symptom.text).toContain("it worked. One failed attempt names nobody, and may be alice's.");
    // Of a stated code none that worked is the one meant, and it is told beside what may be.
    const coded = symptomOf({ user: 'alice', ...code('0x807') }, [worked, stranger]);
    expect(coded.matched).toBe('s');
    expect(coded.text).toMatch(/The latest attempt of user alice is that of .*: it worked\.$/);
    expect(symptomOf({ user: 'alice', ...time(60) }, [worked, stranger]).text).toContain('it worked.');
  });

  test('is told of their own at a time, and not of what names nobody and need not have failed', () => {
    const of = (outcome: 'failed' | 'unknown', seconds: number) =>
      symptomOf({ user: 'alice', ...time(60) }, [
        worked,
        tried('s', seconds, 'client-canceled', { outcome }),
      ]);
    expect(of('unknown', -300)).toMatchObject({ matched: 'w', cause: null, fits: 'yes' });
    // What failed, or was nearer, may be what was met.
    expect(of('failed', -300).matched).toBe('s');
    expect(of('unknown', 60).matched).toBe('s');
  });

  test('leaves the causes as they rank, and is told whose they are', () => {
    const others = tried('b', 60, 'wrong-password', bob);
    const symptom = symptomOf({ user: 'alice' }, [worked, others]);
    expect(symptom).toMatchObject({ matched: 'w', cause: null });
    expect(symptom.text).toMatch(/What follows is about account CORP\\bob\.$/);
    const base = reportWith('alice');
    const report = {
      ...base,
      attempts: base.attempts.map((one) => ({ ...one, outcome: 'succeeded' as const })),
    };
    const [{ id } = { id: '' }] = report.attempts;
    expect(toldCauses({ ...report, symptom: { ...symptom, matched: id } }).isAskedOpen).toBe(false);
    expect(toldCauses({ ...base, symptom: { ...symptom, matched: id } }).isAskedOpen).toBe(true);
  });

  test('is told what records name them for, whether a code fits it or not', () => {
    const host = { host: HOST, pattern: pattern('wrong-password', { class: 'credentials' }) };
    const found = { ...host, confidence: 'certain' as const, evidence: [], contradicting: [], attempts: [] };
    const person = {
      account: 'alice',
      records: 2,
      firstTime: formatMicros(at(0)),
      lastTime: formatMicros(at(5)),
    };
    const causes = causesOf({ hostDiagnoses: [found] }).map((one) => ({ ...one, people: [person] }));
    const symptom = symptomOf({ user: 'alice', ...code('0x904/0x101') }, [], { causes });
    expect(symptom).toMatchObject({ matched: null, cause: 'wrong-password', fits: 'no' });
    expect(symptom.text).toContain('2 records of');
    expect(symptomOf({ user: 'bob', ...code('0x904/0x101') }, [], { causes }).cause).toBeNull();
  });

  test('is told of the gateway that let them through', () => {
    const passage = {
      gateway: 'GW1',
      account: 'CORP\\alice',
      client: '10.0.0.1',
      targets: ['ts', 'rds-pool'],
      firstTime: formatMicros(at(0)),
      lastTime: formatMicros(at(5)),
      evidence: [],
    };
    const symptom = symptomOf({ user: 'alice' }, [], { passages: [passage, passage] });
    expect(symptom).toMatchObject({ matched: null, cause: null, passages: 2 });
    expect(symptom.text).toContain(
      'GW1 let user alice through 2 times, the last time to ts and on to rds-pool',
    );
    expect(symptom.text).not.toContain('Nothing');
    const { outcome, headline } = summaryOf([], symptom);
    expect([outcome, headline]).toEqual([
      'insufficient-evidence',
      expect.stringContaining('The gateway let user alice through'),
    ]);
    for (const other of [{ user: 'bob' }, { client: '10.0.0.2' }, { user: 'alice', ...time(3600) }])
      expect(symptomOf(other, [], { passages: [passage] }).text).toMatch(/^Nothing in these logs matches/);
  });
});

test('an attacking address that got in heads a report, whatever was asked', () => {
  const base = reportWith('alice');
  const [first] = base.causes;
  if (!first) throw new Error('no cause');
  const breakIn = { ...first, cause: 'break-in', title: 'An attacker got in', prominence: 'heads' as const };
  const causes = [breakIn, first];
  const failed = [tried('a', 0, 'wrong-password', alice)];
  const headlineOf = (symptom: ReportSymptom): string =>
    buildSummary(failed, causes, coverage, { symptom }).headline;
  const asked = { matched: 'a', cause: first.cause, fits: 'yes' as const, text: 'Meant is a.' };
  expect(headlineOf(asked)).toMatch(/^An attacker got in/);
  expect(headlineOf({ ...asked, matched: null, cause: null })).toMatch(
    /^An attacker got in\. Nothing in these/,
  );
  expect(toldCauses({ ...base, causes, symptom: asked }).told).toEqual([breakIn, first]);
  expect(
    toldCauses({ ...base, causes: [first, { ...first, cause: 'x' }], symptom: { ...asked, cause: 'x' } })
      .told[0]?.cause,
  ).toBe('x');
});
