import { describe, expect, test } from 'vitest';
import type { Report, ReportAttempt } from '../../../src/model/report.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { showAttempts } from '../../../src/report/html/shown-attempts.ts';
import { reportWith } from '../sample-report.ts';

/** So many attempts, each from an address of its own; of some the outcome is another. */
function manyAttempts(count: number, outcomeOf: (n: number) => ReportAttempt['outcome']): Report {
  const report = reportWith('alice');
  const [sample] = report.attempts;
  if (!sample) throw new Error('expected an attempt');
  const attempts = Array.from({ length: count }, (_, n): ReportAttempt => {
    const startedAt = new Date(Date.parse('2026-03-01T00:00:00Z') + n * 1000).toISOString();
    const outcome = outcomeOf(n);
    return {
      ...sample,
      id: `attempt${n}`,
      client: { address: `192.0.${n >> 8}.${n % 256}` },
      startedAt,
      endedAt: startedAt,
      outcome,
      diagnosis: outcome === 'succeeded' ? null : sample.diagnosis,
    };
  });
  return { ...report, attempts };
}

describe('of many attempts', () => {
  const report = manyAttempts(5000, (n) => (n === 2500 ? 'succeeded' : 'failed'));
  const { runs, hidden, told } = showAttempts(report);

  test('the first and the last of each kind are shown, and none is lost', () => {
    const shown = runs.flatMap(({ attempts }) => attempts.map(({ id }) => id));
    expect(shown).toEqual(expect.arrayContaining(['attempt0', 'attempt2500', 'attempt4999']));
    expect(shown.length).toBeLessThanOrEqual(300);
    expect(shown.length + hidden.length).toBe(5000);
  });

  test('the only one of its kind is told', () => {
    expect(told.map(({ id }) => id)).toContain('attempt2500');
  });

  test('the one that is meant is told, wherever it stands', () => {
    const symptom = { matched: 'attempt1234', cause: null, fits: 'yes', text: '' } as const;
    expect(showAttempts({ ...report, symptom }).told.map(({ id }) => id)).toContain('attempt1234');
  });

  test('the page says how many are not shown, and grows no further', () => {
    const size = (many: number): number =>
      [...renderHtml(manyAttempts(many, () => 'failed'))].join('').length;
    expect([...renderHtml(report)].join('')).toContain('more attempts of the same kinds not shown');
    expect(size(10_000)).toBeLessThan(1.1 * size(5000));
  });
});
