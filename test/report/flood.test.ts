import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { CARLA, floodReport, SCANS } from '../support/flood.ts';

describe('one person among 100,000 scans', () => {
  let report: Report;
  beforeAll(() => {
    report = floodReport();
  }, 120_000);

  test('is what the report begins with', () => {
    expect(report.summary.attempts.total).toBe(SCANS);
    expect(report.causes[0]).toMatchObject({ cause: 'wrong-password', attemptCount: 1, clients: [CARLA] });
    const firstLines = renderTerminal(report).split('\n').slice(0, 5).join('\n');
    expect(firstLines).toContain('carla');
  });

  test('is listed with all records, beside a flood of which only a part is', () => {
    const person = report.attempts.filter(({ client }) => client?.address === CARLA);
    expect(person.map(({ events }) => events.length)).toEqual([8]);
    expect(report.attempts.length).toBeLessThanOrEqual(20_000);
    expect(report.attempts.length + (report.bounds?.attemptsNotListed ?? 0)).toBe(SCANS);
  });
});
