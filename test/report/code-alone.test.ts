import { describe, expect, test } from 'vitest';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import type { ReportCause } from '../../src/model/report.ts';
import type { Confidence } from '../../src/model/vocabulary.ts';
import { pattern } from '../diagnose/make.ts';
import { HOST } from '../support/events.ts';
import { alice, causesOf, code, symptomOf, tried } from './make-symptom.ts';

const licensing = 'rds-grace-expired-no-license-server';

function hostCauses(confidence: Confidence, attempts: readonly DiagnosedAttempt[]): readonly ReportCause[] {
  const of = { host: HOST, pattern: pattern(licensing, { class: 'licensing' }) };
  const found = { ...of, confidence, evidence: [], contradicting: [], attempts: [] };
  return causesOf({ attempts, hostDiagnoses: [found] });
}

const possible = ({ attempt, diagnosis }: DiagnosedAttempt): DiagnosedAttempt => ({
  attempt,
  diagnosis: diagnosis && { ...diagnosis, confidence: 'possible' },
});

describe('a code alone', () => {
  const left = possible(tried('left', 0, 'client-canceled'));
  const key = tried('key', 60, 'rdp-cert-private-key-unreadable');

  test.each<[string, DiagnosedAttempt, Confidence, string]>([
    ['speaks for a cause of the host before an attempt it says nothing of', left, 'certain', licensing],
    ['does so where that is only possible', left, 'possible', licensing],
    ['speaks for an attempt that it fits', key, 'certain', 'rdp-cert-private-key-unreadable'],
    ['but not for one that is only possible', possible(key), 'certain', licensing],
    ['of possibilities for the attempt', possible(key), 'possible', 'rdp-cert-private-key-unreadable'],
  ])('%s', (_, one, confidence, cause) => {
    const symptom = symptomOf(code('0x904'), [one], { causes: hostCauses(confidence, [one]) });
    expect(symptom).toMatchObject({ cause, fits: 'yes' });
    if (cause === licensing) expect(symptom.text).toContain('is surely the one meant; the host itself');
  });

  test('is told a mere possibility as one, and nothing else', () => {
    const textOf = (one: DiagnosedAttempt, stated = code('0x904')): string => symptomOf(stated, [one]).text;
    expect(textOf(possible(key))).toContain(`${HOST}, possibly: It was rdp-cert-private-key-unreadable.`);
    expect(textOf(key)).toContain(`${HOST}: It was rdp-cert-private-key-unreadable.`);
    expect(textOf(possible(tried('x', 0, null)))).toContain(`${HOST}: nobody knows.`);
    const hostText = (confidence: Confidence): string =>
      symptomOf(code('0x904'), [], { causes: hostCauses(confidence, []) }).text;
    expect(hostText('possible')).toContain(`the host itself shows, possibly: It was ${licensing}.`);
    expect(hostText('likely')).toContain(`the host itself shows: It was ${licensing}.`);
  });

  test('with a person stated is of their attempt', () => {
    const own = { ...left, attempt: { ...left.attempt, ...alice } };
    const causes = hostCauses('certain', [own]);
    expect(symptomOf({ ...code('0x904'), user: 'alice' }, [own], { causes }).matched).toBe('left');
  });

  test('picks the last that fits by more than a possibility', () => {
    const later = possible(tried('later', 120, 'rdp-cert-private-key-unreadable'));
    expect(symptomOf(code('0x904'), [key, later]).matched).toBe('key');
    expect(symptomOf(code('0x904'), [later]).matched).toBe('later');
  });

  test('is not answered by a normal end that it says nothing of', () => {
    expect(symptomOf(code('0x904'), [left])).toMatchObject({ matched: 'left', cause: null, fits: 'unknown' });
  });
});
